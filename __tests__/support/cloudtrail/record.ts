import { guid } from "./deterministic-ids";
import { administrator, type Identity } from "./identities";

/**
 * CloudTrail records for the tests of what watches them: shaped as AWS documents them, written for this project, none
 * copied from an account. Plain JSON: a field is absent or has a value, and is never undefined.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface CloudTrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: Identity;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Fields | null;
  readonly responseElements: Fields | null;
  readonly additionalEventData?: Fields;
  readonly requestID?: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly Fields[];
  readonly eventType: EventType;
  /** AWS says that it is optional, unlike `eventCategory`. */
  readonly managementEvent?: boolean;
  readonly recipientAccountId: string;
  readonly sharedEventID?: string;
  readonly serviceEventDetails?: Fields;
  readonly vpcEndpointId?: string;
  readonly eventCategory: EventCategory;
  readonly tlsDetails?: Fields;
  readonly sessionCredentialFromConsole?: "true";
}

export type Fields = Readonly<Record<string, unknown>>;

export type EventType = "AwsApiCall" | "AwsServiceEvent" | "AwsConsoleAction" | "AwsConsoleSignIn" | "AwsVpceEvent";

export type EventCategory = "Management" | "Data" | "NetworkActivity";

/** What a test says of a record. The rest follows from it. */
export interface CloudTrailCall {
  /** `s3.amazonaws.com` */
  readonly eventSource: string;
  /** CloudTrail's name of the event, which is not always IAM's of the action: `UpdateFunctionCode20150331v2`. */
  readonly eventName: string;
  /** Account whose log has the record. */
  readonly accountId: string;
  /** @default us-east-1 for a global service, else eu-central-1, the home Region of organizations/example.ts */
  readonly region?: string;
  /** @default true where the name begins with Describe, Get or List */
  readonly readOnly?: boolean;
  /** @default an administrator of the account, in an assumed role */
  readonly by?: Identity;
  /** @default null */
  readonly requestParameters?: Fields | null;
  /** @default null */
  readonly responseElements?: Fields | null;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** @default "AwsApiCall" */
  readonly eventType?: EventType;
  /** @default true */
  readonly managementEvent?: boolean;
  /** @default "Management", or "Data" where `managementEvent` is false */
  readonly eventCategory?: EventCategory;
  readonly resources?: readonly Fields[];
  readonly additionalEventData?: Fields;
  readonly serviceEventDetails?: Fields;
  readonly sharedEventID?: string;
  readonly vpcEndpointId?: string;
  /** @default a TEST-NET address, or the service that calls */
  readonly sourceIPAddress?: string;
  /** @default the AWS CLI, or the service that calls */
  readonly userAgent?: string;
  readonly sessionCredentialFromConsole?: "true";
}

export const EVENT_TIME = "2026-11-20T09:15:00Z";

/**
 * Services whose events are in us-east-1 alone, as far as tests need them; a sign-in may be elsewhere.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
const GLOBAL_SERVICES: readonly string[] = [
  "account.amazonaws.com",
  "cloudfront.amazonaws.com",
  "iam.amazonaws.com",
  "organizations.amazonaws.com",
  "route53.amazonaws.com",
  "signin.amazonaws.com",
];

/** The record of a call; by default an administrator's of the account, who writes, in a management event. */
export function cloudTrailRecord(call: CloudTrailCall): CloudTrailRecord {
  const { eventSource, eventName, accountId, by = administrator(accountId) } = call;
  const awsRegion = call.region ?? (GLOBAL_SERVICES.includes(eventSource) ? "us-east-1" : "eu-central-1");
  const eventType = call.eventType ?? "AwsApiCall";
  const managementEvent = call.managementEvent ?? true;
  return identified({
    eventVersion: "1.11",
    userIdentity: by,
    eventTime: EVENT_TIME,
    eventSource,
    eventName,
    awsRegion,
    // Of a call by a service, CloudTrail records the service's DNS name in both fields.
    sourceIPAddress: call.sourceIPAddress ?? by.invokedBy ?? "192.0.2.10",
    userAgent: call.userAgent ?? by.invokedBy ?? "aws-cli/2.31.0 md/awscrt#0.27.6 exec-env/none",
    errorCode: call.errorCode,
    errorMessage: call.errorMessage,
    requestParameters: call.requestParameters ?? null,
    responseElements: call.responseElements ?? null,
    additionalEventData: call.additionalEventData,
    readOnly: call.readOnly ?? /^(?:Describe|Get|List)/.test(eventName),
    resources: call.resources,
    eventType,
    managementEvent,
    recipientAccountId: accountId,
    sharedEventID: call.sharedEventID,
    serviceEventDetails: call.serviceEventDetails,
    vpcEndpointId: call.vpcEndpointId,
    eventCategory: call.eventCategory ?? (managementEvent ? "Management" : "Data"),
    tlsDetails: by.invokedBy === undefined ? tlsDetails(eventSource, awsRegion) : undefined,
    sessionCredentialFromConsole: call.sessionCredentialFromConsole,
  });
}

/** The same call, refused. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function denied(record: CloudTrailRecord, errorCode = "AccessDenied"): CloudTrailRecord {
  const { userIdentity, eventSource, eventName } = record;
  const caller = userIdentity.arn ?? userIdentity.invokedBy ?? "anonymous";
  const action = `${prefixOf(eventSource)}:${eventName}`;
  return identified({
    ...record,
    errorCode,
    errorMessage: `User: ${caller} is not authorized to perform: ${action} with an explicit deny in a service control policy`,
    responseElements: null,
  });
}

/**
 * The same call with more than 100 KB of parameters, which CloudTrail leaves out: nothing in them can be matched. The
 * page above gives the limit and `omitted`; the two fields beside it are what is seen in practice.
 */
export function omitted(record: CloudTrailRecord): CloudTrailRecord {
  return identified({
    ...record,
    requestParameters: { omitted: true, originalSize: 102_401, reason: "requestParameters too large" },
  });
}

/** The same call in another Region. ARNs in its parameters stay as they are. */
export function inRegion(record: CloudTrailRecord, region: string): CloudTrailRecord {
  return identified({
    ...record,
    awsRegion: region,
    tlsDetails: record.tlsDetails && tlsDetails(record.eventSource, region),
  });
}

export interface ConsoleLogin {
  readonly accountId: string;
  readonly by: Identity;
  readonly mfa: boolean;
  /** @default false */
  readonly failed?: boolean;
  /** @default us-east-1, where root's are always recorded */
  readonly region?: string;
}

/**
 * A sign-in to the console. Through a federation MFAUsed is "No", whatever its identity provider asked for: that is why
 * the benchmark's 4.2 asks for IAM users alone.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export function consoleLogin({ accountId, by, mfa, failed = false, region }: ConsoleLogin): CloudTrailRecord {
  return cloudTrailRecord({
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    accountId,
    by,
    region,
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    errorMessage: failed ? "Failed authentication" : undefined,
    responseElements: { ConsoleLogin: failed ? "Failure" : "Success" },
    additionalEventData: {
      LoginTo: "https://console.aws.amazon.com/console/home",
      MobileVersion: "No",
      MFAUsed: mfa ? "Yes" : "No",
    },
  });
}

/** Gives a record the ids that follow from the rest of it, and takes out what is undefined. */
function identified(fields: Omit<CloudTrailRecord, "eventID" | "requestID">): CloudTrailRecord {
  const unidentified = { ...fields, requestID: undefined, eventID: undefined };
  const seed = JSON.stringify(unidentified);
  const requestID = fields.eventType === "AwsApiCall" ? guid(`request ${seed}`) : undefined;
  return JSON.parse(JSON.stringify({ ...unidentified, requestID, eventID: guid(seed) }));
}

function tlsDetails(eventSource: string, region: string): Fields {
  return {
    tlsVersion: "TLSv1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    clientProvidedHostHeader: GLOBAL_SERVICES.includes(eventSource)
      ? eventSource
      : `${prefixOf(eventSource)}.${region}.amazonaws.com`,
  };
}

/** `s3` of `s3.amazonaws.com`. */
export function prefixOf(eventSource: string): string {
  return eventSource.replace(/\.amazonaws\.com$/, "");
}
