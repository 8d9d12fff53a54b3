import { describe, expect, it } from "vitest";
import type { Organization } from "../src/config/organization";
import { CIS_PATTERNS } from "./support/patterns/cis-patterns";
import { askflorence, type Block, type EmittedStack, example, stackOf, synthesized } from "./support/synthesized";

/**
 * What public checkers and benchmarks ask of the resources in these stacks, by the checker's own id. A row that does not
 * hold everywhere names its exceptions; each is reasoned in docs/adr/0008-checks-accepted-with-a-reason.md.
 */
interface Check {
  readonly ids: string;
  /** Type of the resources that are checked. */
  readonly type: string;
  readonly requires: string;
  readonly holds: (block: Block, stack: EmittedStack, address: string) => boolean;
  /** Construct paths that the check does not hold for. @default - none */
  readonly except?: readonly string[];
}

const ACCESS_LOG_BUCKET = "log-archive-bucket/access-logs/bucket";
const AUDITORS = ["", "-soc2-2027", "-hipaa-2027"].map((suffix) => `auditor-access/role-policy${suffix}`);
const RESULTS_BUCKET = "workbench/results/bucket";

/** Whether another resource of the stack refers to this one, as checkers draw their graph. */
function connected(type: string): Check["holds"] {
  return (_block, stack, address) =>
    Object.values(stack.json.resource?.[type] ?? {}).some((other) => JSON.stringify(other).includes(`\${${address}.`));
}

function closedToThePublic(block: Block): boolean {
  const { block_public_acls, block_public_policy, ignore_public_acls, restrict_public_buckets } = block;
  return [block_public_acls, block_public_policy, ignore_public_acls, restrict_public_buckets].every(
    (flag) => flag === true,
  );
}

function listOf(value: unknown): readonly string[] {
  return value === undefined ? [] : [value].flat().map(String);
}

function statementsOf(policy: unknown): readonly Readonly<Record<string, unknown>>[] {
  return JSON.parse(String(policy)).Statement;
}

const CHECKS: readonly Check[] = [
  {
    ids: "CKV_AWS_35, AWS-0015, CloudTrail.2, CIS 3.5",
    type: "aws_cloudtrail",
    requires: "a KMS key",
    holds: ({ kms_key_id }) => kms_key_id !== undefined,
  },
  {
    ids: "CKV_AWS_36, AWS-0016, CloudTrail.4, CIS 3.2",
    type: "aws_cloudtrail",
    requires: "log file validation",
    holds: (trail) => trail.enable_log_file_validation === true,
  },
  {
    ids: "CKV_AWS_67, AWS-0014, CloudTrail.1, CloudTrail.3, CIS 3.1",
    type: "aws_cloudtrail",
    requires: "all Regions",
    holds: (trail) => trail.is_multi_region_trail === true,
  },
  {
    ids: "CKV_AWS_251",
    type: "aws_cloudtrail",
    requires: "logging on",
    holds: (trail) => trail.enable_logging === true,
  },
  {
    ids: "CKV_AWS_252",
    type: "aws_cloudtrail",
    requires: "an SNS topic",
    holds: (trail) => trail.sns_topic_name !== undefined,
  },
  {
    ids: "CKV2_AWS_10, AWS-0162, CloudTrail.5",
    type: "aws_cloudtrail",
    requires: "a log group of the same stack",
    holds: (trail) => /^\$\{aws_cloudwatch_log_group\./.test(String(trail.cloud_watch_logs_group_arn)),
  },
  {
    ids: "CKV_AWS_18, AWS-0089, AWS-0163, CloudTrail.7, S3.9, CIS 3.4",
    type: "aws_s3_bucket",
    requires: "access logging",
    holds: connected("aws_s3_bucket_logging"),
    // Who asked what stands in the trail: StartQueryExecution, GetQueryResults.
    except: [ACCESS_LOG_BUCKET, RESULTS_BUCKET],
  },
  {
    ids: "CKV_AWS_19, AWS-0088",
    type: "aws_s3_bucket",
    requires: "encryption",
    holds: connected("aws_s3_bucket_server_side_encryption_configuration"),
  },
  {
    ids: "CKV_AWS_145, AWS-0132, S3.17",
    type: "aws_s3_bucket_server_side_encryption_configuration",
    requires: "a customer managed key",
    holds: ({ rule }) => JSON.stringify(rule).includes('"aws:kms"'),
    // S3's own key: ADR 0020.
    except: ["log-archive-bucket/access-logs/encryption", "workbench/results/encryption"],
  },
  {
    ids: "CKV_AWS_21, AWS-0090, S3.14",
    type: "aws_s3_bucket",
    requires: "versioning",
    holds: connected("aws_s3_bucket_versioning"),
  },
  {
    ids: "CKV_AWS_53/54/55/56, AWS-0086/0087/0091/0093, S3.8, CIS 2.1.4",
    type: "aws_s3_bucket_public_access_block",
    requires: "all four blocks",
    holds: closedToThePublic,
  },
  {
    ids: "CKV2_AWS_6, AWS-0094, CloudTrail.6, S3.2, S3.3",
    type: "aws_s3_bucket",
    requires: "a public access block",
    holds: connected("aws_s3_bucket_public_access_block"),
  },
  {
    ids: "S3.1",
    type: "aws_s3_account_public_access_block",
    requires: "the account closed to the public",
    holds: closedToThePublic,
  },
  {
    ids: "CKV2_AWS_65, AWS-0092, S3.12",
    type: "aws_s3_bucket_ownership_controls",
    requires: "no ACLs",
    holds: ({ rule }) => JSON.stringify(rule).includes("BucketOwnerEnforced"),
  },
  {
    ids: "AWS-0320",
    type: "aws_s3_bucket",
    requires: "a name that is a DNS label",
    holds: ({ bucket }) => /^[a-z0-9-]{3,63}$/.test(String(bucket)),
  },
  {
    ids: "CKV_AWS_300",
    type: "aws_s3_bucket_lifecycle_configuration",
    requires: "incomplete uploads aborted, everywhere",
    holds: ({ rule }) =>
      JSON.stringify(rule).includes('"filter":[{}]') &&
      JSON.stringify(rule).includes("abort_incomplete_multipart_upload"),
  },
  {
    ids: "CKV2_AWS_61, S3.10, S3.13",
    type: "aws_s3_bucket",
    requires: "a lifecycle",
    holds: connected("aws_s3_bucket_lifecycle_configuration"),
  },
  {
    ids: "CKV2_AWS_62, S3.11",
    type: "aws_s3_bucket",
    requires: "event notifications",
    holds: connected("aws_s3_bucket_notification"),
    // Athena tells how a query ended.
    except: [RESULTS_BUCKET],
  },
  {
    ids: "S3.15",
    type: "aws_s3_bucket",
    requires: "Object Lock",
    holds: connected("aws_s3_bucket_object_lock_configuration"),
    // Results are copies, and are deleted after days.
    except: [ACCESS_LOG_BUCKET, RESULTS_BUCKET],
  },
  {
    ids: "CKV_AWS_70",
    type: "aws_s3_bucket_policy",
    requires: "everybody allowed only by organization or principal",
    holds: ({ policy }) =>
      statementsOf(policy)
        .filter(({ Effect, Principal }) => Effect === "Allow" && Principal === "*")
        .every(({ Condition }) => JSON.stringify(Condition).includes('"StringEquals":{"aws:PrincipalOrgID"')),
  },
  {
    ids: "CKV_AWS_93",
    type: "aws_s3_bucket_policy",
    requires: "no unconditional deny that locks the owner out",
    holds: ({ policy }) =>
      statementsOf(policy)
        .filter(({ Effect, Condition }) => Effect === "Deny" && Condition === undefined)
        .every(
          ({ Action }) =>
            ![Action].flat().some((action) => ["s3:*", "s3:Put*", "s3:PutBucketPolicy"].includes(String(action))),
        ),
  },
  {
    ids: "S3.5, CIS 2.1.1",
    type: "aws_s3_bucket_policy",
    requires: "TLS only",
    holds: ({ policy }) =>
      statementsOf(policy).some(
        ({ Effect, Condition }) =>
          Effect === "Deny" && JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
      ),
  },
  {
    ids: "S3.6",
    type: "aws_s3_bucket_policy",
    requires: "no other account may change the bucket's policy, ACL or encryption",
    holds: ({ policy }) =>
      statementsOf(policy)
        .filter(({ Effect }) => Effect === "Allow")
        .every(
          ({ Action }) =>
            ![Action]
              .flat()
              .some((action) =>
                /\*|DeleteBucketPolicy|PutBucketAcl|PutBucketPolicy|PutEncryptionConfiguration|PutObjectAcl/.test(
                  String(action),
                ),
              ),
        ),
  },
  {
    ids: "CKV_AWS_7, AWS-0065, KMS.4, CIS 3.6",
    type: "aws_kms_key",
    requires: "rotation",
    holds: (key) => key.enable_key_rotation === true,
  },
  {
    ids: "CKV_AWS_33, KMS.5",
    type: "aws_kms_key",
    requires: "everybody allowed only on a condition",
    holds: ({ policy }) =>
      statementsOf(policy).every(
        ({ Effect, Principal, Condition }) => Effect === "Deny" || Principal !== "*" || Condition !== undefined,
      ),
  },
  {
    ids: "CKV_AWS_227, KMS.3",
    type: "aws_kms_key",
    requires: "enabled, not about to be deleted",
    holds: ({ is_enabled }) => is_enabled !== false,
  },
  {
    ids: "CKV2_AWS_64",
    type: "aws_kms_key",
    requires: "a policy of its own",
    holds: ({ policy }) => policy !== undefined,
  },
  {
    ids: "CKV_AWS_66, CKV_AWS_338, CloudWatch.16",
    type: "aws_cloudwatch_log_group",
    requires: "a year's retention",
    holds: ({ retention_in_days }) => Number(retention_in_days) >= 365,
  },
  {
    ids: "CKV_AWS_158, AWS-0017",
    type: "aws_cloudwatch_log_group",
    requires: "a customer managed key",
    holds: ({ kms_key_id }) => kms_key_id !== undefined,
  },
  {
    ids: "CKV_AWS_26, AWS-0095, AWS-0136, SNS.1",
    type: "aws_sns_topic",
    requires: "a customer managed key",
    holds: ({ kms_master_key_id }) => /^\$\{aws_kms_key\./.test(String(kms_master_key_id)),
  },
  {
    ids: "CKV_AWS_169, CKV_AWS_385, SNS.4",
    type: "aws_sns_topic_policy",
    requires: "no foreign principal",
    holds: ({ policy }) =>
      statementsOf(policy).every(({ Effect, Principal }) => Effect === "Deny" || Principal !== "*"),
  },
  {
    ids: "CKV_AWS_60/61",
    type: "aws_iam_role",
    requires: "one service trusted",
    holds: ({ assume_role_policy }) => statementsOf(assume_role_policy).every(({ Principal }) => Principal !== "*"),
  },
  {
    ids: "Prowler's iam_role_cross_service_confused_deputy_prevention",
    type: "aws_iam_role",
    requires: "a service trusted on a condition",
    holds: ({ assume_role_policy }) =>
      statementsOf(assume_role_policy).every(({ Condition }) => Condition !== undefined),
    except: ["org-trail/logs-role", "trail-sentinel/role"],
  },
  {
    ids: "CKV_AWS_62/63/286-290, AWS-0057, AWS-0342, IAM.1, IAM.21",
    type: "aws_iam_role_policy",
    requires: "no wildcard actions",
    holds: ({ policy }) =>
      statementsOf(policy).every(({ Action }) => !listOf(Action).some((action) => /\*/.test(action))),
  },
  {
    ids: "CKV_AWS_355, AWS-0057",
    type: "aws_iam_role_policy",
    requires: "resources by name",
    holds: ({ policy }) => statementsOf(policy).every(({ Resource }) => Resource !== "*"),
    // Athena's lists and CloudTrail's public keys know no resource.
    except: ["workbench/analyst-role-policy", "trail-sentinel/role-policy", ...AUDITORS],
  },
  {
    ids: "KMS.1, KMS.2",
    type: "aws_iam_role_policy",
    requires: "decryption with named keys alone",
    holds: ({ policy }) =>
      statementsOf(policy)
        .filter(({ Action }) => listOf(Action).some((action) => /^kms:(\*|Decrypt|ReEncrypt)/.test(action)))
        .every(({ Resource }) =>
          listOf(Resource).every((resource) => /^\$\{aws_kms_key\.[\w-]+\.arn\}$/.test(resource)),
        ),
    // The archive's key is another account's, and its id known to nobody at synth: through S3 alone, as that key's policy says.
    except: ["workbench/analyst-role-policy"],
  },
  {
    ids: "CKV_AWS_319, CloudWatch.17",
    type: "aws_cloudwatch_metric_alarm",
    requires: "its actions enabled",
    holds: ({ actions_enabled }) => actions_enabled !== false,
  },
  {
    ids: "CloudWatch.15",
    type: "aws_cloudwatch_metric_alarm",
    requires: "an action for ALARM",
    holds: ({ alarm_actions }) => listOf(alarm_actions).length > 0,
  },
  {
    ids: "AWS-0147, 0150-0160, 0174",
    type: "aws_cloudwatch_log_metric_filter",
    requires: "an alarm on the metric that has the filter's name, or that of the filter which it goes on from",
    holds: ({ name, metric_transformation }, stack) => {
      const metric = String(name).replace(/-\d+$/, "");
      return (
        (metric_transformation as Block).name === metric &&
        stack.resources("aws_cloudwatch_metric_alarm").some(([, { metric_name }]) => metric_name === metric)
      );
    },
  },
  {
    ids: "CloudWatch.1-14, CIS 4.1-4.15",
    type: "aws_sns_topic",
    requires: "a subscription",
    holds: connected("aws_sns_topic_subscription"),
    except: ["org-trail/delivery-topic"],
  },
  {
    ids: "CKV_AWS_27, CKV2_AWS_73, AWS-0096, AWS-0135, SQS.1",
    type: "aws_sqs_queue",
    requires: "a customer managed key",
    holds: ({ kms_master_key_id }) => /^\$\{aws_kms_key\./.test(String(kms_master_key_id)),
  },
  {
    ids: "CKV_AWS_72/168/387, AWS-0097, SQS.3",
    type: "aws_sqs_queue",
    requires: "no wildcard action, and nobody allowed but a service on a condition",
    holds: ({ policy }) =>
      statementsOf(policy)
        .filter(({ Effect }) => Effect === "Allow")
        .every(
          ({ Action, Principal, Condition }) =>
            Action === "sqs:SendMessage" && /^\{"Service":"/.test(JSON.stringify(Principal)) && Condition !== undefined,
        ),
  },
  {
    ids: "CKV_AWS_45",
    type: "aws_lambda_function",
    requires: "no secret in its environment",
    holds: ({ environment }) =>
      Object.values((environment as { readonly variables: Block }).variables).every((value) =>
        /^\$\{[\w.-]+\.target_key_arn\}$/.test(String(value)),
      ),
  },
  {
    ids: "CKV_AWS_50, AWS-0066",
    type: "aws_lambda_function",
    requires: "tracing",
    holds: ({ tracing_config }) => (tracing_config as Block).mode === "Active",
  },
  {
    ids: "CKV_AWS_115",
    type: "aws_lambda_function",
    requires: "a concurrency of its own",
    holds: ({ reserved_concurrent_executions }) => Number(reserved_concurrent_executions) > 0,
    except: ["trail-sentinel/function"],
  },
  {
    ids: "CKV_AWS_116",
    type: "aws_lambda_function",
    requires: "a dead-letter queue",
    holds: ({ dead_letter_config }) => dead_letter_config !== undefined,
  },
  {
    ids: "CKV_AWS_117, Lambda.3, Lambda.5",
    type: "aws_lambda_function",
    requires: "a VPC",
    holds: ({ vpc_config }) => vpc_config !== undefined,
    except: ["trail-sentinel/function"],
  },
  {
    ids: "CKV_AWS_173",
    type: "aws_lambda_function",
    requires: "a customer managed key",
    holds: ({ kms_key_arn }) => /^\$\{aws_kms_key\./.test(String(kms_key_arn)),
  },
  {
    ids: "CKV_AWS_272",
    type: "aws_lambda_function",
    requires: "signed code",
    holds: ({ code_signing_config_arn }) => code_signing_config_arn !== undefined,
    except: ["trail-sentinel/function"],
  },
  {
    ids: "CKV_AWS_363, Lambda.2",
    type: "aws_lambda_function",
    requires: "a runtime that AWS supports",
    holds: ({ runtime }) => runtime === "nodejs22.x",
  },
  {
    ids: "CKV_AWS_301/364, AWS-0067, Lambda.1",
    type: "aws_lambda_permission",
    requires: "one service and one source",
    holds: ({ principal, source_arn }) =>
      principal === "events.amazonaws.com" && /^arn:aws:events:[\w-]+:\d{12}:rule\/[\w-]+$/.test(String(source_arn)),
  },
  {
    ids: "CKV_AWS_297",
    type: "aws_scheduler_schedule",
    requires: "a customer managed key",
    holds: ({ kms_key_arn }) => kms_key_arn !== undefined,
    except: ["self-test/schedule"],
  },
  {
    ids: "EventBridge.3",
    type: "aws_cloudwatch_event_bus",
    requires: "a resource policy",
    holds: connected("aws_cloudwatch_event_bus_policy"),
  },
];

describe.each([askflorence, example])("public checks of $name", (organization: Organization) => {
  it.each(CHECKS)("$ids: $type has $requires", ({ type, holds, except = [] }) => {
    const checked = [...synthesized(organization).values()].flatMap((stack) =>
      stack.resources(type).map(([address, block]) => ({
        path: stack.pathOf(block),
        holds: holds(block, stack, address),
      })),
    );
    // Nothing to check would pass every check.
    expect(checked).not.toEqual([]);
    // An exception that is none any more goes. The example has every option on, and so everything that AskFlorence has.
    const here = organization === example ? except : except.filter((one) => checked.some(({ path }) => path === one));
    expect(checked.flatMap((one) => (one.holds ? [] : [one.path])).sort()).toEqual([...here].sort());
  });
});

describe.each([askflorence, example])("CloudWatch.1-14, CIS 4.1-4.15 of $name", (organization) => {
  const stack = stackOf(organization, "management");
  /** Each has a queue that is subscribed to it. */
  const withSubscription = ["alarm-topic/topic", "counted-topic/topic"];

  it.each(Object.entries(CIS_PATTERNS))(
    "%s: the pattern to the letter, and an alarm that tells a topic",
    (_, pattern) => {
      const filters = stack
        .resources("aws_cloudwatch_log_metric_filter")
        .filter(([, filter]) => filter.pattern === pattern);
      expect(filters).toHaveLength(1);
      const metric = filters[0]?.[1].metric_transformation as Block;
      const alarms = stack
        .resources("aws_cloudwatch_metric_alarm")
        .filter(([, { metric_name, namespace }]) => metric_name === metric.name && namespace === metric.namespace);
      const topics = stack.blocks().filter(([, block]) => withSubscription.includes(stack.pathOf(block)));
      expect(alarms).toHaveLength(1);
      expect(topics.map(([topic]) => [`\${${topic}.arn}`])).toContainEqual(alarms[0]?.[1].alarm_actions);
    },
  );
});

describe.each([askflorence, example])("of $name", (organization) => {
  const types = [...synthesized(organization).values()].flatMap((stack) => Object.keys(stack.json.resource ?? {}));

  it.each([
    ["CKV_AWS_258", "aws_lambda_function_url"],
    ["CKV_AWS_294, CloudTrail.10", "aws_cloudtrail_event_data_store"],
    ["CKV_AWS_273, IAM.2", "aws_iam_user"],
    ["S3.12", "aws_s3_bucket_acl"],
  ])("%s has nothing to check: no %s", (_ids, type) => {
    expect(types).not.toContain(type);
  });
});

it.each([askflorence, example])(
  "CKV_AWS_355 of $name: only what reads, counts and traces has no resource by name",
  (organization) => {
    const { policy } = stackOf(organization, "management").at("trail-sentinel/role-policy");
    const actions = statementsOf(policy)
      .filter(({ Resource }) => Resource === "*")
      .flatMap(({ Action }) => listOf(Action));
    const services =
      /^(account|organizations):(Describe|List)|^cloudwatch:PutMetricData$|^xray:Put(TelemetryRecords|TraceSegments)$/;
    expect(actions.filter((action) => !services.test(action))).toEqual([]);
  },
);
