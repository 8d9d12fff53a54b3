import type { Expectation } from "../../../src/functions/trail-sentinel/declaration";
import type { Observation } from "../../../src/functions/trail-sentinel/observation";

export const NOW = new Date("2026-11-21T01:04:40Z");

export function minutesAgo(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

export const MANAGEMENT = "111122223333";
export const MEMBER = "444455556666";
export const OTHER_MEMBER = "123456789012";

/** An organization with one of everything that is checked: two Regions that are always on, one to opt in to. */
export function declared(): Expectation {
  return {
    organizationId: "o-exampleorgid",
    managementAccountId: MANAGEMENT,
    logArchiveAccountId: MEMBER,
    homeRegion: "eu-central-1",
    metricNamespace: "acme-org-audit",
    eventBusArn: "arn:aws:events:eu-central-1:222233334444:event-bus/acme-org-audit",
    eventSource: "org-audit-trail.sentinel",
    eventDetailType: "Audit Trail Finding",
    trail: {
      arn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/acme-org-trail",
      name: "acme-org-trail",
      bucketName: "acme-logs",
      logGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/cloudtrail/acme-org-trail:*",
      logsRoleArn: "arn:aws:iam::111122223333:role/CloudTrailToCloudWatchLogsRole",
      deliveryTopicArn: "arn:aws:sns:eu-central-1:111122223333:acme-org-trail-deliveries",
      selectors: [
        {
          name: "Management events selector",
          fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
        },
        {
          name: "Records",
          fieldSelectors: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::S3::Object"] },
            { field: "resources.ARN", startsWith: ["arn:aws:s3:::acme-a/", "arn:aws:s3:::acme-b/"] },
          ],
        },
      ],
      insights: ["ApiCallRateInsight", "ApiErrorRateInsight"],
    },
    archiveKeyInPolicies: "arn:aws:kms:eu-central-1:444455556666:key/00000000-0000-0000-0000-000000000000",
    policies: [
      {
        name: "OrgAuditTrail",
        type: "SERVICE_CONTROL_POLICY",
        document: { Version: "2012-10-17", Statement: [{ Sid: "DenyTrailChanges", Effect: "Deny" }] },
        targets: [{ kind: "root" }, { kind: "organizational-unit", path: "Workloads/Prod" }],
      },
      {
        name: "OrgAuditArchiveResources",
        type: "RESOURCE_CONTROL_POLICY",
        document: { Version: "2012-10-17", Statement: [] },
        targets: [{ kind: "account", accountId: MEMBER }],
      },
    ],
    trustedServices: ["cloudtrail.amazonaws.com", "account.amazonaws.com"],
    governedRegions: [
      { name: "eu-central-1", optIn: false },
      { name: "us-east-1", optIn: false },
      { name: "eu-south-1", optIn: true },
    ],
    guardedUnits: ["Security", "Workloads/Prod"],
    limits: { deliveryMinutes: 30, digestMinutes: 130, graceMinutes: 180 },
    runbooks: {
      "trail-delivery-check": "docs/runbooks/alerts/monitoring-health.md#trail-delivery-check",
      "trail-settings-check": "docs/runbooks/alerts/trail.md#trail-settings-check",
      "guardrails-check": "docs/runbooks/alerts/organization.md#guardrails-check",
      "coverage-check": "docs/runbooks/alerts/monitoring-health.md#coverage-check",
      "sentinel-blind": "docs/runbooks/alerts/monitoring-health.md#sentinel-blind",
    },
    archiveKeyArn: "arn:aws:kms:eu-central-1:444455556666:key/e9dfcdbe-19e1-491c-a8f9-d17612cf6353",
  };
}

/** What AWS answers where all is as declared. The opt-in Region is on in one member, and off in the other. */
export function healthy(): Observation {
  const { trail, policies, trustedServices, archiveKeyArn, homeRegion } = declared();
  const digests = (optIn: boolean) => [
    { region: "eu-central-1", recentDigest: { value: true } },
    { region: "us-east-1", recentDigest: { value: true } },
    { region: "eu-south-1", recentDigest: { value: optIn } },
  ];
  return {
    trail: {
      value: {
        homeRegion,
        bucketName: trail.bucketName,
        keyPrefix: undefined,
        keyArn: archiveKeyArn,
        logGroupArn: trail.logGroupArn,
        logsRoleArn: trail.logsRoleArn,
        topicArn: trail.deliveryTopicArn,
        multiRegion: true,
        organization: true,
        globalServiceEvents: true,
        logFileValidation: true,
      },
    },
    status: {
      value: {
        logging: true,
        startedAt: minutesAgo(100_000),
        stoppedAt: undefined,
        logFiles: { error: undefined, at: minutesAgo(4) },
        digests: { error: undefined, at: minutesAgo(50) },
        cloudWatchLogs: { error: undefined, at: minutesAgo(3) },
        notifications: { error: undefined, at: undefined },
      },
    },
    // In another order, which means nothing.
    selectors: { value: trail.selectors.toReversed() },
    insights: { value: trail.insights.toReversed() },
    root: { value: { id: "r-abcd", enabledPolicyTypes: ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"] } },
    trustedServices: { value: ["sso.amazonaws.com", ...trustedServices] },
    policies: policies.map(({ name, type, document }) => ({
      name,
      type,
      content: { value: JSON.stringify(document, undefined, 2) },
      targetIds: { value: type === "SERVICE_CONTROL_POLICY" ? ["ou-abcd-prod", "r-abcd", "ou-abcd-x"] : [MEMBER] },
    })),
    units: [
      { path: "Workloads/Prod", id: { value: "ou-abcd-prod" } },
      { path: "Security", id: { value: "ou-abcd-security" } },
    ],
    accounts: {
      value: [
        { id: MANAGEMENT, active: true, joinedAt: minutesAgo(1_000_000) },
        { id: MEMBER, active: true, joinedAt: minutesAgo(900_000) },
        { id: OTHER_MEMBER, active: true, joinedAt: undefined },
        { id: "999999999991", active: true, joinedAt: minutesAgo(5) },
        { id: "999999999992", active: false, joinedAt: minutesAgo(800_000) },
      ],
    },
    guardedAccounts: { value: new Set([MEMBER, OTHER_MEMBER, "999999999991"]) },
    coverage: [
      { accountId: MANAGEMENT, regions: digests(true), enabledRegions: undefined },
      { accountId: MEMBER, regions: digests(true), enabledRegions: undefined },
      { accountId: OTHER_MEMBER, regions: digests(false), enabledRegions: { value: ["eu-central-1", "us-east-1"] } },
    ],
  };
}
