import type { Declaration, GovernedRegion } from "../../src/functions/trail-sentinel/declaration";

/** What is measured against; the server's and the sentinel's processes are given the same. */
export interface Load {
  readonly accountIds: readonly string[];
  readonly regions: readonly GovernedRegion[];
  /** Of every call, before it is answered. */
  readonly latencyMilliseconds: number;
  /** Every how many listings S3 answers SlowDown; 0 never. */
  readonly slowDownEvery: number;
  readonly archiveKeyArn: string;
}

const MANAGEMENT = "100000000000";

export function loadOf(accounts: number, always: number, optIn: number, slowDownEvery = 0): Load {
  return {
    accountIds: Array.from({ length: accounts }, (_, index) => String(Number(MANAGEMENT) + index)),
    regions: [
      ...Array.from({ length: always }, (_, index) => ({ name: `us-always-${index + 1}`, optIn: false })),
      ...Array.from({ length: optIn }, (_, index) => ({ name: `eu-optin-${index + 1}`, optIn: true })),
    ],
    latencyMilliseconds: 20,
    slowDownEvery,
    archiveKeyArn: `arn:aws:kms:us-east-1:100000000001:key/e9dfcdbe-19e1-491c-a8f9-d17612cf6353`,
  };
}

/** An organization with one trail, four policies on one unit, and the load's accounts and Regions. */
export function declarationOf({ regions }: Load): Declaration {
  return {
    organizationId: "o-exampleorgid",
    managementAccountId: MANAGEMENT,
    logArchiveAccountId: "444455556666",
    homeRegion: "us-east-1",
    metricNamespace: "bench-org-audit",
    eventBusArn: `arn:aws:events:us-east-1:${MANAGEMENT}:event-bus/bench-org-audit`,
    eventSource: "org-audit-trail.sentinel",
    eventDetailType: "Audit Trail Finding",
    trail: {
      arn: `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/bench-org-trail`,
      name: "bench-org-trail",
      bucketName: "bench-org-cloudtrail-logs",
      logGroupArn: `arn:aws:logs:us-east-1:${MANAGEMENT}:log-group:/aws/cloudtrail/bench-org-trail:*`,
      logsRoleArn: `arn:aws:iam::${MANAGEMENT}:role/CloudTrailToCloudWatchLogsRole`,
      deliveryTopicArn: `arn:aws:sns:us-east-1:${MANAGEMENT}:bench-org-trail-deliveries`,
      selectors: [
        { name: "Management events selector", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
      ],
      insights: ["ApiCallRateInsight"],
    },
    archiveKeyInPolicies: "arn:aws:kms:us-east-1:444455556666:key/00000000-0000-0000-0000-000000000000",
    policies: ["ScpBaseline", "OrgAuditTrail", "OrgAuditDetection", "OrgAuditArchive"].map((name) => ({
      name,
      type: "SERVICE_CONTROL_POLICY",
      document: { Version: "2012-10-17", Statement: [] },
      targets: [{ kind: "organizational-unit", path: "Workloads" }],
    })),
    trustedServices: ["cloudtrail.amazonaws.com", "account.amazonaws.com"],
    governedRegions: regions,
    guardedUnits: ["Workloads"],
    limits: { deliveryMinutes: 30, digestMinutes: 130, graceMinutes: 180 },
    runbooks: {
      "trail-delivery-check": "docs/runbooks/alerts/silence.md#trail-delivery-check",
      "trail-settings-check": "docs/runbooks/alerts/trail.md#trail-settings-check",
      "guardrails-check": "docs/runbooks/alerts/organization.md#guardrails-check",
      "coverage-check": "docs/runbooks/alerts/silence.md#coverage-check",
      "sentinel-blind": "docs/runbooks/alerts/silence.md#sentinel-blind",
    },
  };
}
