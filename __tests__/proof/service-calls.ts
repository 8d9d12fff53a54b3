/** A call that an AWS service makes on a resource of ours, and what AWS is documented to send with it. */
export interface ServiceCall {
  /** Service principal; `*` stands for a Region. */
  readonly service: string;
  /** As the policies have them. */
  readonly actions: readonly string[];
  /** Construct paths, below their stacks, of what emits the policy that is asked; `*` as in IAM. */
  readonly on: readonly string[];
  /**
   * Condition keys that AWS says this call carries, and that a policy of ours relies on. Others may come too: nothing
   * here rests on them.
   */
  readonly sends: readonly string[];
  /** Keys that AWS does not document for this call, or not clearly: what is right has to be right with and without. */
  readonly maySend?: readonly string[];
  /** Page or report that says so, or shows AWS's own policy for the call. */
  readonly source: string;
}

const CLOUDTRAIL = "cloudtrail.amazonaws.com";
const CLOUDWATCH = "cloudwatch.amazonaws.com";
const EVENTS = "events.amazonaws.com";
const SNS = "sns.amazonaws.com";

const ENCRYPTION = ["kms:GenerateDataKey*", "kms:Decrypt"];

const BUCKET_PAGE =
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy";
const KEY_PAGE = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html";
const TOPIC_KEY_PAGE =
  "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services";
const EVENTS_PAGE = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html";

/**
 * A condition key in an Allow that the service does not send turns the permission off, silently or when the trail is made.
 * So each Allow for a service rests on the keys of its row alone.
 */
export const SERVICE_CALLS: readonly ServiceCall[] = [
  {
    service: CLOUDTRAIL,
    actions: ["s3:GetBucketAcl"],
    on: ["log-archive-bucket/policy"],
    sends: ["aws:SourceArn"],
    source: BUCKET_PAGE,
  },
  {
    service: CLOUDTRAIL,
    actions: ["s3:PutObject"],
    on: ["log-archive-bucket/policy"],
    sends: ["aws:SourceArn", "s3:x-amz-acl"],
    source: BUCKET_PAGE,
  },
  {
    service: "logging.s3.amazonaws.com",
    actions: ["s3:PutObject"],
    on: ["log-archive-bucket/access-logs/policy"],
    sends: ["aws:SourceAccount", "aws:SourceArn"],
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general",
  },
  {
    service: CLOUDTRAIL,
    actions: ["kms:GenerateDataKey*"],
    on: ["org-logs-key/key"],
    sends: ["aws:SourceArn", "kms:EncryptionContext:aws:cloudtrail:arn"],
    source: `${KEY_PAGE}#create-kms-key-policy-for-cloudtrail-encrypt`,
  },
  {
    // S3 asks, with what the bucket encrypts by default, and on CloudTrail's behalf.
    service: CLOUDTRAIL,
    actions: ["kms:GenerateDataKey*"],
    on: ["org-logs-key/key"],
    sends: ["kms:EncryptionContext:aws:s3:arn"],
    maySend: ["aws:SourceArn"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context",
  },
  {
    service: CLOUDTRAIL,
    actions: ["kms:DescribeKey"],
    on: ["org-logs-key/key"],
    sends: ["aws:SourceArn"],
    source: `${KEY_PAGE}#create-kms-key-policy-for-cloudtrail-describe`,
  },
  {
    service: CLOUDTRAIL,
    actions: ["kms:Decrypt"],
    on: ["org-logs-key/key"],
    sends: ["aws:SourceArn"],
    source: `${KEY_PAGE}#create-kms-key-policy-for-cloudtrail-decrypt`,
  },
  { service: CLOUDTRAIL, actions: ENCRYPTION, on: ["org-trail/key"], sends: [], source: TOPIC_KEY_PAGE },
  { service: CLOUDWATCH, actions: ENCRYPTION, on: ["alert-key/key"], sends: [], source: TOPIC_KEY_PAGE },
  // That page says in words that neither SourceArn, SourceAccount nor SourceOrgID comes from EventBridge.
  { service: EVENTS, actions: ENCRYPTION, on: ["alert-key/key"], sends: [], source: TOPIC_KEY_PAGE },
  {
    // CDK, which is AWS's own, writes this condition for encrypted queues that are subscribed.
    service: SNS,
    actions: ENCRYPTION,
    on: ["alert-key/key"],
    sends: ["aws:SourceArn"],
    source: "https://github.com/aws/aws-cdk/issues/20339",
  },
  {
    service: "logs.*.amazonaws.com",
    actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
    on: ["org-trail/key", "alert-key/key"],
    sends: ["kms:EncryptionContext:aws:logs:arn"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  },
  {
    service: CLOUDTRAIL,
    actions: ["sns:Publish"],
    on: ["org-trail/delivery-topic-policy"],
    sends: ["aws:SourceArn"],
    source:
      "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html",
  },
  {
    service: CLOUDWATCH,
    actions: ["sns:Publish"],
    on: ["alarm-topic/policy", "audit-hub/topic/policy", "counted-topic/policy"],
    sends: ["aws:SourceArn"],
    source:
      "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#sns-allow-cloudwatch-alarms-to-publish-to-topic-in-another-account",
  },
  // "EventBridge does not support the use of Condition blocks in Amazon SNS topic policies."
  {
    service: EVENTS,
    actions: ["sns:Publish"],
    on: ["audit-hub/topic/policy"],
    sends: [],
    source: `${EVENTS_PAGE}#eb-sns-permissions`,
  },
  {
    service: EVENTS,
    actions: ["sqs:SendMessage"],
    on: ["audit-hub/bus/undelivered/queue"],
    sends: ["aws:SourceArn"],
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html#eb-dlq-perms",
  },
  {
    service: SNS,
    actions: ["sqs:SendMessage"],
    on: ["alarm-topic/receipts/queue", "audit-hub/topic/receipts/queue", "counted-topic/kept/queue"],
    sends: ["aws:SourceArn"],
    source: "https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
  },
  {
    // With either of SourceArn and SourceAccount as a condition, delivery ended.
    service: CLOUDTRAIL,
    actions: ["sts:AssumeRole"],
    on: ["org-trail/logs-role"],
    sends: [],
    source: "https://github.com/prowler-cloud/prowler/issues/4714",
  },
  {
    service: EVENTS,
    actions: ["sts:AssumeRole"],
    on: ["forwarding/*/role", "forwarding-stack-set/stack-set", "account-joined-relay/role"],
    sends: ["aws:SourceAccount", "aws:SourceArn"],
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html",
  },
  {
    service: "scheduler.amazonaws.com",
    actions: ["sts:AssumeRole"],
    on: ["self-test/role"],
    sends: ["aws:SourceAccount", "aws:SourceArn"],
    source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
  },
  {
    service: "lambda.amazonaws.com",
    actions: ["sts:AssumeRole"],
    on: ["trail-sentinel/role"],
    sends: [],
    maySend: ["aws:SourceArn"],
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  },
  {
    service: EVENTS,
    actions: ["lambda:InvokeFunction"],
    on: ["trail-sentinel/function"],
    sends: ["aws:SourceArn"],
    source: `${EVENTS_PAGE}#eb-lambda-permissions`,
  },
];
