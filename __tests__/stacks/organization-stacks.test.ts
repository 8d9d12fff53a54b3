import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import type { Organization } from "../../src/config/organization";
import { REGIONS } from "../../src/config/regions";
import { DETECTION_IDS } from "../../src/detections";
import { askflorence, example, exampleWithStackSet, stackOf, synthesized, valid } from "../support/synthesized";

describe("the stacks of an organization", () => {
  it("are one for each account, in an order that needs no other stack's outputs", () => {
    const dependencies = [...synthesized(example).values()].map((stack) => [stack.name, stack.dependencies]);
    expect(dependencies).toEqual([
      ["log-archive", []],
      ["management", ["log-archive"]],
      ["security", ["management"]],
      ["dev", ["security"]],
      ["prod", ["security"]],
    ]);
  });

  it("grow by one where a workload's id is added, with the management account as central", () => {
    const { security: _, ...accounts } = exampleInput.accounts;
    const stacks = synthesized(valid({ ...exampleInput, accounts }));
    expect([...stacks.keys()]).toEqual(["log-archive", "management", "dev", "prod"]);
    expect(stacks.get("prod")?.dependencies).toEqual(["management"]);
    expect(stacks.get("management")?.only("aws_cloudwatch_event_bus")).toMatchObject({ name: "example-org-audit" });
    const targets = stacks.get("prod")?.resources("aws_cloudwatch_event_target") ?? [];
    expect([...new Set(targets.map(([, { arn }]) => arn))]).toEqual([
      "arn:aws:events:eu-central-1:111122223333:event-bus/example-org-audit",
    ]);
  });

  it("are empty of accounts that had one, with every provider that Terraform takes things away through", () => {
    const { security, workloads, ...accounts } = exampleInput.accounts;
    const former = [
      { name: "security", id: security?.id ?? "", deploy: security?.deploy },
      { name: "prod", id: "123456789012", deploy: workloads?.[0]?.deploy },
    ];
    const stacks = synthesized(valid({ ...exampleInput, accounts: { ...accounts, former } }));
    for (const { name } of former) {
      expect(stacks.get(name)?.blocks(), name).toEqual([]);
      expect(stacks.get(name)?.dependencies, name).toEqual(["management"]);
      expect(stacks.get(name)?.json.terraform, name).toEqual(stackOf(example, name).json.terraform);
      expect(
        stacks
          .get(name)
          ?.providers()
          .map(({ alias }) => alias)
          .sort(),
        name,
      ).toEqual(
        stackOf(example, name)
          .providers()
          .map(({ alias }) => alias)
          // What is only looked up there, Terraform forgets without asking.
          .filter((alias) => alias !== "management")
          .sort(),
      );
    }
    // Otherwise the guardrails would stop it from taking anything away.
    const { content } = stacks.get("management")?.at("cloud-trail-scp/detection/policy") ?? {};
    for (const { id } of former) expect(String(content)).toContain(`${id}:role/OrgAuditDeployer`);
  });

  it("are none for workloads where one StackSet forwards for them all, however many", () => {
    const dependencies = [...synthesized(exampleWithStackSet).values()].map((stack) => [
      stack.name,
      stack.dependencies,
    ]);
    expect(dependencies).toEqual([
      ["log-archive", []],
      ["management", ["log-archive"]],
      ["security", ["management"]],
    ]);
  });

  it("cost the same for a thousand workloads as for two, where one StackSet forwards", () => {
    const workloads = Array.from({ length: 1000 }, (_, index) => ({
      name: `workload-${index}`,
      id: String(200_000_000_000 + index),
      organizationalUnit: "Workloads/Prod",
    }));
    const large = valid({ ...exampleInput, accounts: { ...exampleInput.accounts, workloads } });
    const resources = (organization: Organization) =>
      [...synthesized(organization).values()].map((stack) => [stack.name, stack.blocks().length]);
    expect(resources(large)).toEqual(resources(exampleWithStackSet));
  });

  it("speak of their own partition alone: in China nothing is of `aws`", () => {
    const regions = { homeRegion: "cn-north-1", governedRegions: ["cn-north-1"] };
    const stacks = synthesized(valid({ ...exampleInput, ...regions, trail: { name: "example-org-trail" } }));
    const emitted = [...stacks.values()].map(({ json }) => JSON.stringify(json)).join();
    expect(emitted).not.toContain("arn:aws:");
    expect(emitted).toContain("arn:aws-cn:cloudtrail:cn-north-1:111122223333:trail/example-org-trail");
    // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
    expect(emitted).toContain('kms:ViaService\\":\\"s3.cn-north-1.amazonaws.com\\"');
    expect(emitted).toContain("logs.cn-north-1.amazonaws.com.cn");
    for (const service of ["cloudtrail", "events", "logging.s3"])
      expect(emitted).toContain(`${service}.amazonaws.com\\"`);
  });

  it.each([
    ["cn-north-1", ["aws.management-cn-northwest-1"]],
    ["cn-northwest-1", []],
  ])(
    "hear of accounts' joining in China, where Organizations is in Ningxia and IAM in Beijing: home %s",
    (home, relays) => {
      const regions = { homeRegion: home, governedRegions: [home], trail: { name: "example-org-trail" } };
      const management = stackOf(valid({ ...exampleInput, ...regions }), "management");
      const rules = management.resources("aws_cloudwatch_event_rule").map(([, rule]) => rule);
      const at = (path: string) => rules.filter((rule) => management.pathOf(rule).startsWith(path));
      expect(at("account-joined-relay/").map(({ provider }) => provider)).toEqual(relays);
      for (const region of ["cn-north-1", "cn-northwest-1"]) expect(at(`forwarding/${region}/`)).not.toEqual([]);
    },
  );
});

/** What a destroy would lose for good: these addresses in full, digest of the path included. */
const EVIDENCE: readonly (readonly [stack: string, address: string])[] = [
  ["log-archive", "aws_kms_alias.org-logs-key_alias_F6CDFA45"],
  ["log-archive", "aws_kms_key.org-logs-key_8009EB3F"],
  ["log-archive", "aws_s3_bucket.log-archive-bucket_541B2520"],
  ["log-archive", "aws_s3_bucket.log-archive-bucket_access-logs_bucket_88DB564C"],
  ["log-archive", "aws_s3_bucket_object_lock_configuration.log-archive-bucket_object-lock_83E3D15B"],
  ["log-archive", "aws_s3_bucket_policy.log-archive-bucket_policy_02625828"],
  ["management", "aws_cloudtrail.org-trail_715E4F6C"],
  ["management", "aws_cloudwatch_log_group.org-trail_log-group_E89F059F"],
  ["management", "aws_kms_key.org-trail_key_A327BC15"],
  ["management", "aws_organizations_policy.cloud-trail-scp_baseline_policy_D0850106"],
];

const ORGANIZATIONS = { askflorence, example, "with StackSet": exampleWithStackSet };

/**
 * Construct paths of a stack, from which cdktf makes its state addresses, with the type of what stands there. One line for
 * all detections and one for all Regions; `only ...` where not every organization here has it.
 */
function frozen(stack: string): string {
  const foundIn = new Map<string, Set<string>>();
  const organizations = Object.entries(ORGANIZATIONS).filter(([, organization]) =>
    synthesized(organization).has(stack),
  );
  for (const [title, organization] of organizations) {
    const emitted = stackOf(organization, stack);
    for (const [address, block] of emitted.blocks()) {
      const line = `${folded(emitted.pathOf(block))}: ${address.split(".").slice(0, -1).join(".")}`;
      foundIn.set(line, (foundIn.get(line) ?? new Set()).add(title));
    }
  }
  return [...foundIn]
    .map(([line, titles]) => (titles.size === organizations.length ? line : `${line}, only ${[...titles].join(", ")}`))
    .sort()
    .join("\n");
}

/** `alarms/trail-heartbeat` as `alarms/<detection>`, `forwarding/us-east-1/role` as `forwarding/<region>/role`. */
function folded(path: string): string {
  return path
    .replace(/(\/(?:filter|alarm|rule|target)-|(?:^|\/)alarms\/)(.+)$/, (whole, before, detection) =>
      isDetection(detection) ? `${before}<detection>` : whole,
    )
    .replace(/(?<=^forwarding\/)[^/]+/, (segment) => (REGIONS.includes(segment) ? "<region>" : segment));
}

/** Also where it goes on in a second rule. */
function isDetection(name: string): boolean {
  const ids: readonly string[] = DETECTION_IDS;
  return ids.includes(name) || ids.includes(name.replace(/-\d+$/, ""));
}

describe("state addresses are kept: a rename is a destroy and a create unless it is a move", () => {
  it.each(EVIDENCE)("of what holds evidence in %s: %s", (stack, address) => {
    for (const organization of [askflorence, example]) {
      expect(
        stackOf(organization, stack)
          .blocks()
          .map(([known]) => known),
      ).toContain(address);
    }
  });

  it("in log-archive", () => {
    expect(frozen("log-archive")).toMatchInlineSnapshot(`
      "alarms/<detection>: aws_cloudwatch_metric_alarm
      auditor-access/role-hipaa-2027: aws_iam_role, only example, with StackSet
      auditor-access/role-policy-hipaa-2027: aws_iam_role_policy, only example, with StackSet
      auditor-access/role-policy-soc2-2027: aws_iam_role_policy, only example, with StackSet
      auditor-access/role-policy: aws_iam_role_policy
      auditor-access/role-soc2-2027: aws_iam_role, only example, with StackSet
      auditor-access/role: aws_iam_role
      forwarding/<region>/role-policy: aws_iam_role_policy
      forwarding/<region>/role: aws_iam_role
      forwarding/<region>/rule-1: aws_cloudwatch_event_rule
      forwarding/<region>/target-1: aws_cloudwatch_event_target
      forwarding/audit/role-policy: aws_iam_role_policy
      forwarding/audit/role: aws_iam_role
      forwarding/audit/rule-1: aws_cloudwatch_event_rule
      forwarding/audit/rule-2: aws_cloudwatch_event_rule
      forwarding/audit/rule-3: aws_cloudwatch_event_rule
      forwarding/audit/target-1: aws_cloudwatch_event_target
      forwarding/audit/target-2: aws_cloudwatch_event_target
      forwarding/audit/target-3: aws_cloudwatch_event_target
      log-archive-bucket/access-logs/bucket: aws_s3_bucket
      log-archive-bucket/access-logs/encryption: aws_s3_bucket_server_side_encryption_configuration
      log-archive-bucket/access-logs/lifecycle: aws_s3_bucket_lifecycle_configuration
      log-archive-bucket/access-logs/notification: aws_s3_bucket_notification
      log-archive-bucket/access-logs/ownership-controls: aws_s3_bucket_ownership_controls
      log-archive-bucket/access-logs/policy: aws_s3_bucket_policy
      log-archive-bucket/access-logs/public-access-block: aws_s3_bucket_public_access_block
      log-archive-bucket/access-logs/versioning: aws_s3_bucket_versioning
      log-archive-bucket/bucket: aws_s3_bucket
      log-archive-bucket/encryption: aws_s3_bucket_server_side_encryption_configuration
      log-archive-bucket/lifecycle: aws_s3_bucket_lifecycle_configuration
      log-archive-bucket/logging: aws_s3_bucket_logging
      log-archive-bucket/metrics: aws_s3_bucket_metric
      log-archive-bucket/notification: aws_s3_bucket_notification
      log-archive-bucket/object-lock: aws_s3_bucket_object_lock_configuration
      log-archive-bucket/ownership-controls: aws_s3_bucket_ownership_controls
      log-archive-bucket/policy: aws_s3_bucket_policy
      log-archive-bucket/public-access-block: aws_s3_bucket_public_access_block
      log-archive-bucket/versioning: aws_s3_bucket_versioning
      org-logs-key/alias: aws_kms_alias
      org-logs-key/key: aws_kms_key
      public-access-block: aws_s3_account_public_access_block
      workbench/analyst-role-policy: aws_iam_role_policy, only askflorence
      workbench/analyst-role: aws_iam_role, only askflorence
      workbench/organization: data.aws_organizations_organization, only askflorence
      workbench/query-access-key-activity: aws_athena_named_query, only askflorence
      workbench/query-account-changes: aws_athena_named_query, only askflorence
      workbench/query-account-day: aws_athena_named_query, only askflorence
      workbench/query-archive-changes: aws_athena_named_query, only askflorence
      workbench/query-archive-readers: aws_athena_named_query, only askflorence
      workbench/query-around-a-time: aws_athena_named_query, only askflorence
      workbench/query-bucket-data-events: aws_athena_named_query, only askflorence
      workbench/query-changes-outside-terraform: aws_athena_named_query, only askflorence
      workbench/query-compute-launched: aws_athena_named_query, only askflorence
      workbench/query-cross-account-calls: aws_athena_named_query, only askflorence
      workbench/query-denied-calls: aws_athena_named_query, only askflorence
      workbench/query-destructive-calls: aws_athena_named_query, only askflorence
      workbench/query-detection-changes: aws_athena_named_query, only askflorence
      workbench/query-digests-by-day: aws_athena_named_query, only askflorence
      workbench/query-event-by-id: aws_athena_named_query, only askflorence
      workbench/query-federation-changes: aws_athena_named_query, only askflorence
      workbench/query-first-seen-calls: aws_athena_named_query, only askflorence
      workbench/query-first-seen-regions: aws_athena_named_query, only askflorence
      workbench/query-first-seen-services: aws_athena_named_query, only askflorence
      workbench/query-how-it-was-called: aws_athena_named_query, only askflorence
      workbench/query-identity-center-assignments: aws_athena_named_query, only askflorence
      workbench/query-insights: aws_athena_named_query, only askflorence
      workbench/query-key-changes: aws_athena_named_query, only askflorence
      workbench/query-long-lived-keys: aws_athena_named_query, only askflorence
      workbench/query-network-changes: aws_athena_named_query, only askflorence
      workbench/query-new-users-and-keys: aws_athena_named_query, only askflorence
      workbench/query-organization-policy-changes: aws_athena_named_query, only askflorence
      workbench/query-policy-changes: aws_athena_named_query, only askflorence
      workbench/query-principal-activity: aws_athena_named_query, only askflorence
      workbench/query-resource-activity: aws_athena_named_query, only askflorence
      workbench/query-role-sessions: aws_athena_named_query, only askflorence
      workbench/query-root-activity: aws_athena_named_query, only askflorence
      workbench/query-secrets-read: aws_athena_named_query, only askflorence
      workbench/query-security-service-changes: aws_athena_named_query, only askflorence
      workbench/query-session-origin: aws_athena_named_query, only askflorence
      workbench/query-session-reach: aws_athena_named_query, only askflorence
      workbench/query-shared-outward: aws_athena_named_query, only askflorence
      workbench/query-sign-ins-failed-then-succeeded: aws_athena_named_query, only askflorence
      workbench/query-sign-ins-from-new-addresses: aws_athena_named_query, only askflorence
      workbench/query-sign-ins-without-mfa: aws_athena_named_query, only askflorence
      workbench/query-silent-regions: aws_athena_named_query, only askflorence
      workbench/query-snapshots-and-exports: aws_athena_named_query, only askflorence
      workbench/query-source-address-activity: aws_athena_named_query, only askflorence
      workbench/query-trail-changes: aws_athena_named_query, only askflorence
      workbench/query-volume: aws_athena_named_query, only askflorence
      workbench/results/bucket: aws_s3_bucket, only askflorence
      workbench/results/encryption: aws_s3_bucket_server_side_encryption_configuration, only askflorence
      workbench/results/lifecycle: aws_s3_bucket_lifecycle_configuration, only askflorence
      workbench/results/ownership-controls: aws_s3_bucket_ownership_controls, only askflorence
      workbench/results/policy: aws_s3_bucket_policy, only askflorence
      workbench/results/public-access-block: aws_s3_bucket_public_access_block, only askflorence
      workbench/results/versioning: aws_s3_bucket_versioning, only askflorence
      workbench/tables/cloudtrail: aws_glue_catalog_table, only askflorence
      workbench/tables/cloudtrail_by_account: aws_glue_catalog_table, only askflorence
      workbench/tables/cloudtrail_digests: aws_glue_catalog_table, only askflorence
      workbench/tables/cloudtrail_insights: aws_glue_catalog_table, only askflorence
      workbench/tables/database: aws_glue_catalog_database, only askflorence
      workbench/work-group: aws_athena_workgroup, only askflorence"
    `);
  });

  it("in management", () => {
    expect(frozen("management")).toMatchInlineSnapshot(`
      "account-joined-relay/role-policy: aws_iam_role_policy, only example, with StackSet
      account-joined-relay/role: aws_iam_role, only example, with StackSet
      account-joined-relay/rule: aws_cloudwatch_event_rule, only example, with StackSet
      account-joined-relay/target: aws_cloudwatch_event_target, only example, with StackSet
      alarm-topic/email-786906db96ef: aws_sns_topic_subscription, only example, with StackSet
      alarm-topic/https-b0b0d58f2647: aws_sns_topic_subscription, only example, with StackSet
      alarm-topic/policy: aws_sns_topic_policy
      alarm-topic/receipts-subscription: aws_sns_topic_subscription
      alarm-topic/receipts/queue: aws_sqs_queue
      alarm-topic/topic: aws_sns_topic
      alarms/<detection>: aws_cloudwatch_metric_alarm
      alert-key/alias: aws_kms_alias
      alert-key/key: aws_kms_key
      archive-key/alias: data.aws_kms_alias
      archive-rcp/archive/attachments: aws_organizations_policy_attachment, only example, with StackSet
      archive-rcp/archive/policy: aws_organizations_policy, only example, with StackSet
      audit-hub/alarms/<detection>: aws_cloudwatch_metric_alarm, only askflorence
      audit-hub/bus/bus: aws_cloudwatch_event_bus, only askflorence
      audit-hub/bus/policy: aws_cloudwatch_event_bus_policy, only askflorence
      audit-hub/bus/rule-<detection>: aws_cloudwatch_event_rule, only askflorence
      audit-hub/bus/target-<detection>: aws_cloudwatch_event_target, only askflorence
      audit-hub/bus/undelivered/queue: aws_sqs_queue, only askflorence
      audit-hub/topic/policy: aws_sns_topic_policy, only askflorence
      audit-hub/topic/receipts-subscription: aws_sns_topic_subscription, only askflorence
      audit-hub/topic/receipts/queue: aws_sqs_queue, only askflorence
      audit-hub/topic/topic: aws_sns_topic, only askflorence
      cloud-trail-scp/archive/attachments: aws_organizations_policy_attachment
      cloud-trail-scp/archive/policy: aws_organizations_policy
      cloud-trail-scp/baseline/attachments: aws_organizations_policy_attachment
      cloud-trail-scp/baseline/policy: aws_organizations_policy
      cloud-trail-scp/detection/attachments: aws_organizations_policy_attachment
      cloud-trail-scp/detection/policy: aws_organizations_policy
      cloud-trail-scp/trail/attachments: aws_organizations_policy_attachment
      cloud-trail-scp/trail/policy: aws_organizations_policy
      counted-topic/kept/queue: aws_sqs_queue
      counted-topic/policy: aws_sns_topic_policy
      counted-topic/subscription: aws_sns_topic_subscription
      counted-topic/topic: aws_sns_topic
      dashboard/dashboard: aws_cloudwatch_dashboard
      delegated-administrator/cloudtrail: aws_cloudtrail_organization_delegated_admin_account, only example, with StackSet
      forwarding-stack-set/instances: aws_cloudformation_stack_instances, only with StackSet
      forwarding-stack-set/stack-set: aws_cloudformation_stack_set, only with StackSet
      forwarding/<region>/role-policy: aws_iam_role_policy
      forwarding/<region>/role: aws_iam_role
      forwarding/<region>/rule-1: aws_cloudwatch_event_rule
      forwarding/<region>/target-1: aws_cloudwatch_event_target
      forwarding/audit/role-policy: aws_iam_role_policy
      forwarding/audit/role: aws_iam_role
      forwarding/audit/rule-1: aws_cloudwatch_event_rule
      forwarding/audit/target-1: aws_cloudwatch_event_target
      org-trail/delivery-topic-policy: aws_sns_topic_policy
      org-trail/delivery-topic: aws_sns_topic
      org-trail/key-alias: aws_kms_alias
      org-trail/key: aws_kms_key
      org-trail/log-group: aws_cloudwatch_log_group
      org-trail/logs-role-policy: aws_iam_role_policy
      org-trail/logs-role: aws_iam_role
      org-trail/trail: aws_cloudtrail
      organizational-units/ou-Non-Prod/unit: data.aws_organizations_organizational_unit, only askflorence
      organizational-units/ou-Prod/unit: data.aws_organizations_organizational_unit, only askflorence
      organizational-units/ou-Security/unit: data.aws_organizations_organizational_unit
      organizational-units/ou-Workloads/ou-Non-Prod/unit: data.aws_organizations_organizational_unit, only example, with StackSet
      organizational-units/ou-Workloads/ou-Prod/unit: data.aws_organizations_organizational_unit, only example, with StackSet
      organizational-units/ou-Workloads/unit: data.aws_organizations_organizational_unit, only example, with StackSet
      prerequisites/organization: data.aws_organizations_organization
      self-test/role-policy: aws_iam_role_policy
      self-test/role: aws_iam_role
      self-test/rule: aws_cloudwatch_event_rule
      self-test/schedule: aws_scheduler_schedule
      trail-alarms/alarm-<detection>: aws_cloudwatch_metric_alarm
      trail-alarms/filter-<detection>: aws_cloudwatch_log_metric_filter
      trail-sentinel/account-joined-permission: aws_lambda_permission
      trail-sentinel/account-joined-rule: aws_cloudwatch_event_rule
      trail-sentinel/account-joined-target: aws_cloudwatch_event_target
      trail-sentinel/failed/queue: aws_sqs_queue
      trail-sentinel/function: aws_lambda_function
      trail-sentinel/invoke-config: aws_lambda_function_event_invoke_config
      trail-sentinel/log-group: aws_cloudwatch_log_group
      trail-sentinel/role-policy: aws_iam_role_policy
      trail-sentinel/role: aws_iam_role
      trail-sentinel/schedule-permission: aws_lambda_permission
      trail-sentinel/schedule-rule: aws_cloudwatch_event_rule
      trail-sentinel/schedule-target: aws_cloudwatch_event_target"
    `);
  });

  it("in security", () => {
    expect(frozen("security")).toMatchInlineSnapshot(`
      "alert-key/alias: aws_kms_alias
      alert-key/key: aws_kms_key
      audit-hub/alarms/<detection>: aws_cloudwatch_metric_alarm
      audit-hub/bus/bus: aws_cloudwatch_event_bus
      audit-hub/bus/policy: aws_cloudwatch_event_bus_policy
      audit-hub/bus/rule-<detection>: aws_cloudwatch_event_rule
      audit-hub/bus/target-<detection>: aws_cloudwatch_event_target
      audit-hub/bus/undelivered/queue: aws_sqs_queue
      audit-hub/topic/email-786906db96ef: aws_sns_topic_subscription
      audit-hub/topic/https-b0b0d58f2647: aws_sns_topic_subscription
      audit-hub/topic/policy: aws_sns_topic_policy
      audit-hub/topic/receipts-subscription: aws_sns_topic_subscription
      audit-hub/topic/receipts/queue: aws_sqs_queue
      audit-hub/topic/topic: aws_sns_topic
      forwarding/<region>/role-policy: aws_iam_role_policy
      forwarding/<region>/role: aws_iam_role
      forwarding/<region>/rule-1: aws_cloudwatch_event_rule
      forwarding/<region>/target-1: aws_cloudwatch_event_target
      forwarding/audit/role-policy: aws_iam_role_policy
      forwarding/audit/role: aws_iam_role
      forwarding/audit/rule-1: aws_cloudwatch_event_rule
      forwarding/audit/target-1: aws_cloudwatch_event_target
      workbench/analyst-role-policy: aws_iam_role_policy
      workbench/analyst-role: aws_iam_role
      workbench/organization: data.aws_organizations_organization
      workbench/query-access-key-activity: aws_athena_named_query
      workbench/query-account-changes: aws_athena_named_query
      workbench/query-account-day: aws_athena_named_query
      workbench/query-archive-changes: aws_athena_named_query
      workbench/query-archive-readers: aws_athena_named_query
      workbench/query-around-a-time: aws_athena_named_query
      workbench/query-bucket-data-events: aws_athena_named_query
      workbench/query-changes-outside-terraform: aws_athena_named_query
      workbench/query-compute-launched: aws_athena_named_query
      workbench/query-cross-account-calls: aws_athena_named_query
      workbench/query-denied-calls: aws_athena_named_query
      workbench/query-destructive-calls: aws_athena_named_query
      workbench/query-detection-changes: aws_athena_named_query
      workbench/query-digests-by-day: aws_athena_named_query
      workbench/query-event-by-id: aws_athena_named_query
      workbench/query-federation-changes: aws_athena_named_query
      workbench/query-first-seen-calls: aws_athena_named_query
      workbench/query-first-seen-regions: aws_athena_named_query
      workbench/query-first-seen-services: aws_athena_named_query
      workbench/query-how-it-was-called: aws_athena_named_query
      workbench/query-identity-center-assignments: aws_athena_named_query
      workbench/query-insights: aws_athena_named_query
      workbench/query-key-changes: aws_athena_named_query
      workbench/query-long-lived-keys: aws_athena_named_query
      workbench/query-network-changes: aws_athena_named_query
      workbench/query-new-users-and-keys: aws_athena_named_query
      workbench/query-organization-policy-changes: aws_athena_named_query
      workbench/query-policy-changes: aws_athena_named_query
      workbench/query-principal-activity: aws_athena_named_query
      workbench/query-resource-activity: aws_athena_named_query
      workbench/query-role-sessions: aws_athena_named_query
      workbench/query-root-activity: aws_athena_named_query
      workbench/query-secrets-read: aws_athena_named_query
      workbench/query-security-service-changes: aws_athena_named_query
      workbench/query-session-origin: aws_athena_named_query
      workbench/query-session-reach: aws_athena_named_query
      workbench/query-shared-outward: aws_athena_named_query
      workbench/query-sign-ins-failed-then-succeeded: aws_athena_named_query
      workbench/query-sign-ins-from-new-addresses: aws_athena_named_query
      workbench/query-sign-ins-without-mfa: aws_athena_named_query
      workbench/query-silent-regions: aws_athena_named_query
      workbench/query-snapshots-and-exports: aws_athena_named_query
      workbench/query-source-address-activity: aws_athena_named_query
      workbench/query-trail-changes: aws_athena_named_query
      workbench/query-volume: aws_athena_named_query
      workbench/results/bucket: aws_s3_bucket
      workbench/results/encryption: aws_s3_bucket_server_side_encryption_configuration
      workbench/results/lifecycle: aws_s3_bucket_lifecycle_configuration
      workbench/results/ownership-controls: aws_s3_bucket_ownership_controls
      workbench/results/policy: aws_s3_bucket_policy
      workbench/results/public-access-block: aws_s3_bucket_public_access_block
      workbench/results/versioning: aws_s3_bucket_versioning
      workbench/tables/cloudtrail: aws_glue_catalog_table
      workbench/tables/cloudtrail_by_account: aws_glue_catalog_table
      workbench/tables/cloudtrail_digests: aws_glue_catalog_table
      workbench/tables/cloudtrail_insights: aws_glue_catalog_table
      workbench/tables/database: aws_glue_catalog_database
      workbench/work-group: aws_athena_workgroup"
    `);
  });

  it("in a workload's, whichever it is", () => {
    expect(frozen("prod")).toMatchInlineSnapshot(`
      "forwarding/<region>/role-policy: aws_iam_role_policy
      forwarding/<region>/role: aws_iam_role
      forwarding/<region>/rule-1: aws_cloudwatch_event_rule
      forwarding/<region>/target-1: aws_cloudwatch_event_target"
    `);
    expect(frozen("dev")).toBe(frozen("prod"));
  });

  it("of every detection, whose id is part of them", () => {
    expect([...DETECTION_IDS].sort().join("\n")).toMatchInlineSnapshot(`
      "account-contacts-changed
      account-regions-changed
      alarm-changed
      alarm-topic-failing
      alert-topic-changed
      alerts-undelivered
      archive-account-entered
      archive-alarm-raised
      archive-bucket-changed
      archive-deliveries-missing
      archive-key-changed
      archive-object-deleted
      archive-requests-refused
      audit-access-assigned
      audit-bus-changed
      auditor-access-used
      changed-outside-terraform
      cis-4-1-unauthorized-calls
      cis-4-10-security-group-changed
      cis-4-11-network-acl-changed
      cis-4-12-gateway-changed
      cis-4-13-route-changed
      cis-4-14-vpc-changed
      cis-4-15-organization-changed
      cis-4-2-sign-in-without-mfa
      cis-4-3-root-used
      cis-4-4-iam-policy-changed
      cis-4-5-cloudtrail-changed
      cis-4-6-console-sign-in-failed
      cis-4-7-key-disabled
      cis-4-8-bucket-policy-changed
      cis-4-9-config-changed
      coverage-check
      delegated-admin-changed
      detection-function-changed
      detection-role-changed
      directory-membership-changed
      event-data-store-changed
      event-rule-changed
      event-topic-failing
      events-copied-out
      evidence-change-refused
      evidence-identity-changed
      evidence-source-stopped
      findings-archived
      forwarding-stack-set-changed
      guardrail-role-changed
      guardrails-check
      identity-center-changed
      identity-provider-changed
      organization-changed
      organization-policy-changed
      oversized-request
      query-catalog-changed
      reader-role-changed
      refused-otherwise
      root-credentials-returned
      root-session-opened
      root-used
      security-service-blinded
      security-service-off
      self-test
      self-test-missed-by-alarms
      self-test-missed-by-rules
      sentinel-blind
      sentinel-failed
      sentinel-finding
      sentinel-silent
      trail-changed
      trail-delivery-check
      trail-heartbeat
      trail-log-group-changed
      trail-log-group-read
      trail-logs-role-changed
      trail-settings-check
      trusted-access-changed
      unknown-user-sign-in
      watchers-key-changed"
    `);
  });
});
