import { assumedRole, webIdentityUser } from "../identities";
import type { CloudTrailCall } from "../record";
import { type Day, type QuietRecord, quiet } from "./day";

/** Writes with the parameters that they are about. */
type Write = (
  what: string,
  eventSource: string,
  eventName: string,
  requestParameters: CloudTrailCall["requestParameters"],
) => QuietRecord;

/** Teams release through their own role, in every workload account and beside us in the others. */
export function deploys(day: Day): readonly QuietRecord[] {
  const { prod, dev, security, management, homeRegion, otherRegion } = day;
  return [
    quiet("CI gets its role's session", prod, "sts.amazonaws.com", "AssumeRoleWithWebIdentity", {
      by: webIdentityUser(GITHUB, "sts.amazonaws.com", "repo:example/checkout:ref:refs/heads/main"),
      region: homeRegion,
      readOnly: true,
      requestParameters: { roleArn: `arn:aws:iam::${prod}:role/ci/ci-deploy`, roleSessionName: "release-42" },
    }),
    ...alarmsAndRules(writing(prod, homeRegion), day),
    ...topicsAndQueues(writing(dev, otherRegion), dev, otherRegion),
    ...functionsAndRoles(writing(prod, homeRegion), day),
    ...logGroups(writing(dev, homeRegion), day),
    ...bucketsAndKeys(writing(prod, homeRegion), day),
    ...tables(writing(security, homeRegion), day),
    ...besideTheTrail(writing(management, homeRegion), day),
  ];
}

const GITHUB = "token.actions.githubusercontent.com";

function writing(accountId: string, region: string): Write {
  const by = assumedRole(accountId, "ci-deploy", { session: "release-42", path: "/ci/", federatedProvider: GITHUB });
  const regionOf = (eventSource: string) => (eventSource === "iam.amazonaws.com" ? "us-east-1" : region);
  return (what, eventSource, eventName, requestParameters) =>
    quiet(what, accountId, eventSource, eventName, { by, region: regionOf(eventSource), requestParameters });
}

function alarmsAndRules(write: Write, { name }: Day): readonly QuietRecord[] {
  const monitoring = "monitoring.amazonaws.com";
  const events = "events.amazonaws.com";
  return [
    write("a team makes an alarm", monitoring, "PutMetricAlarm", {
      alarmName: `team-${name}-orgaudit-latency`,
      actionsEnabled: true,
    }),
    write("a team deletes alarms", monitoring, "DeleteAlarms", {
      alarmNames: ["checkout-5xx", `${name}-orders-audit`],
    }),
    write("a team mutes an alarm during a release", monitoring, "DisableAlarmActions", {
      alarmNames: [`${name}-org-audiences-lag`],
    }),
    write("and hears it again", monitoring, "EnableAlarmActions", { alarmNames: [`${name}-org-audiences-lag`] }),
    write("a team tries its alarm", monitoring, "SetAlarmState", { alarmName: "checkout-5xx", stateValue: "ALARM" }),
    write("a team changes its dashboard", monitoring, "PutDashboard", { dashboardName: `${name}-org` }),
    write("a team changes a rule", events, "PutRule", { name: `team-${name}-orgaudit-forward`, state: "ENABLED" }),
    write("and its targets", events, "PutTargets", {
      rule: `team-${name}-orgaudit-forward`,
      targets: [{ id: "1" }],
    }),
    write("a team pauses a rule", events, "DisableRule", { name: "orders-audit", eventBusName: "orders" }),
    write("and takes its targets away", events, "RemoveTargets", { rule: "orders-audit", ids: ["1"] }),
    write("and deletes it", events, "DeleteRule", { name: "orders-audit", eventBusName: "orders" }),
    write("a team deletes a bus", events, "DeleteEventBus", { name: `${name}-org-orders` }),
  ];
}

function topicsAndQueues(write: Write, accountId: string, region: string): readonly QuietRecord[] {
  const sns = "sns.amazonaws.com";
  const sqs = "sqs.amazonaws.com";
  const topicArn = `arn:aws:sns:${region}:${accountId}:org-trail-deliveries`;
  const queueUrl = `https://sqs.${region}.amazonaws.com/${accountId}/org-audit-orders`;
  return [
    write("a team makes a topic", sns, "CreateTopic", { name: "org-trail-deliveries" }),
    write("and changes it", sns, "SetTopicAttributes", { topicArn, attributeName: "DisplayName" }),
    write("and subscribes to it", sns, "Subscribe", { topicArn, protocol: "sqs" }),
    write("a team unsubscribes", sns, "Unsubscribe", { subscriptionArn: `${topicArn}:a1b2c3d4` }),
    write("and deletes the topic", sns, "DeleteTopic", { topicArn }),
    write("a team changes its queue", sqs, "SetQueueAttributes", { queueUrl, attributes: { VisibilityTimeout: "60" } }),
    write("and empties it", sqs, "PurgeQueue", { queueUrl }),
  ];
}

function functionsAndRoles(write: Write, { names, name }: Day): readonly QuietRecord[] {
  const lambda = "lambda.amazonaws.com";
  const iam = "iam.amazonaws.com";
  // https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html: event names carry the API's version.
  return [
    write("a team releases code", lambda, "UpdateFunctionCode20150331v2", { functionName: "claims-export" }),
    write("and its settings", lambda, "UpdateFunctionConfiguration20150331v2", {
      functionName: `${name}-org-sentinel`,
    }),
    write("and lets a rule call it", lambda, "AddPermission20150331v2", { functionName: "claims-export" }),
    write("and limits it", lambda, "PutFunctionConcurrency20171031", { functionName: "claims-export" }),
    write("a team takes a function out", lambda, "DeleteFunction20150331", {
      functionName: `old-${name}-orgaudit-sentinel`,
    }),
    write("a team makes a role", iam, "CreateRole", { roleName: "claims-export", path: "/service/" }),
    write("and changes whom it trusts", iam, "UpdateAssumeRolePolicy", { roleName: "claims-export" }),
    write("and tags it", iam, "TagRole", { roleName: "claims-export" }),
    write("a team takes a role out", iam, "DeleteRole", { roleName: `${names.trailLogsRole.name}-trial` }),
    write("a team changes a stack", "cloudformation.amazonaws.com", "UpdateStack", { stackName: `${name}-org` }),
    write("a team releases a container", "ecs.amazonaws.com", "UpdateService", { service: "checkout" }),
  ];
}

function logGroups(write: Write, { names }: Day): readonly QuietRecord[] {
  const logs = "logs.amazonaws.com";
  const logGroupName = `/app${names.trailLogGroup.name}`;
  return [
    write("a team makes a log group", logs, "CreateLogGroup", { logGroupName }),
    write("and keeps it a week", logs, "PutRetentionPolicy", { logGroupName, retentionInDays: 7 }),
    write("and counts its errors", logs, "PutMetricFilter", { logGroupName, filterName: "errors" }),
    write("and stops counting", logs, "DeleteMetricFilter", { logGroupName, filterName: "errors" }),
    write("and sends it on", logs, "PutSubscriptionFilter", { logGroupName, filterName: "to-search" }),
    write("and stops", logs, "DeleteSubscriptionFilter", { logGroupName, filterName: "to-search" }),
    write("and deletes it", logs, "DeleteLogGroup", { logGroupName }),
  ];
}

function bucketsAndKeys(write: Write, { names }: Day): readonly QuietRecord[] {
  const s3 = "s3.amazonaws.com";
  const kms = "kms.amazonaws.com";
  const bucketName = `team-${names.archive.bucket.name}`;
  const keyId = "8765dcba-21ba-43dc-65fe-0987654321ba";
  return [
    write("a team makes a bucket", s3, "CreateBucket", { bucketName }),
    write("and keeps its versions", s3, "PutBucketVersioning", { bucketName }),
    write("and encrypts it", s3, "PutBucketEncryption", { bucketName }),
    write("and closes it to the public", s3, "PutBucketPublicAccessBlock", { bucketName }),
    write("and logs who reads it", s3, "PutBucketLogging", { bucketName }),
    write("and tags it", s3, "PutBucketTagging", { bucketName }),
    write("and hears of its objects", s3, "PutBucketNotification", { bucketName }),
    write("a team deletes an empty bucket", s3, "DeleteBucket", { bucketName: "checkout-previews" }),
    write("a team makes a key", kms, "CreateKey", { keySpec: "SYMMETRIC_DEFAULT" }),
    write("and names it", kms, "CreateAlias", { aliasName: `${names.archiveKeyAlias}-app`, targetKeyId: keyId }),
    write("and says who may use it", kms, "PutKeyPolicy", { keyId, policyName: "default" }),
    write("and lets it rotate", kms, "EnableKeyRotation", { keyId }),
  ];
}

function tables(write: Write, { name }: Day): readonly QuietRecord[] {
  const glue = "glue.amazonaws.com";
  const databaseName = "findings";
  return [
    write("analysts make a table", glue, "CreateTable", { databaseName, tableInput: { name: "cloudtrail" } }),
    write("and change it", glue, "UpdateTable", { databaseName, tableInput: { name: "cloudtrail" } }),
    write("and delete it", glue, "DeleteTable", { databaseName, name: "cloudtrail" }),
    write("analysts change their workgroup", "athena.amazonaws.com", "UpdateWorkGroup", { workGroup: `${name}-org` }),
  ];
}

function besideTheTrail(write: Write, { name }: Day): readonly QuietRecord[] {
  return [
    write("a cost alarm is made beside the trail", "monitoring.amazonaws.com", "PutMetricAlarm", {
      alarmName: `${name}-org-spend`,
    }),
    write("a cost report's function is released", "lambda.amazonaws.com", "UpdateFunctionCode20150331v2", {
      functionName: `${name}-org-spend`,
    }),
    write("a parameter is written", "ssm.amazonaws.com", "PutParameter", { name: `/${name}/org/audience` }),
  ];
}
