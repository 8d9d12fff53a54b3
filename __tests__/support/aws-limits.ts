/** A resource as Terraform reads it. */
type Resource = Readonly<Record<string, unknown>>;

/** What AWS allows of one property, and the page that says so. */
interface Limit {
  readonly type: string;
  readonly property: string;
  /** Characters, or bytes where AWS counts those; IAM counts no whitespace, and we emit none. */
  readonly most: number;
  readonly form?: RegExp;
  readonly source: string;
}

const EVENTBRIDGE = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html";
const PUT_RULE = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html";
const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const CREATE_ROLE = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html";
const BUCKET_NAMES = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";
const CREATE_KEY = "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html";
const PUT_METRIC_ALARM = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";
const PUT_METRIC_FILTER =
  "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html";
const CREATE_FUNCTION = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html";
const CREATE_POLICY = "https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html";
const CREATE_STACK_SET = "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html";

/** IAM's descriptions and SCPs' take no character outside Latin-1. */
const LATIN = /^[\t\n\r -~\u00a1-\u00ff]*$/;

/** Every property that a description can make longer. */
const LIMITS: readonly Limit[] = [
  {
    type: "aws_s3_bucket",
    property: "bucket",
    most: 63,
    form: /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]+[a-z0-9](?<!-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$/,
    source: BUCKET_NAMES,
  },
  {
    type: "aws_s3_bucket_policy",
    property: "policy",
    most: 20_480,
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
  },
  { type: "aws_kms_key", property: "policy", most: 32_768, source: CREATE_KEY },
  { type: "aws_kms_key", property: "description", most: 8192, source: CREATE_KEY },
  {
    type: "aws_kms_alias",
    property: "name",
    most: 256,
    form: /^alias\/(?!aws\/)[\w/-]+$/,
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  },
  {
    type: "aws_cloudtrail",
    property: "name",
    most: 128,
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html",
  },
  {
    type: "aws_cloudwatch_log_group",
    property: "name",
    most: 512,
    form: /^[.\-_/#A-Za-z0-9]+$/,
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  },
  {
    type: "aws_cloudwatch_log_metric_filter",
    property: "name",
    most: 512,
    form: /^[^:*]+$/,
    source: PUT_METRIC_FILTER,
  },
  { type: "aws_cloudwatch_log_metric_filter", property: "pattern", most: 1024, source: PUT_METRIC_FILTER },
  { type: "aws_cloudwatch_metric_alarm", property: "alarm_name", most: 255, source: PUT_METRIC_ALARM },
  { type: "aws_cloudwatch_metric_alarm", property: "alarm_description", most: 1024, source: PUT_METRIC_ALARM },
  { type: "aws_cloudwatch_metric_alarm", property: "metric_name", most: 255, source: PUT_METRIC_ALARM },
  { type: "aws_cloudwatch_metric_alarm", property: "namespace", most: 255, source: PUT_METRIC_ALARM },
  {
    type: "aws_cloudwatch_dashboard",
    property: "dashboard_name",
    most: 255,
    form: /^[\w-]+$/,
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html",
  },
  { type: "aws_cloudwatch_event_rule", property: "name", most: 64, form: /^[.\-_A-Za-z0-9]+$/, source: PUT_RULE },
  { type: "aws_cloudwatch_event_rule", property: "description", most: 512, source: PUT_RULE },
  { type: "aws_cloudwatch_event_rule", property: "event_pattern", most: 2048, source: EVENTBRIDGE },
  { type: "aws_cloudwatch_event_bus", property: "name", most: 256, form: /^[/.\-_A-Za-z0-9]+$/, source: EVENTBRIDGE },
  { type: "aws_cloudwatch_event_bus_policy", property: "policy", most: 10_240, source: EVENTBRIDGE },
  { type: "aws_iam_role", property: "name", most: 64, form: /^[\w+=,.@-]+$/, source: IAM },
  { type: "aws_iam_role", property: "description", most: 1000, form: LATIN, source: CREATE_ROLE },
  { type: "aws_iam_role", property: "assume_role_policy", most: 2048, source: IAM },
  // Of all inline policies of a role; each of ours has one.
  { type: "aws_iam_role_policy", property: "policy", most: 10_240, source: IAM },
  {
    type: "aws_sns_topic",
    property: "name",
    most: 256,
    form: /^[\w-]+$/,
    source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  {
    type: "aws_sns_topic_policy",
    property: "policy",
    most: 30_720,
    source: "https://docs.aws.amazon.com/general/latest/gr/sns.html",
  },
  {
    type: "aws_sns_topic_subscription",
    property: "endpoint",
    most: 2048,
    source: "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
  },
  {
    type: "aws_sqs_queue",
    property: "name",
    most: 80,
    form: /^[\w-]+$/,
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  },
  {
    type: "aws_sqs_queue",
    property: "policy",
    most: 8192,
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html",
  },
  { type: "aws_lambda_function", property: "function_name", most: 64, form: /^[\w-]+$/, source: CREATE_FUNCTION },
  { type: "aws_lambda_function", property: "description", most: 256, source: CREATE_FUNCTION },
  {
    type: "aws_scheduler_schedule",
    property: "name",
    most: 64,
    form: /^[\w.-]+$/,
    source: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html",
  },
  { type: "aws_organizations_policy", property: "name", most: 128, source: CREATE_POLICY },
  { type: "aws_organizations_policy", property: "description", most: 512, source: CREATE_POLICY },
  {
    type: "aws_cloudformation_stack_set",
    property: "name",
    most: 128,
    form: /^[A-Za-z][A-Za-z0-9-]*$/,
    source: CREATE_STACK_SET,
  },
  { type: "aws_cloudformation_stack_set", property: "description", most: 1024, source: CREATE_STACK_SET },
  { type: "aws_cloudformation_stack_set", property: "template_body", most: 51_200, source: CREATE_STACK_SET },
];

/** RCPs have no more; SCPs have had twice as much since 2026-05-15 (src/policies/organization-policy.ts). */
const POLICY_MOST = { SERVICE_CONTROL_POLICY: 10_240, RESOURCE_CONTROL_POLICY: 5120 };

/** How many there may be in one stack, whose account and Region they share. */
const COUNTS: readonly { readonly type: string; readonly most: number; readonly source: string }[] = [
  {
    type: "aws_cloudwatch_log_metric_filter",
    most: 100,
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
  },
];

/** What a reference becomes is known to AWS alone: an ARN is about as long. */
const RESOLVED = "r".repeat(90);

/** A value as AWS gets it: Terraform's references are gone, and `$${` is `${` again. */
function asSent(value: string): string {
  return value
    .replaceAll("$${", "\0")
    .replace(/\$\{[^}]*\}/g, RESOLVED)
    .replaceAll("\0", "${");
}

/** Everything in a synthesized stack that AWS would refuse for its size, its form or its number. */
export function brokenLimits(stack: {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}) {
  const all = (type: string) => Object.entries(stack.resource[type] ?? {});
  const sized = LIMITS.flatMap(({ type, property, most, form, source }) =>
    all(type).flatMap(([id, resource]) => {
      const value = resource[property];
      if (typeof value !== "string") return [];
      const sent = asSent(value);
      const size = Buffer.byteLength(sent);
      // References stand for what the form cannot be asked of.
      const formed = form === undefined || value.includes("${") || form.test(sent);
      return size <= most && formed ? [] : [`${type}.${id}.${property}: ${size} of ${most}, ${source}`];
    }),
  );
  const policies = all("aws_organizations_policy").flatMap(([id, { type, content }]) => {
    const most = POLICY_MOST[type as keyof typeof POLICY_MOST];
    const size = Buffer.byteLength(asSent(String(content)));
    return size <= most ? [] : [`aws_organizations_policy.${id}.content: ${size} of ${most}`];
  });
  const counted = COUNTS.flatMap(({ type, most, source }) =>
    all(type).length <= most ? [] : [`${type}: ${all(type).length} of ${most}, ${source}`],
  );
  return [...sized, ...policies, ...counted];
}
