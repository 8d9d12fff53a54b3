import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { deployer } from "../support/cloudtrail/identities";
import { type CloudTrailRecord, cloudTrailRecord, type Fields } from "../support/cloudtrail/record";
import { askflorence, type Block, type EmittedStack, example, synthesized } from "../support/synthesized";
import { large } from "./organizations";
import { watchOf } from "./watch";

/** An emitted resource, and what its blocks say of it. */
interface Owned {
  readonly type: string;
  readonly accountId: string;
  readonly region: string;
  /** Its own name, or that of the resource that the attribute refers to. */
  readonly name: (attribute?: string) => string;
  /** ARN of a topic of that name in the same account and Region. */
  readonly arn: (service: string, name: string) => string;
}

/** CloudTrail's events, separated by spaces, and what the request names. */
type Calls = readonly [service: string, events: string, requestParameters: Fields];

const bucketCalls =
  (...events: readonly string[]) =>
  (of: Owned): readonly Calls[] => [["s3", events.join(" "), { bucketName: of.name("bucket") }]];

/**
 * What changes a resource of each type, by CloudTrail's names, with the parameters as the service's API has them.
 * A type that is not here fails the test: say what changes it, and see that the audit bus tells of it.
 */
const CHANGES: Readonly<Record<string, (of: Owned) => readonly Calls[]>> = {
  aws_athena_named_query: () => [
    ["athena", "DeleteNamedQuery", { namedQueryId: "2bcfbf39-05c3-41de-beaa-fcfcc21c8f55" }],
    ["athena", "UpdateNamedQuery", { namedQueryId: "2bcfbf39-05c3-41de-beaa-fcfcc21c8f55", name: "root-activity" }],
  ],
  aws_athena_workgroup: (of) => [
    ["athena", "CreateWorkGroup", { name: of.name() }],
    ["athena", "UpdateWorkGroup DeleteWorkGroup", { workGroup: of.name() }],
  ],
  aws_cloudtrail: (of) => [
    ["cloudtrail", "StopLogging StartLogging UpdateTrail DeleteTrail", { name: of.name() }],
    ["cloudtrail", "PutEventSelectors PutInsightSelectors", { trailName: of.name() }],
  ],
  aws_cloudtrail_organization_delegated_admin_account: () => [
    ["cloudtrail", "RegisterOrganizationDelegatedAdmin DeregisterOrganizationDelegatedAdmin", {}],
    ["organizations", "RegisterDelegatedAdministrator DeregisterDelegatedAdministrator", {}],
  ],
  aws_cloudwatch_dashboard: (of) => [
    ["monitoring", "PutDashboard", { dashboardName: of.name() }],
    ["monitoring", "DeleteDashboards", { dashboardNames: [of.name()] }],
  ],
  aws_cloudwatch_event_bus: (of) => [["events", "CreateEventBus UpdateEventBus DeleteEventBus", { name: of.name() }]],
  aws_cloudwatch_event_bus_policy: (of) => [
    ["events", "PutPermission RemovePermission", { eventBusName: of.name("event_bus_name") }],
  ],
  aws_cloudwatch_event_rule: (of) => [["events", "PutRule DeleteRule DisableRule EnableRule", { name: of.name() }]],
  aws_cloudwatch_event_target: (of) => [["events", "PutTargets RemoveTargets", { rule: of.name("rule") }]],
  aws_cloudwatch_log_group: (of) => [
    ["logs", "CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy", { logGroupName: of.name() }],
    ["logs", "AssociateKmsKey DisassociateKmsKey CreateExportTask DeleteLogStream", { logGroupName: of.name() }],
    [
      "logs",
      "PutLogGroupDeletionProtection PutDataProtectionPolicy PutTransformer PutIndexPolicy",
      { logGroupIdentifier: of.arn("logs", `log-group:${of.name()}`) },
    ],
  ],
  aws_cloudwatch_log_metric_filter: (of) => [
    ["logs", "PutMetricFilter DeleteMetricFilter", { logGroupName: of.name("log_group_name"), filterName: of.name() }],
  ],
  aws_cloudwatch_metric_alarm: (of) => [
    ["monitoring", "PutMetricAlarm PutCompositeAlarm SetAlarmState", { alarmName: of.name() }],
    ["monitoring", "DeleteAlarms DisableAlarmActions EnableAlarmActions", { alarmNames: ["other", of.name()] }],
    ["monitoring", "PutAlarmMuteRule", { name: "quiet-night", muteTargets: { alarmNames: [of.name()] } }],
  ],
  aws_glue_catalog_database: (of) => [
    ["glue", "CreateDatabase", { databaseInput: { name: of.name() } }],
    ["glue", "UpdateDatabase DeleteDatabase", { name: of.name() }],
  ],
  aws_glue_catalog_table: (of) => [
    ["glue", "CreateTable UpdateTable", { databaseName: of.name("database_name"), tableInput: { name: of.name() } }],
    ["glue", "DeleteTable BatchDeleteTable", { databaseName: of.name("database_name"), name: of.name() }],
  ],
  aws_iam_role: (of) => [
    ["iam", "CreateRole DeleteRole UpdateRole UpdateAssumeRolePolicy TagRole", { roleName: of.name() }],
    ["iam", "AttachRolePolicy DetachRolePolicy PutRolePermissionsBoundary", { roleName: of.name() }],
  ],
  aws_iam_role_policy: (of) => [["iam", "PutRolePolicy DeleteRolePolicy", { roleName: of.name("role") }]],
  aws_kms_alias: (of) => [["kms", "UpdateAlias DeleteAlias", { aliasName: of.name() }]],
  aws_kms_key: () => [
    [
      "kms",
      "PutKeyPolicy DisableKey ScheduleKeyDeletion DisableKeyRotation CreateGrant RevokeGrant",
      { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" },
    ],
  ],
  aws_lambda_function: (of) => [
    [
      "lambda",
      "UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 DeleteFunction20150331 PutFunctionConcurrency20171031",
      { functionName: of.name() },
    ],
    ["lambda", "TagResource20170331v2", { resource: of.arn("lambda", `function:${of.name()}`) }],
  ],
  aws_lambda_function_event_invoke_config: (of) => [
    [
      "lambda",
      "PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig",
      { functionName: of.name("function_name") },
    ],
  ],
  aws_lambda_permission: (of) => [
    ["lambda", "AddPermission20150331v2 RemovePermission20150331v2", { functionName: of.name("function_name") }],
  ],
  aws_organizations_policy: () => [["organizations", "UpdatePolicy DeletePolicy", { policyId: "p-12345678" }]],
  aws_organizations_policy_attachment: () => [
    ["organizations", "AttachPolicy DetachPolicy DisablePolicyType", { policyId: "p-12345678" }],
  ],
  aws_s3_account_public_access_block: () => [["s3", "PutAccountPublicAccessBlock DeleteAccountPublicAccessBlock", {}]],
  aws_s3_bucket: (of) => [["s3", "DeleteBucket PutBucketTagging PutBucketAcl", { bucketName: of.name("bucket") }]],
  aws_s3_bucket_lifecycle_configuration: bucketCalls("PutBucketLifecycle", "DeleteBucketLifecycle"),
  aws_s3_bucket_logging: bucketCalls("PutBucketLogging"),
  aws_s3_bucket_metric: bucketCalls("PutBucketMetricsConfiguration", "DeleteBucketMetricsConfiguration"),
  aws_s3_bucket_notification: bucketCalls("PutBucketNotification"),
  aws_s3_bucket_object_lock_configuration: bucketCalls("PutObjectLockConfiguration"),
  aws_s3_bucket_ownership_controls: bucketCalls("PutBucketOwnershipControls", "DeleteBucketOwnershipControls"),
  aws_s3_bucket_policy: bucketCalls("PutBucketPolicy", "DeleteBucketPolicy"),
  aws_s3_bucket_public_access_block: bucketCalls("PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock"),
  aws_s3_bucket_server_side_encryption_configuration: bucketCalls("PutBucketEncryption", "DeleteBucketEncryption"),
  aws_s3_bucket_versioning: bucketCalls("PutBucketVersioning"),
  aws_scheduler_schedule: (of) => [["scheduler", "UpdateSchedule DeleteSchedule", { name: of.name() }]],
  aws_sns_topic: (of) => [
    ["sns", "DeleteTopic SetTopicAttributes AddPermission", { topicArn: of.arn("sns", of.name()) }],
    ["sns", "PutDataProtectionPolicy TagResource", { resourceArn: of.arn("sns", of.name()) }],
  ],
  aws_sns_topic_policy: (of) => [["sns", "SetTopicAttributes", { topicArn: of.arn("sns", of.name("arn")) }]],
  aws_sns_topic_subscription: (of) => [
    ["sns", "Subscribe", { topicArn: of.arn("sns", of.name("topic_arn")) }],
    [
      "sns",
      "Unsubscribe SetSubscriptionAttributes",
      { subscriptionArn: `${of.arn("sns", of.name("topic_arn"))}:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55` },
    ],
  ],
  aws_sqs_queue: (of) => [
    [
      "sqs",
      "DeleteQueue SetQueueAttributes AddPermission RemovePermission PurgeQueue",
      { queueUrl: queueUrl(of, of.name()) },
    ],
    ["sqs", "CreateQueue", { queueName: of.name() }],
  ],
};

function queueUrl({ region, accountId }: Owned, name: string): string {
  return `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
}

/** Every resource of an organization's stacks. */
function ownedBy(organization: Organization): readonly Owned[] {
  return [...synthesized(organization).values()].flatMap((stack) => {
    const blocks = new Map(stack.blocks());
    return [...blocks]
      .filter(([address]) => !address.startsWith("data."))
      .map(([address, block]) => owned(stack, blocks, address, block));
  });
}

function owned(stack: EmittedStack, blocks: ReadonlyMap<string, Block>, address: string, block: Block): Owned {
  const [type = ""] = address.split(".");
  const provider = stack.providers().find(({ alias }) => `aws.${alias}` === block.provider) ?? {};
  const [accountId] = provider.allowed_account_ids as readonly string[];
  const region = String(provider.region);
  const names = ["name", "alarm_name", "dashboard_name", "function_name", "bucket"];
  const ownName = (one: Block) => String(one[names.find((attribute) => attribute in one) ?? ""]);
  return {
    type,
    accountId: accountId ?? "",
    region,
    name: (attribute) => {
      if (attribute === undefined) return ownName(block);
      const reference = /^\$\{(\w+\.[\w-]+)\.\w+\}$/.exec(String(block[attribute]))?.[1];
      const referred = blocks.get(reference ?? "");
      return referred === undefined ? String(block[attribute]) : ownName(referred);
    },
    arn: (service, name) => `arn:aws:${service}:${region}:${accountId}:${name}`,
  };
}

/** Every call that changes one of the resources, by an administrator, each once. */
function changesOf(resources: readonly Owned[]): readonly CloudTrailRecord[] {
  const records = resources.flatMap((of) =>
    (CHANGES[of.type]?.(of) ?? []).flatMap(([service, events, requestParameters]) =>
      events.split(" ").map((eventName) =>
        cloudTrailRecord({
          eventSource: `${service}.amazonaws.com`,
          eventName,
          accountId: of.accountId,
          ...(["iam", "organizations"].includes(service) ? {} : { region: of.region }),
          requestParameters,
        }),
      ),
    ),
  );
  return [...new Map(records.map((record) => [record.eventID, record])).values()];
}

const byTerraform = (record: CloudTrailRecord): CloudTrailRecord => ({
  ...record,
  userIdentity: deployer(record.recipientAccountId),
});

const CHANGED = new Map([askflorence, example].map((organization) => [organization, changesOf(ownedBy(organization))]));

const said = ({ eventName, recipientAccountId, awsRegion, requestParameters }: CloudTrailRecord): string =>
  `${eventName} in ${recipientAccountId}, ${awsRegion}: ${JSON.stringify(requestParameters)}`;

describe.each([askflorence, example])("what the stacks of $name own", (organization) => {
  const resources = ownedBy(organization);
  const { told } = watchOf(organization);

  it("is of types whose changes are known", () => {
    expect([...new Set(resources.map(({ type }) => type))].filter((type) => !(type in CHANGES))).toEqual([]);
    expect(resources.length).toBeGreaterThan(150);
  });

  it("is not changed by an administrator without the audit bus telling", () => {
    const records = CHANGED.get(organization) ?? [];
    expect(records.filter((record) => told(record).length === 0).map(said)).toEqual([]);
    expect(records.length).toBeGreaterThan(500);
  });
});

describe("Terraform, and StackSets for it", () => {
  it("are not told of where the description names the deploy role", () => {
    const { tells } = watchOf(example);
    const records = (CHANGED.get(example) ?? []).map(byTerraform);
    expect(records.filter((record) => tells("changed-outside-terraform", record)).map(said)).toEqual([]);
  });

  it("are told of call by call where it does not", () => {
    const { told } = watchOf(askflorence);
    const records = (CHANGED.get(askflorence) ?? []).map(byTerraform);
    expect(records.filter((record) => told(record).length === 0).map(said)).toEqual([]);
  });
});

describe("where one StackSet forwards", () => {
  const { names, tells } = watchOf(large);
  const change = (eventName: string) =>
    cloudTrailRecord({
      eventSource: "cloudformation.amazonaws.com",
      eventName,
      accountId: names.managementAccountId,
      requestParameters: { stackSetName: names.forwardingStackSet },
    });

  it.each(["UpdateStackSet", "DeleteStackSet", "DeleteStackInstances", "UpdateStackInstances"])(
    "the audit bus tells of %s",
    (eventName) => {
      expect(tells("changed-outside-terraform", change(eventName))).toBe(true);
    },
  );
});
