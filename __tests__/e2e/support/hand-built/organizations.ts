import {
  cloudTrailTrust,
  denyPlainHttp,
  denyTrailChanges,
  denyUnencryptedPuts,
  document,
  keyPolicy,
  mayDeliverAccessLogs,
  mayPublish,
  mayRead,
  mayWriteStreams,
  ssoTrust,
  trailMayDeliver,
} from "./documents";
import type { HandBuilt, HandBuiltBucket, HandBuiltRole, HandBuiltTrail } from "./hand-built";

const ORGANIZATION = "o-vefew8kgv1";
const MANAGEMENT = "778477254880";
const LOG_ARCHIVE = "754660694122";
const BUCKET = "askflorence-org-cloudtrail-logs-754660694122";
const TRAIL = trailArn("askflorence-org-trail");
const UNITS = ["Prod", "Non-Prod", "Security"];

/** Two who read the archive and are not in the description: an investigator's role, and a tool's in another account. */
export const INVESTIGATOR = `arn:aws:iam::${LOG_ARCHIVE}:role/LogInvestigation`;
export const COLLECTOR = `arn:aws:iam::${MANAGEMENT}:role/SiemCollector`;

function trailArn(name: string): string {
  return `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/${name}`;
}

function ssoRole(accountId: string, permissionSet: string, suffix: string): HandBuiltRole {
  return {
    accountId,
    name: `AWSReservedSSO_${permissionSet}_${suffix}`,
    path: "/aws-reserved/sso.amazonaws.com/",
    trust: ssoTrust(accountId),
  };
}

const SECURITY_AUDIT = ssoRole(LOG_ARCHIVE, "SecurityAudit", "0f1e2d3c4b5a6978");
const SSO_ROLES = [
  SECURITY_AUDIT,
  ssoRole(LOG_ARCHIVE, "AdministratorAccess", "1122334455667788"),
  ssoRole(MANAGEMENT, "AdministratorAccess", "8877665544332211"),
];
const READERS: readonly HandBuiltRole[] = [INVESTIGATOR, COLLECTOR].map((arn) => ({
  accountId: arn.split(":")[4] ?? "",
  name: arn.split("/").at(-1) ?? "",
  trust: document({
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` },
    Action: "sts:AssumeRole",
  }),
}));

const KEY = {
  description: "KMS key for AskFlorence organization CloudTrail logs",
  alias: "alias/askflorence-org-logs",
  policy: keyPolicy(LOG_ARCHIVE, TRAIL, ORGANIZATION),
};

const ARCHIVE: HandBuiltBucket = {
  name: BUCKET,
  lock: { Mode: "COMPLIANCE", Years: 7 },
  encrypted: "with the key",
  policy: document(
    ...trailMayDeliver(BUCKET, TRAIL, ORGANIZATION),
    ...denyPlainHttp(BUCKET),
    ...denyUnencryptedPuts(BUCKET),
    ...mayRead(
      "AllowSecurityAudit",
      BUCKET,
      `arn:aws:iam::${LOG_ARCHIVE}:role${SECURITY_AUDIT.path}${SECURITY_AUDIT.name}`,
    ),
    ...mayRead("AllowLogReaders", BUCKET, INVESTIGATOR, COLLECTOR),
  ),
};

const LOG_GROUP = "/aws/cloudtrail/askflorence-org-trail";

const LOGS_ROLE: HandBuiltRole = {
  accountId: MANAGEMENT,
  name: "CloudTrailToCloudWatchLogsRole",
  trust: cloudTrailTrust,
  inline: { CloudTrailToCloudWatchLogsPolicy: mayWriteStreams(MANAGEMENT, ORGANIZATION, LOG_GROUP) },
};

const ORG_TRAIL: HandBuiltTrail = {
  name: "askflorence-org-trail",
  bucket: BUCKET,
  encrypted: true,
  logGroup: LOG_GROUP,
  retentionInDays: 365,
  logsRoleArn: `arn:aws:iam::${MANAGEMENT}:role/${LOGS_ROLE.name}`,
  insights: ["ApiCallRateInsight", "ApiErrorRateInsight"],
};

/** AskFlorence as the design's table describes it, live since 2026-04-18. */
export const asDescribed: HandBuilt = {
  logArchiveAccountId: LOG_ARCHIVE,
  key: KEY,
  buckets: [ARCHIVE],
  roles: [...SSO_ROLES, ...READERS, LOGS_ROLE],
  trails: [ORG_TRAIL],
  policies: [
    {
      name: "ScpBaseline",
      description: "Baseline guardrails",
      content: document(...denyTrailChanges("DenyCloudTrailTampering")),
      units: UNITS,
    },
  ],
};

const OTHER_LOG_GROUP = "aws-cloudtrail-logs-778477254880-5f0c9a1b";
const OTHER_ROLE: HandBuiltRole = {
  accountId: MANAGEMENT,
  name: "CloudTrail_CloudWatchLogs_Role",
  // The console's path and policy name. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
  path: "/service-role/",
  trust: cloudTrailTrust,
  inline: {
    "Cloudtrail-CW-access-policy-askflorence-org-trail-3d6f0a55-8c1e-4c58-9f0e-2f5b7b1f6a90": mayWriteStreams(
      MANAGEMENT,
      ORGANIZATION,
      OTHER_LOG_GROUP,
    ),
  },
};
/** A role that no bucket policy names reads by a policy of its own: only the access log says so. */
export const UNSEEN = `arn:aws:iam::${LOG_ARCHIVE}:role/NightlyReport`;
/** As S3 writes it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html */
const ACCESS_LOG = [UNSEEN, UNSEEN, INVESTIGATOR]
  .map((role, hour) => {
    const session = `${role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/session`;
    const key = `org/AWSLogs/${ORGANIZATION}/${MANAGEMENT}/CloudTrail/us-east-1/2026/11/24/${hour}.json.gz`;
    return `79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be ${BUCKET} [24/Nov/2026:0${hour}:00:38 +0000] 192.0.2.3 ${session} 3E57427F3EXAMPLE REST.GET.OBJECT ${key} "GET /${key} HTTP/1.1" 200 - 113 113 7 6 "-" "aws-cli/2.31" - s9lzHYrFp76ZVxRcpX9= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader ${BUCKET}.s3.us-east-1.amazonaws.com TLSv1.3 - -\n`;
  })
  .join("");
export const ACCESS_LOGS = { bucket: `askflorence-s3-access-logs-${LOG_ARCHIVE}`, prefix: "org-trail/" };

/** The same organization where nearly everything has another name than ours, and settings that ours would replace. */
export const withOtherNames: HandBuilt = {
  ...asDescribed,
  buckets: [
    {
      name: ACCESS_LOGS.bucket,
      encrypted: "by S3",
      policy: mayDeliverAccessLogs(ACCESS_LOGS.bucket, ACCESS_LOGS.prefix, BUCKET),
      objects: { [`${ACCESS_LOGS.prefix}2026-11-24-06-15-02-1C2F3E4D5A6B7988`]: ACCESS_LOG },
    },
    {
      ...ARCHIVE,
      policy: document(
        ...trailMayDeliver(BUCKET, TRAIL, ORGANIZATION, "org/"),
        ...denyPlainHttp(BUCKET),
        ...mayRead("AllowLogReaders", BUCKET, INVESTIGATOR, COLLECTOR),
      ),
      lifecycle: [
        {
          ID: "to-glacier",
          Status: "Enabled",
          Filter: { Prefix: "" },
          Transitions: [{ Days: 90, StorageClass: "GLACIER" }],
        },
      ],
      accessLogs: ACCESS_LOGS,
    },
  ],
  roles: [...SSO_ROLES, ...READERS, OTHER_ROLE],
  trails: [
    {
      ...ORG_TRAIL,
      prefix: "org",
      logGroup: OTHER_LOG_GROUP,
      logsRoleArn: `arn:aws:iam::${MANAGEMENT}:role/service-role/${OTHER_ROLE.name}`,
      topic: {
        name: "cloudtrail-notifications",
        policy: (topicArn) => mayPublish(topicArn, TRAIL),
      },
    },
  ],
  policies: [
    {
      name: "ProtectCloudTrail",
      description: "Nobody stops CloudTrail or leaves",
      content: document(...denyTrailChanges("ProtectCloudTrail"), {
        Sid: "DenyRootUser",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
      }),
      units: UNITS,
    },
  ],
};

const TOWER_TRAIL = "aws-controltower-BaselineCloudTrail";
const TOWER_BUCKET = `aws-controltower-logs-${LOG_ARCHIVE}-us-east-1`;
const TOWER_LOG_GROUP = "aws-controltower/CloudTrailLogs";
const TOWER_ROLE: HandBuiltRole = {
  accountId: MANAGEMENT,
  name: "AWSControlTowerCloudTrailRole",
  path: "/service-role/",
  trust: cloudTrailTrust,
  inline: { AWSControlTowerCloudTrailRolePolicy: mayWriteStreams(MANAGEMENT, ORGANIZATION, TOWER_LOG_GROUP) },
};

/** The same organization set up by AWS Control Tower, whose own trail records everything a second time. */
export const withControlTower: HandBuilt = {
  ...asDescribed,
  buckets: [
    ...asDescribed.buckets,
    {
      name: TOWER_BUCKET,
      encrypted: "by S3",
      policy: document(...trailMayDeliver(TOWER_BUCKET, trailArn(TOWER_TRAIL), ORGANIZATION, `${ORGANIZATION}/`)),
    },
  ],
  roles: [...asDescribed.roles, TOWER_ROLE],
  trails: [
    ORG_TRAIL,
    {
      name: TOWER_TRAIL,
      bucket: TOWER_BUCKET,
      prefix: ORGANIZATION,
      encrypted: false,
      logGroup: TOWER_LOG_GROUP,
      retentionInDays: 14,
      logsRoleArn: `arn:aws:iam::${MANAGEMENT}:role/service-role/${TOWER_ROLE.name}`,
      insights: [],
    },
  ],
};

/** The same organization where the bucket has what S3 gives by itself: its own keys, no versions, no lock; and no key. */
export const withoutLock: HandBuilt = {
  ...asDescribed,
  key: undefined,
  buckets: [
    {
      name: BUCKET,
      encrypted: "by S3",
      policy: document(...trailMayDeliver(BUCKET, TRAIL, ORGANIZATION), ...denyPlainHttp(BUCKET)),
    },
  ],
  trails: [{ ...ORG_TRAIL, encrypted: false }],
};
