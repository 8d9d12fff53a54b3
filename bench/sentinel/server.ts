import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Declaration } from "../../src/functions/trail-sentinel/declaration";
import { declarationOf, type Load } from "./load";

/**
 * Stands in for AWS, in a process of its own: answers what the SDK asks, each call after the load's latency, with an
 * organization in which all is as declared. Prints its port.
 */

const load: Load = JSON.parse(process.argv[2] ?? "");
const declaration = declarationOf(load);

/** Most accounts that Organizations gives on one page. */
const ACCOUNTS_A_PAGE = 20;

/** Account Management's ListRegions: five a second, five in reserve. */
const LIST_REGIONS_A_SECOND = 5;

let listings = 0;
let tokens = LIST_REGIONS_A_SECOND;
let refilledAt = performance.now();

interface Reply {
  readonly status: number;
  readonly body: string;
}

const json = (value: object, status = 200): Reply => ({ status, body: JSON.stringify(value) });

/** By the operation that the header X-Amz-Target names. */
const OPERATIONS: Readonly<Record<string, (input: Readonly<Record<string, string>>) => Reply>> = {
  GetTrail: () => json({ Trail: trailOf(declaration) }),
  GetTrailStatus: () => json(statusNow()),
  GetEventSelectors: () =>
    json({
      AdvancedEventSelectors: declaration.trail.selectors.map(({ name, fieldSelectors }) => ({
        Name: name,
        FieldSelectors: fieldSelectors.map(({ field, equals }) => ({ Field: field, Equals: equals })),
      })),
    }),
  GetInsightSelectors: () => json({ InsightSelectors: [{ InsightType: "ApiCallRateInsight" }] }),
  ListRoots: () =>
    json({ Roots: [{ Id: "r-abcd", PolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }] }] }),
  ListAWSServiceAccessForOrganization: () =>
    json({
      EnabledServicePrincipals: declaration.trustedServices.map((ServicePrincipal) => ({ ServicePrincipal })),
    }),
  ListPolicies: () => json({ Policies: declaration.policies.map(({ name }) => ({ Id: `p-${name}`, Name: name })) }),
  DescribePolicy: ({ PolicyId }) =>
    json({
      Policy: { Content: JSON.stringify(declaration.policies.find(({ name }) => PolicyId === `p-${name}`)?.document) },
    }),
  ListTargetsForPolicy: () => json({ Targets: [{ TargetId: "ou-abcd-workloads" }] }),
  ListOrganizationalUnitsForParent: ({ ParentId }) =>
    json({ OrganizationalUnits: ParentId === "r-abcd" ? [{ Id: "ou-abcd-workloads", Name: "Workloads" }] : [] }),
  ListAccountsForParent: ({ NextToken }) => pageOfAccounts(NextToken),
  ListAccounts: ({ NextToken }) => pageOfAccounts(NextToken),
  PutMetricData: () => json({}),
  PutEvents: () => json({ FailedEntryCount: 0, Entries: [{ EventId: "1" }] }),
};

function answer(request: IncomingMessage, body: string): Reply {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    const operation = OPERATIONS[target.split(".").at(-1) ?? ""];
    return operation ? operation(JSON.parse(body)) : json({ __type: "UnknownOperationException" }, 400);
  }
  if (request.url === "/listRegions") return listRegions();
  return listObjects(new URL(request.url ?? "", "http://localhost").searchParams);
}

function trailOf({ homeRegion, trail }: Declaration): object {
  return {
    HomeRegion: homeRegion,
    S3BucketName: trail.bucketName,
    KmsKeyId: load.archiveKeyArn,
    CloudWatchLogsLogGroupArn: trail.logGroupArn,
    CloudWatchLogsRoleArn: trail.logsRoleArn,
    SnsTopicARN: trail.deliveryTopicArn,
    IsMultiRegionTrail: true,
    IsOrganizationTrail: true,
    IncludeGlobalServiceEvents: true,
    LogFileValidationEnabled: true,
  };
}

function statusNow(): object {
  const now = Math.floor(Date.now() / 1000);
  return {
    IsLogging: true,
    LatestDeliveryTime: now,
    LatestDigestDeliveryTime: now,
    LatestCloudWatchLogsDeliveryTime: now,
  };
}

function pageOfAccounts(token: string | undefined): Reply {
  const first = Number(token ?? 0);
  const next = first + ACCOUNTS_A_PAGE;
  const ids = load.accountIds.slice(first, next);
  return json({
    Accounts: ids.map((Id) => ({
      Id,
      Arn: `arn:aws:organizations::${declaration.managementAccountId}:account/${declaration.organizationId}/${Id}`,
      Email: `account-${Id}@example.com`,
      Name: `account-${Id}`,
      Status: "ACTIVE",
      State: "ACTIVE",
      JoinedMethod: "CREATED",
      JoinedTimestamp: 1_700_000_000,
    })),
    ...(next < load.accountIds.length && { NextToken: String(next) }),
  });
}

/** Opt-in Regions are off in every account, which is what makes the sentinel ask. */
function listRegions(): Reply {
  const now = performance.now();
  tokens = Math.min(LIST_REGIONS_A_SECOND, tokens + ((now - refilledAt) / 1000) * LIST_REGIONS_A_SECOND);
  refilledAt = now;
  if (tokens < 1) return json({ __type: "TooManyRequestsException", message: "Rate exceeded" }, 429);
  tokens -= 1;
  return json({
    Regions: declaration.governedRegions.map(({ name, optIn }) => ({
      RegionName: name,
      RegionOptStatus: optIn ? "DISABLED" : "ENABLED_BY_DEFAULT",
    })),
  });
}

function listObjects(query: URLSearchParams): Reply {
  listings += 1;
  if (load.slowDownEvery > 0 && listings % load.slowDownEvery === 0) {
    return {
      status: 503,
      body: "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>",
    };
  }
  const prefix = query.get("prefix") ?? "";
  const region = prefix.split("/").at(-2);
  const isOn = declaration.governedRegions.some(({ name, optIn }) => name === region && !optIn);
  const startAfter = query.get("start-after") ?? "";
  return { status: 200, body: listing(prefix, startAfter, isOn ? `${startAfter}.json.gz` : undefined) };
}

/** As S3 words it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
function listing(prefix: string, startAfter: string, key: string | undefined): string {
  const contents =
    key === undefined
      ? ""
      : `<Contents><Key>${key}</Key><LastModified>2026-11-21T00:01:41.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>1234</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${declaration.trail.bucketName}</Name><Prefix>${prefix}</Prefix><StartAfter>${startAfter}</StartAfter><KeyCount>${key === undefined ? 0 : 1}</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
}

function respond(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { status, body } = answer(request, Buffer.concat(chunks).toString());
    const contentType = body.startsWith("<") ? "application/xml" : "application/json";
    setTimeout(() => {
      response.writeHead(status, {
        "content-type": contentType,
        "x-amzn-requestid": "0",
        "content-length": body.length,
      });
      response.end(body);
    }, load.latencyMilliseconds);
  });
}

const server = createServer({ keepAliveTimeout: 60_000 }, respond);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : undefined);
});
process.on("disconnect", () => process.exit());
