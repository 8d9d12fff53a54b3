import { guid } from "./deterministic-ids";
import type { CloudTrailInsight } from "./insight";
import { type CloudTrailRecord, EVENT_TIME, type EventType, type Fields, prefixOf } from "./record";

/**
 * What a rule's pattern is matched against. An event that a rule forwards to another account keeps all of it, `account`
 * and `region` among it. CloudTrail names no resources.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html
 */
export interface EventBridgeEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

export type RuleState = "DISABLED" | "ENABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/**
 * Both spellings are AWS's: the first is in what EventBridge is seen to send and in the patterns of its console, the
 * second in https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html. A pattern for
 * sign-ins has to match both.
 */
export const SIGN_IN_DETAIL_TYPES = [
  "AWS Console Sign In via CloudTrail",
  "AWS Console Signin via CloudTrail",
] as const;

type SignInDetailType = (typeof SIGN_IN_DETAIL_TYPES)[number];

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
const DETAIL_TYPES: Readonly<Record<Exclude<EventType, "AwsConsoleSignIn">, string>> = {
  AwsApiCall: "AWS API Call via CloudTrail",
  AwsConsoleAction: "AWS Console Action via CloudTrail",
  AwsServiceEvent: "AWS Service Event via CloudTrail",
  AwsVpceEvent: "AWS Network Activity Event via CloudTrail",
};

/**
 * Bytes. CloudTrail does not send an event over 256 KB to CloudWatch Logs or EventBridge.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
export const EVENT_SIZE_LIMIT = 256 * 1024;

/**
 * The event that a record becomes on the default bus of its account and Region, given that a trail logs it there.
 * Undefined where the record is over CloudTrail's limit, measured as minified JSON. What a rule gets of them is
 * deliveredTo's business.
 * @param signIn detail-type of a sign-in. @default the one that is seen
 */
export function eventBridgeEvents(
  record: CloudTrailRecord | CloudTrailInsight,
  signIn: SignInDetailType = SIGN_IN_DETAIL_TYPES[0],
): EventBridgeEvent | undefined {
  if (Buffer.byteLength(JSON.stringify(record)) > EVENT_SIZE_LIMIT) return undefined;
  return {
    version: "0",
    id: guid(`event ${record.eventID}`),
    ...kindOf(record, signIn),
    account: record.recipientAccountId,
    time: record.eventTime,
    region: record.awsRegion,
    resources: [],
    detail: record,
  };
}

/**
 * The source is the service as eventSource has it: aws.monitoring for CloudWatch, whose own events come from
 * aws.cloudwatch. https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-monitoring.html
 */
function kindOf(
  record: CloudTrailRecord | CloudTrailInsight,
  signIn: SignInDetailType,
): Pick<EventBridgeEvent, "detail-type" | "source"> {
  if (record.eventType === "AwsCloudTrailInsight") {
    // AWS documents the detail-type. The source is what is seen: the record has no eventSource of its own.
    return { "detail-type": "AWS Insight via CloudTrail", source: "aws.cloudtrail" };
  }
  const detailType = record.eventType === "AwsConsoleSignIn" ? signIn : DETAIL_TYPES[record.eventType];
  return { "detail-type": detailType, source: `aws.${prefixOf(record.eventSource)}` };
}

/** Get* calls that EventBridge counts as changes. */
const STS_CHANGES: readonly string[] = ["GetFederationToken", "GetSessionToken"];

/**
 * Whether a rule in that state is given the record: a read-only management event only where its state asks for all of
 * them, any other event, data events among them, where it is not disabled.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 *
 * The page leaves open whether an ENABLED rule has had the reads that are not called Describe, Get or List, such as
 * AssumeRole and Decrypt, all along. Here it has not: a detection must not count on them.
 */
export function deliveredTo(state: RuleState, record: CloudTrailRecord | CloudTrailInsight): boolean {
  if (state === "DISABLED" || eventBridgeEvents(record) === undefined) return false;
  if (state === "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" || record.eventType === "AwsCloudTrailInsight") {
    return true;
  }
  const isChangeOfSts = record.eventSource === "sts.amazonaws.com" && STS_CHANGES.includes(record.eventName);
  return !(record.managementEvent && record.readOnly) || isChangeOfSts;
}

export interface AlarmStateChange {
  readonly alarmName: string;
  readonly accountId: string;
  /** @default "ALARM" */
  readonly state?: AlarmState;
  /** @default "OK" */
  readonly previousState?: AlarmState;
  /** @default "eu-central-1" */
  readonly region?: string;
}

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** CloudWatch's own event. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export function alarmStateChange(change: AlarmStateChange): EventBridgeEvent {
  const { alarmName, accountId, state = "ALARM", previousState = "OK", region = "eu-central-1" } = change;
  const at = (value: AlarmState): Fields => ({
    value,
    reason: `Now ${value}`,
    reasonData: JSON.stringify({ version: "1.0", threshold: 1 }),
    timestamp: EVENT_TIME.replace("Z", ".000+0000"),
  });
  return serviceEvent({
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: accountId,
    region,
    resources: [`arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarmName}`],
    detail: { alarmName, configuration: { metrics: [] }, previousState: at(previousState), state: at(state) },
  });
}

export interface ObjectDeleted {
  readonly bucketName: string;
  readonly key: string;
  /** Owner of the bucket. */
  readonly accountId: string;
  /** @default "DeleteObject" */
  readonly reason?: "DeleteObject" | "Lifecycle Expiration";
  /** @default "Delete Marker Created" */
  readonly deletionType?: "Delete Marker Created" | "Permanently Deleted";
  /** @default "eu-central-1" */
  readonly region?: string;
}

/** S3's own event, of a bucket that sends to EventBridge. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export function objectDeleted(deletion: ObjectDeleted): EventBridgeEvent {
  const { bucketName, key, accountId, reason = "DeleteObject", region = "eu-central-1" } = deletion;
  const byLifecycle = reason === "Lifecycle Expiration";
  return serviceEvent({
    "detail-type": "Object Deleted",
    source: "aws.s3",
    account: accountId,
    region,
    resources: [`arn:aws:s3:::${bucketName}`],
    detail: {
      version: "0",
      bucket: { name: bucketName },
      object: { key, "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e", sequencer: "617f08299329d189" },
      "request-id": "0BH729840619AG5K",
      requester: byLifecycle ? "s3.amazonaws.com" : accountId,
      ...(byLifecycle ? {} : { "source-ip-address": "192.0.2.10" }),
      reason,
      "deletion-type": deletion.deletionType ?? "Delete Marker Created",
    },
  });
}

export interface CustomEvent {
  /** Not `aws.`, which is AWS's. */
  readonly source: string;
  readonly detailType: string;
  readonly detail: Fields;
  readonly accountId: string;
  /** @default "eu-central-1" */
  readonly region?: string;
}

/**
 * An event of our own, put with PutEvents.
 * @throws where the source begins with `aws.`: https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html
 */
export function customEvent({ source, detailType, detail, accountId, region }: CustomEvent): EventBridgeEvent {
  if (source.startsWith("aws.")) throw new Error(`EventBridge refuses events from ${source}: aws. is AWS's own`);
  return serviceEvent({
    "detail-type": detailType,
    source,
    account: accountId,
    region: region ?? "eu-central-1",
    resources: [],
    detail,
  });
}

function serviceEvent(event: Omit<EventBridgeEvent, "version" | "id" | "time">): EventBridgeEvent {
  return { version: "0", id: guid(JSON.stringify(event)), time: EVENT_TIME, ...event };
}
