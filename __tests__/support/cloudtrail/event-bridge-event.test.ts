import { describe, expect, it } from "vitest";
import { objectEvent } from "./data-events";
import {
  alarmStateChange,
  customEvent,
  deliveredTo,
  EVENT_SIZE_LIMIT,
  eventBridgeEvents,
  objectDeleted,
  type RuleState,
  SIGN_IN_DETAIL_TYPES,
} from "./event-bridge-event";
import { administrator, awsInternal, rootUser } from "./identities";
import { type CloudTrailInsight, insight } from "./insight";
import { type CloudTrailCall, type CloudTrailRecord, cloudTrailRecord, consoleLogin } from "./record";

const ACCOUNT = "123456789012";

const call = (eventSource: string, eventName: string, more: Partial<CloudTrailCall> = {}): CloudTrailRecord =>
  cloudTrailRecord({ eventSource, eventName, accountId: ACCOUNT, ...more });

const LOGIN = consoleLogin({ accountId: ACCOUNT, by: rootUser(ACCOUNT), mfa: true });

const UNUSUAL = insight(ACCOUNT, {
  state: "Start",
  eventSource: "ssm.amazonaws.com",
  eventName: "UpdateInstanceInformation",
  insightType: "ApiCallRateInsight",
});

const ROTATION = call("kms.amazonaws.com", "RotateKey", { eventType: "AwsServiceEvent", by: awsInternal(ACCOUNT) });

const OBJECT = { accountId: ACCOUNT, by: administrator(ACCOUNT), bucketName: "records", key: "a.json" };

describe("the event of a record", () => {
  it("has the record for detail, and where it is from around it", () => {
    const record = call("kms.amazonaws.com", "ScheduleKeyDeletion", { region: "ap-southeast-2" });
    expect(eventBridgeEvents(record)).toEqual({
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      "detail-type": "AWS API Call via CloudTrail",
      source: "aws.kms",
      account: ACCOUNT,
      time: "2026-11-20T09:15:00Z",
      region: "ap-southeast-2",
      resources: [],
      detail: record,
    });
  });

  it.each<[detailType: string, source: string, record: CloudTrailRecord | CloudTrailInsight]>([
    ["AWS API Call via CloudTrail", "aws.cloudtrail", call("cloudtrail.amazonaws.com", "StopLogging")],
    ["AWS API Call via CloudTrail", "aws.monitoring", call("monitoring.amazonaws.com", "DeleteAlarms")],
    ["AWS API Call via CloudTrail", "aws.s3", objectEvent({ ...OBJECT, eventName: "GetObject" })],
    ["AWS Console Sign In via CloudTrail", "aws.signin", LOGIN],
    [
      "AWS Console Action via CloudTrail",
      "aws.signin",
      call("signin.amazonaws.com", "EmailUpdated", { eventType: "AwsConsoleAction" }),
    ],
    ["AWS Service Event via CloudTrail", "aws.kms", ROTATION],
    [
      "AWS Network Activity Event via CloudTrail",
      "aws.kms",
      call("kms.amazonaws.com", "Decrypt", { eventType: "AwsVpceEvent" }),
    ],
    ["AWS Insight via CloudTrail", "aws.cloudtrail", UNUSUAL],
  ])("is a %s from %s", (detailType, source, record) => {
    expect(eventBridgeEvents(record)).toMatchObject({ "detail-type": detailType, source });
  });

  it.each(SIGN_IN_DETAIL_TYPES)("of a sign-in may be spelled %s", (detailType) => {
    expect(eventBridgeEvents(LOGIN, detailType)?.["detail-type"]).toBe(detailType);
  });

  it("is sent up to CloudTrail's limit, and not a byte beyond", () => {
    const padded = (length: number) =>
      call("s3.amazonaws.com", "PutBucketTagging", { requestParameters: padding(length) });
    const room = EVENT_SIZE_LIMIT - JSON.stringify(padded(0)).length;
    expect(eventBridgeEvents(padded(room))).toBeDefined();
    expect(eventBridgeEvents(padded(room + 1))).toBeUndefined();
    expect(deliveredTo("ENABLED", padded(room + 1))).toBe(false);
  });

  function padding(length: number): CloudTrailCall["requestParameters"] {
    return { tagging: "x".repeat(length) };
  }
});

describe("a rule is given", () => {
  const STATES: readonly RuleState[] = ["DISABLED", "ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"];

  it.each<[what: string, record: CloudTrailRecord | CloudTrailInsight, to: readonly boolean[]]>([
    ["a write", call("s3.amazonaws.com", "PutBucketPolicy"), [false, true, true]],
    ["a read", call("kms.amazonaws.com", "GetKeyPolicy"), [false, false, true]],
    ["a read by another name", call("sts.amazonaws.com", "AssumeRole", { readOnly: true }), [false, false, true]],
    ["GetSessionToken", call("sts.amazonaws.com", "GetSessionToken"), [false, true, true]],
    ["GetFederationToken", call("sts.amazonaws.com", "GetFederationToken"), [false, true, true]],
    ["a namesake of it", call("example.amazonaws.com", "GetSessionToken"), [false, false, true]],
    ["a data event that reads", objectEvent({ ...OBJECT, eventName: "GetObject" }), [false, true, true]],
    ["a data event that writes", objectEvent({ ...OBJECT, eventName: "PutObject" }), [false, true, true]],
    ["a sign-in", LOGIN, [false, true, true]],
    ["a service event", ROTATION, [false, true, true]],
    ["an Insight", UNUSUAL, [false, true, true]],
  ])("%s, as its state is", (_, record, to) => {
    expect(STATES.map((state) => deliveredTo(state, record))).toEqual(to);
  });
});

describe("an event that is no record", () => {
  it("of an alarm comes from aws.cloudwatch, and has both states", () => {
    expect(alarmStateChange({ alarmName: "root-used", accountId: ACCOUNT })).toMatchObject({
      "detail-type": "CloudWatch Alarm State Change",
      source: "aws.cloudwatch",
      account: ACCOUNT,
      region: "eu-central-1",
      resources: [`arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:alarm:root-used`],
      detail: { alarmName: "root-used", state: { value: "ALARM" }, previousState: { value: "OK" } },
    });
  });

  it("of a deleted object names who asked", () => {
    expect(objectDeleted({ bucketName: "logs", key: "a.gz", accountId: ACCOUNT })).toMatchObject({
      "detail-type": "Object Deleted",
      source: "aws.s3",
      resources: ["arn:aws:s3:::logs"],
      detail: {
        bucket: { name: "logs" },
        object: { key: "a.gz" },
        requester: ACCOUNT,
        "source-ip-address": "192.0.2.10",
        reason: "DeleteObject",
        "deletion-type": "Delete Marker Created",
      },
    });
  });

  it("of an expired object comes from S3 itself", () => {
    const { detail } = objectDeleted({
      bucketName: "logs",
      key: "a.gz",
      accountId: ACCOUNT,
      reason: "Lifecycle Expiration",
      deletionType: "Permanently Deleted",
    });
    expect(detail).toMatchObject({
      requester: "s3.amazonaws.com",
      reason: "Lifecycle Expiration",
      "deletion-type": "Permanently Deleted",
    });
    expect(detail).not.toHaveProperty("source-ip-address");
  });

  it("of our own has what we put", () => {
    const event = { source: "org-audit", detailType: "Finding", detail: { check: "trail" }, accountId: ACCOUNT };
    expect(customEvent(event)).toMatchObject({
      "detail-type": "Finding",
      source: "org-audit",
      account: ACCOUNT,
      detail: { check: "trail" },
    });
  });

  it("of our own cannot come from AWS", () => {
    const forged = { source: "aws.cloudtrail", detailType: "Finding", detail: {}, accountId: ACCOUNT };
    expect(() => customEvent(forged)).toThrow("EventBridge refuses events from aws.cloudtrail");
  });
});

describe("an Insight", () => {
  it("starts and ends under one shared id", () => {
    const { state: _, insightContext: __, ...about } = UNUSUAL.insightDetails;
    const end = insight(ACCOUNT, { ...about, state: "End" });
    expect(end.sharedEventID).toBe(UNUSUAL.sharedEventID);
    expect(end.eventID).not.toBe(UNUSUAL.eventID);
  });

  it("has no caller and no event of its own", () => {
    for (const field of ["userIdentity", "eventSource", "eventName", "readOnly", "managementEvent"]) {
      expect(UNUSUAL).not.toHaveProperty(field);
    }
  });
});
