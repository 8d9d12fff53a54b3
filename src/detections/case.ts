import type { Names } from "../naming";

/** Where cases happen: names of organizations/example.ts, and its accounts. */
export interface CaseSetting {
  readonly names: Names;
  readonly management: string;
  readonly logArchive: string;
  readonly security: string;
  /** A workload account. */
  readonly prod: string;
}

/** What a detection asks about, so that a test may not vary it: who calls, whether it works, what the call names. */
export type About = "caller" | "outcome" | "parameters";

/** What a detection must see, and near misses that it must not. Tests make CloudTrail's records of them, and vary them. */
export interface Cases {
  /** Whether one StackSet forwards from the workloads. @default false */
  readonly withStackSet?: boolean;
  /** @default - none: whoever calls, whether AWS refuses, and with its parameters left out */
  readonly about?: readonly About[];
  /** Whether it is the same in every account and Region. @default false */
  readonly anywhere?: boolean;
  readonly fires: readonly Case[];
  readonly misses: readonly Case[];
}

export type Case = CaseCall | CaseSignIn;

export interface CaseCall {
  /** `service:EventName`, as CloudTrail names both; several names of a service are several calls. */
  readonly call: string;
  /** Account in which it is recorded. */
  readonly in: string;
  /** `requestParameters`; null where CloudTrail records none. @default null */
  readonly parameters?: Readonly<Record<string, unknown>> | null;
  /** @default - an administrator of the account */
  readonly by?: CaseCaller;
  /** @default - whether the name begins with Describe, Get or List */
  readonly readOnly?: boolean;
  /** Error code with which AWS refused it. @default - none */
  readonly refused?: string;
  /** Whether the parameters were too long to be recorded. @default false */
  readonly omitted?: boolean;
  /** Of a service's own report. @default "AwsApiCall" */
  readonly eventType?: "AwsServiceEvent";
  readonly serviceEventDetails?: Readonly<Record<string, unknown>>;
}

/** A sign-in to the console. */
export interface CaseSignIn {
  readonly signIn: "with MFA" | "without MFA";
  /** Account that is signed in to. */
  readonly in: string;
  readonly by: CaseCaller;
  /** What CloudTrail says where it failed. @default - it did not */
  readonly failed?: string;
}

/** Who calls, in the account in which it is recorded. */
export type CaseCaller =
  | { readonly root: "without MFA" | "with MFA"; readonly invokedBy?: string }
  | { readonly user: string }
  | { readonly role: string; readonly session?: string; readonly invokedBy?: string }
  | { readonly permissionSet: string }
  /** @example { linkedRole: "AWSServiceRoleForSSO", of: "sso.amazonaws.com" } */
  | { readonly linkedRole: string; readonly of: string }
  /** Of another account, whose id is all that is recorded. */
  | { readonly account: string }
  /** Nobody in AWS yet: a user of an identity provider. */
  | { readonly saml: string }
  | { readonly service: string }
  /** A service that reports what it did itself. */
  | { readonly itself: true };

/** The same of events that are no records of CloudTrail's. */
export interface SignalCases {
  readonly fires: readonly CaseEvent[];
  readonly misses: readonly CaseEvent[];
}

export type CaseEvent =
  /** S3's own. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
  | {
      readonly objectDeleted: { readonly bucketName: string; readonly key: string };
      readonly in: string;
      readonly reason?: "Lifecycle Expiration";
      readonly deletionType?: "Permanently Deleted";
    }
  /** CloudWatch's own. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
  | { readonly alarm: string; readonly in: string; readonly state: "ALARM" | "OK" }
  /** One of ours, put on a bus. */
  | { readonly source: string; readonly detailType: string; readonly in: string };
