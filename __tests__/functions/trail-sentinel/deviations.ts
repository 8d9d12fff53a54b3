import type { CheckId, Severity } from "../../../src/functions/trail-sentinel/finding";
import { TIME_RAN_OUT } from "../../../src/functions/trail-sentinel/observation";
import type { Change } from "../../support/organizations";
import { MANAGEMENT, MEMBER, minutesAgo, OTHER_MEMBER } from "./healthy";

/** One thing that is not as declared, and the finding that says so: `[severity, subject, words of it]`. */
export interface Deviation {
  readonly title: string;
  readonly check: CheckId;
  readonly change: Change;
  readonly finding: readonly [Severity, string, string];
}

const TRAIL = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/acme-org-trail";
const ORGANIZATION = "o-exampleorgid";
const YOUNG = "999999999991";
/** Each its own, because a further change may go into it. */
const denied = () => ({ unreadable: "AccessDenied: not authorized" });

const delivery: readonly Deviation[] = (
  [
    ["the trail is stopped", { "status.value.logging": false }, "critical", "not logging"],
    [
      "the trail was stopped at a known time",
      { "status.value.logging": false, "status.value.stoppedAt": minutesAgo(64) },
      "critical",
      "not logging, since 2026-11-21T00:00:40.000Z",
    ],
    [
      "S3 refuses log files",
      { "status.value.logFiles.error": "AccessDenied" },
      "critical",
      "archive failed: AccessDenied",
    ],
    ["S3 refuses digests", { "status.value.digests.error": "NoSuchBucket" }, "high", "Digests to the archive failed"],
    ["the log group refuses", { "status.value.cloudWatchLogs.error": "Denied" }, "high", "log group failed: Denied"],
    ["SNS refuses", { "status.value.notifications.error": "Denied" }, "medium", "delivery topic failed: Denied"],
    [
      "log files are too old",
      { "status.value.logFiles.at": minutesAgo(31) },
      "critical",
      "were last delivered at 2026-11-21T00:33:40.000Z; the limit is 30 minutes",
    ],
    ["digests are too old", { "status.value.digests.at": minutesAgo(131) }, "high", "the limit is 130 minutes"],
    ["events are too old", { "status.value.cloudWatchLogs.at": minutesAgo(31) }, "high", "Events to the log group"],
    ["log files never came", { "status.value.logFiles.at": undefined }, "critical", "were never delivered"],
    ["digests never came", { "status.value.digests.at": undefined }, "high", "were never delivered"],
    [
      "logging started again, and what it delivered is old",
      { "status.value.logFiles.at": minutesAgo(60), "status.value.startedAt": minutesAgo(1) },
      "critical",
      "were last delivered",
    ],
  ] as const
).map(([title, change, severity, what]) => ({
  title,
  check: "trail-delivery-check",
  change,
  finding: [severity, TRAIL, what],
}));

const settings: readonly Deviation[] = (
  [
    ["no such trail", { trail: { value: undefined } }, "critical", "no such trail"],
    ["another home", { "trail.value.homeRegion": "us-east-1" }, "critical", "Home Region is us-east-1"],
    ["another bucket", { "trail.value.bucketName": "mallory" }, "critical", "is mallory, declared is acme-logs"],
    ["a key prefix", { "trail.value.keyPrefix": "elsewhere" }, "critical", "is elsewhere, declared is none"],
    ["no key", { "trail.value.keyArn": undefined }, "critical", "KMS key is none"],
    ["another log group", { "trail.value.logGroupArn": "arn:other" }, "high", "Log group is arn:other"],
    ["another role", { "trail.value.logsRoleArn": "arn:other" }, "high", "Log group's role is arn:other"],
    ["no topic", { "trail.value.topicArn": undefined }, "medium", "SNS topic is none"],
    ["one Region", { "trail.value.multiRegion": false }, "critical", "Multi-Region is off, declared is on"],
    ["one account", { "trail.value.organization": false }, "critical", "Organization trail is off"],
    ["no global services", { "trail.value.globalServiceEvents": false }, "critical", "Global service events is off"],
    ["no validation", { "trail.value.logFileValidation": false }, "critical", "Log file validation is off"],
    [
      "a management selector that leaves out events",
      {
        "selectors.value[1].fieldSelectors[1]": { field: "readOnly", equals: ["false"] },
        // The declared one is the last of the reversed two.
      },
      "critical",
      "`Management events selector` is missing or changed",
    ],
    [
      "a data selector on fewer resources",
      { "selectors.value[0].fieldSelectors[2].startsWith": ["arn:aws:s3:::acme-a/"] },
      "critical",
      "`Records` is missing or changed",
    ],
    [
      "values that are left out instead of selected",
      {
        "selectors.value[0].fieldSelectors[2].startsWith": undefined,
        "selectors.value[0].fieldSelectors[2].notStartsWith": ["arn:aws:s3:::acme-a/", "arn:aws:s3:::acme-b/"],
      },
      "critical",
      "`Records` is missing or changed",
    ],
    ...["equals", "endsWith", "notEquals", "notStartsWith", "notEndsWith"].map(
      (operator) =>
        [
          `a data selector narrowed by ${operator}`,
          { [`selectors.value[0].fieldSelectors[2].${operator}`]: ["arn:aws:s3:::acme-a/x"] },
          "critical",
          "`Records` is missing or changed",
        ] as const,
    ),
    [
      "a selector more",
      { "selectors.value[2]": { name: "Costly", fieldSelectors: [{ field: "eventCategory", equals: ["Data"] }] } },
      "medium",
      "`Costly` is not declared",
    ],
    ["basic selectors", { "selectors.value": [] }, "critical", "`Records` is missing"],
    ["Insights off", { "insights.value": ["ApiErrorRateInsight"] }, "high", "ApiCallRateInsight is off"],
    ["an Insights type more", { "insights.value[2]": "NewInsight" }, "medium", "NewInsight is not declared"],
  ] as const
).map(([title, change, severity, what]) => ({
  title,
  check: "trail-settings-check",
  change,
  finding: [severity, TRAIL, what],
}));

const guardrails: readonly Deviation[] = (
  [
    [
      "a policy type is off",
      { "root.value.enabledPolicyTypes": ["SERVICE_CONTROL_POLICY"] },
      "RESOURCE_CONTROL_POLICY",
      "not enabled",
    ],
    ["trust is lost", { "trustedServices.value": ["account.amazonaws.com"] }, "cloudtrail.amazonaws.com", "has lost"],
    [
      "a policy is gone",
      { "policies[0].content": { value: undefined } },
      "OrgAuditTrail",
      "no such SERVICE_CONTROL_POLICY",
    ],
    ["a policy was never seen", { "policies[0].name": "Other" }, "OrgAuditTrail", "no such SERVICE_CONTROL_POLICY"],
    ["a policy says something else", { "policies[0].content.value": "{}" }, "OrgAuditTrail", "not the declared one"],
    ["a policy is no JSON", { "policies[1].content.value": "{" }, "OrgAuditArchiveResources", "not the declared one"],
    ["it left the root", { "policies[0].targetIds.value": ["ou-abcd-prod"] }, "OrgAuditTrail", "to the root"],
    ["it left a unit", { "policies[0].targetIds.value": ["r-abcd"] }, "OrgAuditTrail", "unit Workloads/Prod"],
    ["it left an account", { "policies[1].targetIds.value": [] }, "OrgAuditArchiveResources", `account ${MEMBER}`],
    ["a unit is gone", { "units[0].id": { value: undefined } }, "Workloads/Prod", "no such organizational unit"],
    ["a guarded unit is gone", { "units[1].id": { value: undefined } }, "Security", "no such organizational unit"],
  ] as const
).map(([title, change, subject, what]) => ({
  title,
  check: "guardrails-check",
  change,
  finding: ["critical", subject, what],
}));

const coverage: readonly Deviation[] = (
  [
    [
      "a Region of an account is silent",
      { "coverage[1].regions[1].recentDigest.value": false },
      "high",
      MEMBER,
      "No digest within 130 minutes from us-east-1",
    ],
    [
      "the management account is silent",
      { "coverage[0].regions[0].recentDigest.value": false },
      "high",
      MANAGEMENT,
      "from eu-central-1",
    ],
    [
      "an account is silent everywhere",
      {
        "coverage[2].regions[0].recentDigest.value": false,
        "coverage[2].regions[1].recentDigest.value": false,
      },
      "critical",
      OTHER_MEMBER,
      "from eu-central-1, us-east-1",
    ],
    [
      "an opt-in Region is on and silent",
      { "coverage[2].enabledRegions.value": ["eu-central-1", "eu-south-1", "us-east-1"] },
      "high",
      OTHER_MEMBER,
      "from eu-south-1",
    ],
    ["an account was not looked at", { "coverage[1].accountId": "000000000000" }, "critical", MEMBER, "eu-south-1"],
    [
      "a young account has come of age",
      { "accounts.value[3].joinedAt": minutesAgo(180) },
      "critical",
      YOUNG,
      "from eu-central-1, eu-south-1, us-east-1",
    ],
    [
      "an account is outside the units",
      { "guardedAccounts.value": new Set([OTHER_MEMBER, YOUNG]) },
      "high",
      MEMBER,
      "outside the guarded",
    ],
    [
      "a young account is outside the units, in its first minutes",
      { "guardedAccounts.value": new Set([OTHER_MEMBER, MEMBER]) },
      "high",
      YOUNG,
      "outside the guarded",
    ],
  ] as const
).map(([title, change, severity, subject, what]) => ({
  title,
  check: "coverage-check",
  change,
  finding: [severity, subject, what],
}));

const blind: readonly Deviation[] = (
  [
    ["settings", { trail: denied() }, TRAIL, "settings could not be read: AccessDenied: not authorized"],
    ["status", { status: denied() }, TRAIL, "status could not be read"],
    ["selectors", { selectors: denied() }, TRAIL, "event selectors could not be read"],
    ["Insights", { insights: denied() }, TRAIL, "Insights selectors could not be read"],
    ["the root", { root: denied() }, ORGANIZATION, "root could not be read"],
    ["trusted services", { trustedServices: denied() }, ORGANIZATION, "trusted services could not be read"],
    ["accounts", { accounts: denied() }, ORGANIZATION, "The accounts could not be read"],
    ["guarded accounts", { guardedAccounts: denied() }, ORGANIZATION, "guarded organizational units could not be read"],
    ["a unit", { "units[0].id": denied() }, "Workloads/Prod", "could not be read"],
    ["a policy's content", { "policies[0].content": denied() }, "OrgAuditTrail", "content could not be read"],
    ["a policy's targets", { "policies[0].targetIds": denied() }, "OrgAuditTrail", "targets could not be read"],
    [
      "digests of an account",
      { "coverage[1].regions[1].recentDigest": denied(), "coverage[1].regions[0].recentDigest": denied() },
      MEMBER,
      "Its digests from eu-central-1, us-east-1 could not be read",
    ],
    ["an account's Regions", { "coverage[2].enabledRegions": denied() }, OTHER_MEMBER, "switched on eu-south-1"],
    [
      "an account after the end of the time",
      { "coverage[1].regions[1].recentDigest": { unreadable: TIME_RAN_OUT } },
      "coverage",
      "time ran out",
    ],
    [
      "an account's Regions after the end of the time",
      { "coverage[2].enabledRegions": { unreadable: TIME_RAN_OUT } },
      "coverage",
      "time ran out",
    ],
  ] as const
).map(([title, change, subject, what]) => ({
  title: `${title}: unreadable`,
  check: "sentinel-blind",
  change,
  finding: ["high", subject, what],
}));

export const DEVIATIONS: readonly Deviation[] = [...delivery, ...settings, ...guardrails, ...coverage, ...blind];
