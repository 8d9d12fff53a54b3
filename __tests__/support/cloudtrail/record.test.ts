import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invocation, objectEvent } from "./data-events";
import { administrator, awsService, iamUser, permissionSetSession } from "./identities";
import {
  type CloudTrailCall,
  type CloudTrailRecord,
  cloudTrailRecord,
  consoleLogin,
  denied,
  inRegion,
  omitted,
} from "./record";

const ACCOUNT = "123456789012";

const PUT_BUCKET_POLICY: CloudTrailCall = {
  eventSource: "s3.amazonaws.com",
  eventName: "PutBucketPolicy",
  accountId: ACCOUNT,
  requestParameters: { bucketName: "logs" },
};

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("a record", () => {
  it("is complete: a write of an administrator, through the API", () => {
    expect(cloudTrailRecord(PUT_BUCKET_POLICY)).toEqual({
      eventVersion: "1.11",
      userIdentity: administrator(ACCOUNT),
      eventTime: "2026-11-20T09:15:00Z",
      eventSource: "s3.amazonaws.com",
      eventName: "PutBucketPolicy",
      awsRegion: "eu-central-1",
      sourceIPAddress: "192.0.2.10",
      userAgent: expect.stringContaining("aws-cli/"),
      requestParameters: { bucketName: "logs" },
      responseElements: null,
      requestID: expect.stringMatching(GUID),
      eventID: expect.stringMatching(GUID),
      readOnly: false,
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: ACCOUNT,
      eventCategory: "Management",
      tlsDetails: {
        tlsVersion: "TLSv1.3",
        cipherSuite: "TLS_AES_128_GCM_SHA256",
        clientProvidedHostHeader: "s3.eu-central-1.amazonaws.com",
      },
    });
  });

  it("has no field that is undefined", () => {
    expect(Object.values(cloudTrailRecord(PUT_BUCKET_POLICY))).not.toContain(undefined);
  });

  it.each([
    ["DescribeTrails", undefined, true],
    ["GetTrailStatus", undefined, true],
    ["ListTrails", undefined, true],
    ["StopLogging", undefined, false],
    ["AssumeRole", true, true],
    ["GetSigninToken", false, false],
  ])("of %s is read-only by its name, unless the test says (%s)", (eventName, readOnly, expected) => {
    expect(cloudTrailRecord({ ...PUT_BUCKET_POLICY, eventName, readOnly }).readOnly).toBe(expected);
  });

  it.each([
    ["iam.amazonaws.com", "us-east-1"],
    ["organizations.amazonaws.com", "us-east-1"],
    ["signin.amazonaws.com", "us-east-1"],
    ["kms.amazonaws.com", "eu-central-1"],
  ])("of %s is in %s", (eventSource, region) => {
    expect(cloudTrailRecord({ ...PUT_BUCKET_POLICY, eventSource }).awsRegion).toBe(region);
  });

  it("of a service's call has the service for address and agent, and no TLS", () => {
    const record = cloudTrailRecord({ ...PUT_BUCKET_POLICY, by: awsService("cloudtrail.amazonaws.com") });
    expect(record.sourceIPAddress).toBe("cloudtrail.amazonaws.com");
    expect(record.userAgent).toBe("cloudtrail.amazonaws.com");
    expect(record).not.toHaveProperty("tlsDetails");
  });

  it("of a service event has no request id", () => {
    expect(cloudTrailRecord({ ...PUT_BUCKET_POLICY, eventType: "AwsServiceEvent" })).not.toHaveProperty("requestID");
  });

  it("is JSON, whatever its parameters, and the same for the same call", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (requestParameters) => {
        const call = { ...PUT_BUCKET_POLICY, requestParameters };
        const record = cloudTrailRecord(call);
        expect(JSON.parse(JSON.stringify(record))).toEqual(record);
        expect(cloudTrailRecord(call).eventID).toBe(record.eventID);
      }),
      { numRuns: 30 },
    );
  });

  it("has an id of its own", () => {
    const one = cloudTrailRecord(PUT_BUCKET_POLICY);
    const records = [one, cloudTrailRecord({ ...PUT_BUCKET_POLICY, eventName: "PutBucketAcl" }), denied(one)];
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(records.length);
  });
});

describe("a data event", () => {
  const by = administrator(ACCOUNT);
  const functionArn = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:export`;
  const object = { accountId: ACCOUNT, by, bucketName: "records", key: "a.json" };

  it.each<[what: string, record: CloudTrailRecord, readOnly: boolean, arn: string]>([
    ["GetObject", objectEvent({ ...object, eventName: "GetObject" }), true, "arn:aws:s3:::records/a.json"],
    ["HeadObject", objectEvent({ ...object, eventName: "HeadObject" }), true, "arn:aws:s3:::records/a.json"],
    ["DeleteObject", objectEvent({ ...object, eventName: "DeleteObject" }), false, "arn:aws:s3:::records/a.json"],
    ["Invoke", invocation({ accountId: ACCOUNT, by, functionArn }), false, functionArn],
  ])("is no management event, and names what it is of: %s", (_, record, readOnly, ARN) => {
    expect(record).toMatchObject({ managementEvent: false, eventCategory: "Data", readOnly });
    expect(record.resources).toContainEqual(expect.objectContaining({ ARN }));
  });
});

describe("a variant", () => {
  const record = cloudTrailRecord({ ...PUT_BUCKET_POLICY, responseElements: { done: true } });

  it("denied, names the caller and the action, and answers nothing", () => {
    expect(denied(record)).toMatchObject({
      errorCode: "AccessDenied",
      errorMessage: expect.stringMatching(
        /^User: arn:aws:sts::123456789012:assumed-role\/Administrator\/alice is not authorized to perform: s3:PutBucketPolicy /,
      ),
      requestParameters: { bucketName: "logs" },
      responseElements: null,
    });
  });

  it("denied, has the code that its service gives", () => {
    expect(denied(record, "Client.UnauthorizedOperation").errorCode).toBe("Client.UnauthorizedOperation");
  });

  it("omitted, says nothing of what was asked for", () => {
    expect(omitted(record).requestParameters).toEqual({
      omitted: true,
      originalSize: 102_401,
      reason: "requestParameters too large",
    });
  });

  it("in another Region, differs in nothing else", () => {
    const elsewhere = inRegion(record, "ap-southeast-2");
    const { awsRegion, tlsDetails, eventID, requestID, ...rest } = elsewhere;
    expect(awsRegion).toBe("ap-southeast-2");
    expect(tlsDetails).toMatchObject({ clientProvidedHostHeader: "s3.ap-southeast-2.amazonaws.com" });
    expect(record).toMatchObject(rest);
    expect([eventID, requestID]).not.toContain(record.eventID);
    expect(inRegion(elsewhere, "eu-central-1")).toEqual(record);
  });

  it("in another Region, of a service's call has no TLS either", () => {
    const ofService = cloudTrailRecord({ ...PUT_BUCKET_POLICY, by: awsService("cloudtrail.amazonaws.com") });
    expect(inRegion(ofService, "us-east-1")).not.toHaveProperty("tlsDetails");
  });
});

describe("a sign-in to the console", () => {
  const user = iamUser(ACCOUNT, "anaya");

  it.each<[what: string, record: CloudTrailRecord, used: string, result: string, errorMessage: string | undefined]>([
    ["with MFA", consoleLogin({ accountId: ACCOUNT, by: user, mfa: true }), "Yes", "Success", undefined],
    [
      "through Identity Center",
      consoleLogin({ accountId: ACCOUNT, by: permissionSetSession(ACCOUNT, "Developer"), mfa: false }),
      "No",
      "Success",
      undefined,
    ],
    [
      "that failed",
      consoleLogin({ accountId: ACCOUNT, by: user, mfa: false, failed: true }),
      "No",
      "Failure",
      "Failed authentication",
    ],
  ])("%s is as AWS documents it", (_, record, MFAUsed, result, errorMessage) => {
    expect(record).toMatchObject({
      eventSource: "signin.amazonaws.com",
      eventName: "ConsoleLogin",
      eventType: "AwsConsoleSignIn",
      readOnly: false,
      requestParameters: null,
      responseElements: { ConsoleLogin: result },
      additionalEventData: { MFAUsed },
    });
    expect(record.errorMessage).toBe(errorMessage);
    expect(record).not.toHaveProperty("requestID");
  });
});
