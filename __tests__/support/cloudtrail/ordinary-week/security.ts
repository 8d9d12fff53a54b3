import { assumedRole, awsAccount, awsInternal } from "../identities";
import type { Day } from "../quiet-day/day";
import { denied } from "../record";
import { type Caller, type Habits, made, type Occurrence, reads } from "./occurrence";
import { linkedRole } from "./services";

const HOURLY = 7 * 24;

/** The security services, who works with their findings, and who looks at the accounts from outside. */
export function security(day: Day, { scannedFrom }: Habits): readonly Occurrence[] {
  return [
    ...everyAccount(day).flatMap((accountId) => securityServices(day, accountId)),
    ...analysts(day),
    ...(scannedFrom === undefined ? [] : everyAccount(day).map((accountId) => scan(day, accountId, scannedFrom))),
  ];
}

const everyAccount = ({ management, logArchive, security, prod, dev }: Day): readonly string[] => [
  management,
  logArchive,
  security,
  prod,
  dev,
];

function securityServices({ homeRegion: region }: Day, accountId: string): readonly Occurrence[] {
  const role = (service: string, name: string) => linkedRole(accountId, region, service, name);
  const config = role("config", "Config");
  const guardDuty = role("guardduty", "AmazonGuardDuty");
  const hub = role("securityhub", "SecurityHub");
  return [
    {
      what: `AWS Config records ${accountId}`,
      perWeek: HOURLY,
      page: "https://docs.aws.amazon.com/config/latest/developerguide/log-api-calls.html",
      records: [
        ...reads(config, "s3", "GetBucketPolicy", "GetBucketVersioning"),
        ...reads(config, "iam", "GetRole", "ListRoles"),
        ...reads(config, "ec2", "DescribeSecurityGroups"),
      ],
    },
    {
      what: `GuardDuty looks at ${accountId}`,
      perWeek: HOURLY,
      page: "https://docs.aws.amazon.com/guardduty/latest/ug/slr-permissions.html",
      records: [...reads(guardDuty, "ec2", "DescribeInstances"), ...reads(guardDuty, "organizations", "ListAccounts")],
    },
    {
      what: `Security Hub keeps the rules of its standards in ${accountId}`,
      perWeek: 1,
      page: "https://docs.aws.amazon.com/securityhub/latest/userguide/using-service-linked-roles.html",
      records: [
        made(hub, "config:PutConfigRule", {
          configRule: { configRuleName: "securityhub-iam-root-access-key-check-a1b2c3" },
        }),
        made(hub, "config:DeleteConfigRule", { configRuleName: "securityhub-iam-user-mfa-enabled-d4e5f6" }),
        ...reads(hub, "config", "DescribeConfigurationRecorders"),
      ],
    },
    {
      what: `Access Analyzer looks at policies in ${accountId}`,
      perWeek: HOURLY,
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-using-service-linked-roles.html",
      records: reads(role("access-analyzer", "AccessAnalyzer"), "iam", "ListRoles", "GetRole"),
    },
  ];
}

/** The security team, where the findings come together. */
function analysts({ security: accountId, management, homeRegion: region, auditor }: Day): readonly Occurrence[] {
  const analyst: Caller = { by: auditor(accountId), accountId, region };
  const automation: Caller = { by: assumedRole(accountId, "triage", { session: "triage" }), accountId, region };
  return [
    {
      what: "an analyst archives findings of GuardDuty",
      perWeek: 5,
      page: "https://docs.aws.amazon.com/guardduty/latest/ug/logging-using-cloudtrail.html",
      records: [made(analyst, "guardduty:ArchiveFindings", { detectorId: "12abc34d567e8fa901bc2d34e56789f0" })],
    },
    {
      what: "automation sorts findings of Security Hub",
      perWeek: 200,
      page: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-ct.html",
      records: [made(automation, "securityhub:BatchUpdateFindings", { workflow: { status: "NOTIFIED" } })],
    },
    {
      what: "Organizations lists its accounts for the services that it trusts",
      perWeek: 50,
      page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_security_incident-response.html",
      records: reads(
        linkedRole(management, region, "securityhub", "SecurityHub"),
        "organizations",
        "ListAccounts",
        "DescribeOrganization",
      ),
    },
    {
      what: "KMS rotates a key, once a year",
      perWeek: 1,
      page: "https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html",
      records: [
        made({ by: awsInternal(management), accountId: management, region }, "kms:RotateKey", undefined, {
          eventType: "AwsServiceEvent",
          serviceEventDetails: { rotationType: "AUTOMATIC" },
        }),
      ],
    },
  ];
}

/** Role that a posture scanner takes on in each account. */
export const SCANNER_ROLE = "PostureScanner";

function scan({ homeRegion: region }: Day, accountId: string, scannedFrom: string): Occurrence {
  const roleArn = `arn:aws:iam::${accountId}:role/${SCANNER_ROLE}`;
  const scanner: Caller = { by: assumedRole(accountId, SCANNER_ROLE, { session: "scan" }), accountId, region };
  const vendor: Caller = { by: awsAccount(scannedFrom), accountId, region };
  return {
    what: `a posture scanner looks at ${accountId}`,
    perWeek: HOURLY,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html",
    records: [
      made(vendor, "sts:AssumeRole", { roleArn, roleSessionName: "scan" }, { readOnly: true }),
      ...reads(scanner, "iam", "GenerateCredentialReport", "GetCredentialReport", "GetAccountAuthorizationDetails"),
      ...reads(scanner, "s3", "ListBuckets", "GetBucketPolicy"),
      ...reads(scanner, "logs", "DescribeLogGroups", "DescribeMetricFilters"),
      ...reads(scanner, "cloudtrail", "DescribeTrails", "GetTrailStatus"),
      // What a scanner may not look at either.
      ...reads(scanner, "s3", "GetBucketAcl").map((record) => denied(record)),
    ],
  };
}
