import { z } from "zod";
import { keyAlias, NO_TEMPLATE, noTemplate, role, roleName, text, uniqueList } from "./fields";

const dataEvents = z.strictObject({
  /** Names the selector in CloudTrail. */
  name: text(
    new RegExp(`^${NO_TEMPLATE}[^\\n\\r\\u0085\\u2028\\u2029]{1,200}$`),
    `1 to 200 characters on one line, ${noTemplate}`,
    "name what the selector watches",
  ),
  /** Type of the watched resources. */
  resourceType: z.enum(["AWS::S3::Object", "AWS::Lambda::Function", "AWS::DynamoDB::Table"]),
  /** ARNs of the watched resources. For S3 a bucket and a `/`, with or without a key prefix. */
  arns: z.array(z.string()).min(1).max(250),
  /** @default "All" */
  readWrite: z.enum(["All", "ReadOnly", "WriteOnly"]).default("All"),
});

/**
 * The trail, and what stands around it in the management account. The names are for what is live under another one: a new
 * organization leaves them out. What is live keeps its name; Terraform would replace what is named otherwise.
 */
export const trail = z.strictObject({
  /** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
  name: text(
    /^(?!.*[._-]{2})(?!\d+\.\d+\.\d+\.\d+$)[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/,
    "3 to 128 letters, digits and single periods, underscores or hyphens; a letter or digit at both ends; no IP address",
    "choose a name such as `acme-org-trail`",
  ),
  /** Days CloudWatch Logs keeps the trail's events; one of its steps. Benchmarks ask for a year or more. */
  logGroupRetentionDays: z.literal([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]).default(365),
  /** @default - both */
  insights: uniqueList(z.enum(["ApiCallRateInsight", "ApiErrorRateInsight"])).default([
    "ApiCallRateInsight",
    "ApiErrorRateInsight",
  ]),
  /** Data events of named resources. They are charged for each event. @default - none */
  dataEvents: z.array(dataEvents).default([]),
  /**
   * Key prefix below which the trail delivers, `audit` for `audit/AWSLogs/...`. A prefix is one more way to hide logs from
   * whoever looks for them: a new organization has none. `*` and `?` would mean something in policies.
   * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
   * @default - none
   */
  s3KeyPrefix: text(
    /^(?=.{1,200}$)(?!(?:.*\/)?\.{1,2}(?:\/|$))(?!AWSLogs(?:\/|$))[\w!.'()-]+(?:\/[\w!.'()-]+)*$/,
    "a key prefix of up to 200 letters, digits and `!_.'()-`, without `/` at either end, without `.` or `..` between them, and not `AWSLogs`, which CloudTrail adds",
    "copy it from `aws cloudtrail get-trail`: S3KeyPrefix, without a `/` at its end",
  ).optional(),
  /**
   * Name of its log group. CloudTrail takes fewer characters than CloudWatch Logs, and patterns have room for so many.
   * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-log-group-log-stream-naming-for-cloudtrail.html
   * @default - `/aws/cloudtrail/<name>`
   */
  logGroupName: text(
    /^(?!aws\/)[\w./#-]{1,144}$/,
    "the name of a log group: 1 to 144 letters, digits and `_-/.#`, not beginning with `aws/`",
    "copy it from `aws logs describe-log-groups`, not the ARN",
  ).optional(),
  /**
   * Roles of the management account that read the log group: who is on call, and who investigates. That anybody else reads it
   * is reported. @default - none
   */
  logGroupReaders: z.array(role).max(5).default([]),
  /** Role that writes to it, with its path. @default "CloudTrailToCloudWatchLogsRole" */
  logsRoleName: roleName.optional(),
  /** That role's inline policy. @default "WriteTrailLogStreams" */
  logsRolePolicyName: text(
    /^[\w+=,.@-]{1,128}$/,
    "the name of an inline policy: 1 to 128 letters, digits and `+=,.@_-`",
    "copy it from `aws iam list-role-policies`",
  ).optional(),
  /**
   * Topic that says that a log file was delivered. https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
   * @default - `<organization's name>-org-trail-deliveries`
   */
  deliveryTopicName: text(
    /^[\w-]{1,256}$/,
    "the name of an SNS topic that is not FIFO: 1 to 256 letters, digits, hyphens and underscores",
    "write the name, not the ARN: CloudTrail takes no FIFO topic",
  ).optional(),
  /** Alias of the key of log group and topic. @default - `alias/<organization's name>-org-trail` */
  keyAlias: keyAlias.optional(),
});

export type DataEvents = z.output<typeof dataEvents>;
