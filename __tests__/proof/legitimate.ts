import { membersWithStacks } from "../../src/config/forwarding";
import type { Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { type Place, TARGETS } from "../../src/threats/targets";
import { type AssumedRole, type Context, role, service, serviceLinkedRole } from "../support/iam/caller";
import type { Request } from "../support/iam/request";
import { rolesNamed } from "../support/permission-sets";
import { accountsAt, VANTAGES } from "./attackers";
import { auditorUses } from "./auditors";
import { alertKeyArnOf, archiveKeyArnOf } from "./emitted-environment";
import { detectionUses, forwarderRoleArn } from "./legitimate-detection";
import { othersInTheArchive } from "./legitimate-others";
import { type LegitimateUse, ROLE_WRITES, RULE_WRITES, requests } from "./legitimate-use";
import { queryUses } from "./queries";

export function legitimateUses(organization: Organization): readonly LegitimateUse[] {
  const place = placeIn(organization);
  const { names } = place;
  return [
    ...deliveries(organization, place),
    ...notifications(place),
    ...reads(organization, place),
    ...queryUses(organization, names, (via) =>
      everyonesLogs(organization, place).flatMap((key) => readOf(key, place, via)),
    ),
    ...auditorUses(organization, names, (caller) => ({
      what: `${caller.role} reads every account's logs`,
      caller,
      requests: everyonesLogs(organization, place).flatMap((key) => readOf(key, place)),
    })),
    ...restorations(organization, place),
    ...detectionUses(organization, place),
    ...applies(organization, place),
    ...otherServices(organization),
    ...othersInTheArchive(organization),
  ];
}

/** Those that differ where a StackSet forwards. */
export function forwardedUses(organization: Organization): readonly LegitimateUse[] {
  const place = placeIn(organization);
  return [...detectionUses(organization, place), ...applies(organization, place)];
}

function placeIn(organization: Organization): Place {
  return {
    names: namesOf(organization),
    account: organization.accounts.management.id,
    archiveKeyArn: archiveKeyArnOf(organization),
  };
}

const memberAccounts = (organization: Organization): readonly string[] =>
  VANTAGES.filter((vantage) => vantage !== "management" && vantage !== "outside").flatMap((vantage) =>
    accountsAt(vantage, organization),
  );

/** How CloudTrail may encrypt what it writes: AWS's pages disagree on digests (ADR 0005). */
function encryptions({ archiveKeyArn }: Place): Readonly<Record<"kms" | "kms, bucket's key" | "s3" | "none", Context>> {
  const acl = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const kms = { ...acl, "s3:x-amz-server-side-encryption": "aws:kms" };
  return {
    kms: { ...kms, "s3:x-amz-server-side-encryption-aws-kms-key-id": archiveKeyArn },
    "kms, bucket's key": kms,
    s3: { ...acl, "s3:x-amz-server-side-encryption": "AES256" },
    none: acl,
  };
}

function deliveries(organization: Organization, place: Place): readonly LegitimateUse[] {
  const { names, archiveKeyArn } = place;
  const { bucket } = names.archive;
  const cloudTrail = service("cloudtrail.amazonaws.com", { arn: names.trail.arn });
  const encrypted = encryptions(place);
  const written = (key: string, encryption: keyof typeof encrypted): Request => ({
    action: "s3:PutObject",
    resource: `${bucket.arn}/${key}`,
    context: encrypted[encryption],
  });
  const dataKey = (context: Context): Request => ({ action: "kms:GenerateDataKey", resource: archiveKeyArn, context });
  const forLogs = { "kms:EncryptionContext:aws:cloudtrail:arn": names.trail.arn };

  return [
    {
      what: "CloudTrail tries the archive when the trail is made",
      caller: cloudTrail,
      requests: [
        { action: "s3:GetBucketAcl", resource: bucket.arn },
        ...names.archive.deliveryPrefixes.flatMap((prefix) => [
          written(`${prefix}CloudTrail/try`, "none"),
          // As a digest may be written, before any account has one.
          written(`${prefix}CloudTrail-Digest/try`, "s3"),
          dataKey({ "kms:EncryptionContext:aws:s3:arn": `${bucket.arn}/${prefix}CloudTrail-Digest/try` }),
        ]),
        { action: "kms:DescribeKey", resource: archiveKeyArn },
        dataKey(forLogs),
        { action: "kms:Decrypt", resource: archiveKeyArn, context: forLogs },
      ],
    },
    ...[names.managementAccountId, ...memberAccounts(organization)].flatMap((account): readonly LegitimateUse[] => {
      const prefixes = [
        names.archive.accountPrefix(account),
        ...(account === names.managementAccountId ? [`${names.archive.deliveryRoot}${account}/`] : []),
      ];
      return prefixes.flatMap((prefix) => {
        const digest = `${prefix}CloudTrail-Digest/us-east-1/digest.json.gz`;
        const forDigest = { "kms:EncryptionContext:aws:s3:arn": `${bucket.arn}/${digest}` };
        return [
          {
            what: `CloudTrail delivers logs and Insights below ${prefix}`,
            caller: cloudTrail,
            requests: [
              written(`${prefix}CloudTrail/us-east-1/log.json.gz`, "kms"),
              written(`${prefix}CloudTrail-Insight/us-east-1/log.json.gz`, "kms"),
            ],
          },
          {
            what: `CloudTrail delivers digests below ${prefix}, however they are encrypted`,
            caller: cloudTrail,
            requests: [
              ...(["kms", "kms, bucket's key", "s3", "none"] as const).map((encryption) => written(digest, encryption)),
              dataKey(forLogs),
              dataKey(forDigest),
            ],
          },
          {
            what: `S3 encrypts digests below ${prefix} without saying for which trail`,
            caller: service("cloudtrail.amazonaws.com"),
            requests: [dataKey(forDigest)],
          },
        ];
      });
    }),
    {
      what: "S3 delivers access logs of the archive",
      caller: service("logging.s3.amazonaws.com", { arn: bucket.arn, account: names.logArchiveAccountId }),
      requests: requests(`${names.archive.accessLogBucket.arn}/archive/2026-01-01`, "s3:PutObject"),
    },
  ];
}

function notifications(place: Place): readonly LegitimateUse[] {
  const { names } = place;
  const trailKey = TARGETS.trailKey(place);
  const cloudTrail = service("cloudtrail.amazonaws.com", { arn: names.trail.arn });
  return [
    {
      what: "CloudTrail tells the topic of deliveries, encrypted",
      caller: cloudTrail,
      requests: [
        ...requests(names.deliveryTopic.arn, "sns:Publish"),
        ...requests(trailKey, "kms:GenerateDataKey", "kms:Decrypt"),
      ],
    },
    {
      what: "CloudTrail takes its role for CloudWatch Logs",
      caller: cloudTrail,
      requests: requests(names.trailLogsRole.arn, "sts:AssumeRole"),
    },
    {
      what: "CloudTrail writes the log streams of the management account and of members",
      caller: role(names.managementAccountId, names.trailLogsRole.name),
      requests: [
        `${names.managementAccountId}_CloudTrail_${names.homeRegion}`,
        `${names.organizationId}_${names.logArchiveAccountId}_CloudTrail_${names.homeRegion}`,
      ].flatMap((stream) =>
        requests(`${names.trailLogGroup.arn}:log-stream:${stream}`, "logs:CreateLogStream", "logs:PutLogEvents"),
      ),
    },
    {
      what: "CloudWatch Logs encrypts the log group",
      caller: service(`logs.${names.homeRegion}.amazonaws.com`),
      requests: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey"].map(
        (action) => ({
          action,
          resource: trailKey,
          context: { "kms:EncryptionContext:aws:logs:arn": names.trailLogGroup.arn },
        }),
      ),
    },
  ];
}

/** What a read asks of S3, and S3 of KMS on the reader's behalf. */
function readOf(key: string, { names, archiveKeyArn }: Place, via: readonly string[] = []): readonly Request[] {
  const arn = `${names.archive.bucket.arn}/${key}`;
  const decrypt = (context: Context): Request => ({
    action: "kms:Decrypt",
    resource: archiveKeyArn,
    via: [...via, "s3.amazonaws.com"],
    context: { "kms:ViaService": `s3.${names.homeRegion}.amazonaws.com`, ...context },
  });
  return [
    { action: "s3:GetObject", resource: arn, via },
    decrypt({ "kms:EncryptionContext:aws:cloudtrail:arn": names.trail.arn }),
    ...(key.includes("CloudTrail-Digest") ? [decrypt({ "kms:EncryptionContext:aws:s3:arn": arn })] : []),
  ];
}

/** A session of each reader, in every way in which AWS may call its role. */
export function readersOf(organization: Organization): readonly AssumedRole[] {
  return organization.archive.readers.flatMap((reader) =>
    rolesNamed(reader.role).map((name) => role(reader.accountId, name)),
  );
}

const accountsOf = (organization: Organization, { names }: Place): readonly string[] => [
  names.managementAccountId,
  ...memberAccounts(organization),
];

/** A log and a digest of every account. */
function everyonesLogs(organization: Organization, place: Place): readonly string[] {
  return accountsOf(organization, place).flatMap((account) => [
    `${place.names.archive.accountPrefix(account)}CloudTrail/us-east-1/log.json.gz`,
    `${place.names.archive.accountPrefix(account)}CloudTrail-Digest/us-east-1/digest.json.gz`,
  ]);
}

function reads(organization: Organization, place: Place): readonly LegitimateUse[] {
  const { names } = place;
  const { bucket } = names.archive;
  const accounts = accountsOf(organization, place);
  const everyones = everyonesLogs(organization, place);
  return [
    ...readersOf(organization).flatMap((caller): readonly LegitimateUse[] => [
      {
        what: `${caller.role} lists and reads every account's logs`,
        caller,
        requests: [
          ...requests(bucket.arn, "s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketLocation"),
          ...everyones.flatMap((key) => readOf(key, place)),
          ...everyones.map((key) => ({ action: "s3:GetObjectVersion", resource: `${bucket.arn}/${key}` })),
        ],
      },
      {
        what: `${caller.role} reads them by Athena`,
        caller,
        requests: everyones.flatMap((key) => readOf(key, place, ["athena.amazonaws.com"])),
      },
    ]),
    ...(organization.archive.accountsReadOwnLogs ? accounts : []).map((account) => ({
      what: `account ${account} reads its own logs`,
      caller: role(account, "Administrator"),
      requests: readOf(`${names.archive.accountPrefix(account)}CloudTrail/us-east-1/log.json.gz`, place),
    })),
  ];
}

/** CloudTrail's delegated administrator: the attacks on the trail say what it may not. */
function restorations(organization: Organization, place: Place): readonly LegitimateUse[] {
  const { security } = organization.accounts;
  if (security === undefined) return [];
  return [
    {
      what: "a responder of the security account reads the trail's settings and state, and starts it again",
      caller: role(security.id, "Responder"),
      requests: requests(
        place.names.trail.arn,
        "cloudtrail:GetTrail",
        "cloudtrail:GetTrailStatus",
        "cloudtrail:GetEventSelectors",
        "cloudtrail:GetInsightSelectors",
        "cloudtrail:StartLogging",
      ),
    },
    {
      what: "and queries an event data store, were there one",
      caller: role(security.id, "Responder"),
      requests: requests(
        TARGETS.eventDataStore({ ...place, account: security.id }),
        "cloudtrail:StartQuery",
        "cloudtrail:GetQueryResults",
      ),
    },
  ];
}

/** What Terraform's AWS provider reads of every bucket. */
const BUCKET_READS = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLocation",
  "s3:GetBucketLogging",
  "s3:GetBucketNotification",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketOwnershipControls",
  "s3:GetBucketPolicy",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetMetricsConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListBucket",
];
const BUCKET_WRITES = [
  "s3:CreateBucket",
  "s3:PutBucketLogging",
  "s3:PutBucketNotification",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutMetricsConfiguration",
];
const KEY_READS = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"];
const KEY_WRITES = [
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:EnableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];
/** Terraform, in each account that has a stack: as the deploy role, or else as whoever administers the account. */
function applies(organization: Organization, place: Place): readonly LegitimateUse[] {
  return rolesNamed(organization.guardrails.deployRole ?? "Administrator").flatMap((deployRole) =>
    appliesAs(deployRole, organization, place).map((use) => ({ ...use, what: `${use.what}, as ${deployRole}` })),
  );
}

function appliesAs(deployRole: string, organization: Organization, place: Place): readonly LegitimateUse[] {
  const { names, archiveKeyArn } = place;
  const { management, logArchive, security } = organization.accounts;
  const deployer = ({ id }: { readonly id: string }) => role(id, deployRole, { session: "org-audit-trail" });
  const at = (account: string): Place => ({ ...place, account });
  const central = security ?? management;
  const inRegion = (account: string, region: string, rule: string) =>
    `arn:${names.partition}:events:${region}:${account}:rule/${rule}`;

  return [
    {
      what: "Terraform applies the log-archive stack",
      caller: deployer(logArchive),
      requests: [
        ...[names.archive.bucket, names.archive.accessLogBucket].flatMap(({ arn }) =>
          requests(arn, ...BUCKET_READS, ...BUCKET_WRITES),
        ),
        ...requests("*", "s3:GetAccountPublicAccessBlock", "s3:PutAccountPublicAccessBlock"),
        ...requests("*", "kms:CreateKey", "kms:ListAliases"),
        ...requests(archiveKeyArn, ...KEY_READS, ...KEY_WRITES),
        ...requests(TARGETS.archiveAlias(place), "kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"),
      ],
    },
    {
      what: "Terraform applies the management stack",
      caller: deployer(management),
      requests: [
        ...requests(
          names.trail.arn,
          "cloudtrail:CreateTrail",
          "cloudtrail:UpdateTrail",
          "cloudtrail:StartLogging",
          "cloudtrail:PutEventSelectors",
          "cloudtrail:PutInsightSelectors",
          "cloudtrail:AddTags",
          "cloudtrail:GetTrailStatus",
        ),
        ...requests("*", "cloudtrail:RegisterOrganizationDelegatedAdmin", "cloudtrail:DescribeTrails"),
        ...requests(names.trailLogGroup.arn, "logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:AssociateKmsKey"),
        ...requests(names.trailLogsRole.arn, ...ROLE_WRITES),
        ...requests(names.deliveryTopic.arn, "sns:CreateTopic", "sns:SetTopicAttributes", "sns:GetTopicAttributes"),
        ...requests(TARGETS.trailKey(place), ...KEY_READS, ...KEY_WRITES),
        ...requests(
          TARGETS.organizationPolicy(place),
          "organizations:CreatePolicy",
          "organizations:UpdatePolicy",
          "organizations:AttachPolicy",
          "organizations:DetachPolicy",
          "organizations:DescribePolicy",
        ),
      ],
    },
    {
      what: "Terraform looks the archive's key up from the management stack",
      caller: deployer(logArchive),
      requests: requests(archiveKeyArn, "kms:DescribeKey"),
    },
    {
      what: "Terraform applies the audit bus, its topic, its queue and its key",
      caller: deployer(central),
      requests: [
        ...requests(names.auditBus.arn, "events:CreateEventBus", "events:UpdateEventBus", "events:DescribeEventBus"),
        ...requests("*", "events:PutPermission", "events:RemovePermission"),
        ...requests(
          `${names.auditBus.arn.replace(":event-bus/", ":rule/")}/${names.detection("root-used")}`,
          ...RULE_WRITES,
        ),
        ...requests(names.eventTopic.arn, "sns:CreateTopic", "sns:SetTopicAttributes", "sns:Subscribe"),
        ...[names.undeliveredQueue, names.selfTest.receipts.events].flatMap(({ arn }) =>
          requests(arn, "sqs:CreateQueue", "sqs:SetQueueAttributes"),
        ),
        ...requests("*", "kms:CreateKey"),
        ...requests(alertKeyArnOf(organization, central.id), ...KEY_READS, ...KEY_WRITES),
      ],
    },
    ...membersWithStacks(organization).map((account) => ({
      what: `Terraform makes what forwards, detects and answers in account ${account.id}`,
      caller: deployer(account),
      requests: [
        ...names.forwardedRegions.flatMap((region) => [
          ...requests(inRegion(account.id, region, names.forwarders.member.rule), ...RULE_WRITES),
          ...requests(forwarderRoleArn(names, account.id, names.forwarders.member.roleIn(region)), ...ROLE_WRITES),
        ]),
        ...requests(TARGETS.alarm(at(account.id)), "cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms"),
        ...requests(TARGETS.function(at(account.id)), "lambda:CreateFunction", "lambda:UpdateFunctionCode"),
        ...requests(TARGETS.topic(at(account.id)), "sns:CreateTopic", "sns:SetTopicAttributes", "sns:Subscribe"),
        ...requests(TARGETS.queue(at(account.id)), "sqs:CreateQueue", "sqs:SetQueueAttributes"),
        ...requests(TARGETS.table(at(account.id)), "glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable"),
        ...requests(TARGETS.workGroup(at(account.id)), "athena:CreateWorkGroup", "athena:UpdateWorkGroup"),
      ],
    })),
  ];
}

function otherServices(organization: Organization): readonly LegitimateUse[] {
  const { logArchive, security } = organization.accounts;
  return [
    ...[logArchive.id, ...(security ? [security.id] : [])].map((account) => ({
      what: `AWS Config records account ${account}`,
      caller: serviceLinkedRole(account, "config.amazonaws.com", "AWSServiceRoleForConfig"),
      requests: [
        ...requests("*", "config:DeleteDeliveryChannel", "cloudtrail:DescribeTrails"),
        ...requests(
          `arn:aws:config:us-east-1:${account}:configuration-recorder/default/1`,
          "config:StopConfigurationRecorder",
        ),
      ],
    })),
    ...memberAccounts(organization).map((account) => ({
      what: `work that is none of ours goes on in account ${account}`,
      caller: role(account, "Developer"),
      requests: [
        ...requests("*", "cloudtrail:LookupEvents", "organizations:DescribeOrganization"),
        ...requests(`arn:aws:iam::${account}:role/theirs`, ...ROLE_WRITES),
        ...requests(`arn:aws:events:us-east-1:${account}:rule/theirs`, ...RULE_WRITES),
        ...requests(`arn:aws:lambda:us-east-1:${account}:function:theirs`, "lambda:UpdateFunctionCode"),
        ...requests(`arn:aws:sns:us-east-1:${account}:theirs`, "sns:Subscribe", "sns:DeleteTopic"),
        ...requests(`arn:aws:glue:us-east-1:${account}:table/theirs/any`, "glue:UpdateTable"),
      ],
    })),
  ];
}
