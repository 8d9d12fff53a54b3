import { administrator, awsService } from "../../support/cloudtrail/identities";
import { insight } from "../../support/cloudtrail/insight";
import { digestRow, insightRow, type TableRow } from "../../support/queries/rows";
import { ARCHIVE, call, HOME, PROD, type QueryCase } from "./case";

const S3 = "s3.amazonaws.com";
const admin = administrator(PROD);

/** In the habit of two weeks: S3 in the home Region. */
const USUAL: readonly TableRow[] = [
  call("11-02 09:15", { eventSource: S3, eventName: "ListBuckets" }),
  call("11-19 09:15", { eventSource: S3, eventName: "ListBuckets" }),
];

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html */
function digest(accountId: string, hour: number, files: number): TableRow {
  const at = (of: number) => `2026-11-20T${String(of).padStart(2, "0")}:07:28Z`;
  return digestRow(
    {
      awsAccountId: accountId,
      digestStartTime: at(hour),
      digestEndTime: at(hour + 1),
      digestS3Bucket: "acme-logs",
      digestS3Object: `AWSLogs/${accountId}/CloudTrail-Digest/${HOME}/2026/11/20/${hour}.json.gz`,
      digestPublicKeyFingerprint: "31e8b5433410dfb61a9dc45cc65b22ff",
      digestSignatureAlgorithm: "SHA256withRSA",
      newestEventTime: null,
      oldestEventTime: null,
      previousDigestS3Bucket: "acme-logs",
      logFiles: Array.from({ length: files }, (_, index) => ({
        s3Bucket: "acme-logs",
        s3Object: `${index}.json.gz`,
        hashValue: "9bb6196fc6b84d6f075a56548feca262bd99ba3c2de41b618e5b6e22c1fc71f6",
        hashAlgorithm: "SHA-256",
      })),
    },
    HOME,
  );
}

const unusual = insight(PROD, {
  state: "Start",
  eventSource: "ec2.amazonaws.com",
  eventName: "RunInstances",
  insightType: "ApiErrorRateInsight",
  errorCode: "Client.UnauthorizedOperation",
});

/** What is usual, what is new, what is missing. */
export const STATISTICS_CASES: readonly QueryCase[] = [
  {
    query: "first-seen-services",
    archive: [...USUAL, call("09:15", { eventSource: "bedrock.amazonaws.com", eventName: "InvokeModel" })],
    columns: ["account_id", "eventsource", "first_time", "calls", "principals"],
    answer: [[PROD, "bedrock.amazonaws.com", "2026-11-20T09:15:00Z", 1, admin.arn]],
  },
  {
    query: "first-seen-calls",
    archive: [
      ...USUAL,
      call("09:15", { eventSource: S3, eventName: "DeleteBucket" }),
      call("09:16", { eventSource: S3, eventName: "ListBuckets", accountId: ARCHIVE }),
    ],
    columns: ["account_id", "eventname", "calls"],
    answer: [
      [PROD, "DeleteBucket", 1],
      [ARCHIVE, "ListBuckets", 1],
    ],
  },
  {
    query: "first-seen-regions",
    archive: [
      ...USUAL,
      call("09:15", { eventSource: "ec2.amazonaws.com", eventName: "RunInstances", region: "ap-southeast-3" }),
      call("09:16", {
        eventSource: S3,
        eventName: "ListBuckets",
        region: "eu-west-3",
        by: awsService("config.amazonaws.com"),
      }),
    ],
    columns: ["account_id", "awsregion", "first_time"],
    answer: [[PROD, "ap-southeast-3", "2026-11-20T09:15:00Z"]],
  },
  {
    query: "silent-regions",
    archive: [
      call("11-10 09:15", { eventSource: S3, eventName: "ListBuckets", region: "eu-west-3" }),
      call("11-11 09:15", { eventSource: S3, eventName: "ListBuckets", region: "eu-west-3" }),
      ...USUAL,
    ],
    columns: ["account", "region", "last_time", "events", "days_with_events"],
    answer: [[PROD, "eu-west-3", "2026-11-11T09:15:00Z", 2, 2]],
  },
  {
    query: "digests-by-day",
    archive: [
      ...Array.from({ length: 10 }, (_, hour) => digest(PROD, hour, hour === 3 ? 0 : 2)).filter(
        (_, hour) => hour !== 5,
      ),
      digest(ARCHIVE, 0, 1),
    ],
    columns: ["account_id", "region", "digest_day", "digests", "missing", "log_files"],
    answer: [
      [PROD, HOME, "2026-11-20", 9, 15, 16],
      [ARCHIVE, HOME, "2026-11-20", 1, 23, 1],
    ],
  },
  {
    query: "insights",
    archive: [
      insightRow(unusual),
      insightRow({
        ...unusual,
        eventTime: "2026-11-20T09:45:00Z",
        insightDetails: { ...unusual.insightDetails, state: "End" },
      }),
      insightRow({ ...unusual, sharedEventID: "later", eventTime: "2026-11-21T09:15:00Z" }),
    ],
    columns: [
      "insight_type",
      "eventname",
      "errorcode",
      "started_at",
      "ended_at",
      "usual_per_minute",
      "seen_per_minute",
    ],
    answer: [
      [
        "ApiErrorRateInsight",
        "RunInstances",
        "Client.UnauthorizedOperation",
        "2026-11-20T09:15:00Z",
        "2026-11-20T09:45:00Z",
        0.02,
        12,
      ],
    ],
  },
  {
    query: "volume",
    archive: [
      call("09:15", { eventSource: S3, eventName: "ListBuckets" }),
      call("09:16", { eventSource: S3, eventName: "ListBuckets", errorCode: "AccessDenied" }),
      call("09:17", { eventSource: S3, eventName: "GetObject", managementEvent: false }),
    ],
    columns: ["account_id", "eventcategory", "eventname", "events", "reads", "refused", "usd"],
    answer: [
      [PROD, "Management", "ListBuckets", 2, 2, 1, 0.00004],
      [PROD, "Data", "GetObject", 1, 1, 0, 0.000001],
    ],
  },
];
