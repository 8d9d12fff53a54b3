import type { EventSelector, PolicyType } from "./declaration";

/** What AWS answered, or why there is no answer. */
export type Answer<T> = { readonly value: T } | { readonly unreadable: string };

/** Why there is no answer where the invocation's time ended first. */
export const TIME_RAN_OUT = "time ran out before it was checked";

/** Everything one run of the sentinel sees. */
export interface Observation {
  /** Undefined: there is no such trail. */
  readonly trail: Answer<Trail | undefined>;
  readonly status: Answer<TrailStatus | undefined>;
  /** Advanced event selectors; none where the trail has basic ones. */
  readonly selectors: Answer<readonly EventSelector[]>;
  /** Types of Insights events that are on for management events. */
  readonly insights: Answer<readonly string[]>;
  readonly root: Answer<Root>;
  /** Service principals with trusted access. */
  readonly trustedServices: Answer<readonly string[]>;
  /** One for each declared policy. */
  readonly policies: readonly ObservedPolicy[];
  /** One for each declared path. */
  readonly units: readonly ObservedUnit[];
  readonly accounts: Answer<readonly Account[]>;
  /** Ids of the accounts in the guarded units and below; `everywhere` where the root is guarded. */
  readonly guardedAccounts: Answer<ReadonlySet<string> | "everywhere">;
  /** One for each active account that is old enough to have digests. */
  readonly coverage: readonly AccountCoverage[];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html */
export interface Trail {
  readonly homeRegion: string | undefined;
  readonly bucketName: string | undefined;
  readonly keyPrefix: string | undefined;
  readonly keyArn: string | undefined;
  readonly logGroupArn: string | undefined;
  readonly logsRoleArn: string | undefined;
  readonly topicArn: string | undefined;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly globalServiceEvents: boolean;
  readonly logFileValidation: boolean;
}

/** In the home Region. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html */
export interface TrailStatus {
  readonly logging: boolean;
  readonly startedAt: Date | undefined;
  readonly stoppedAt: Date | undefined;
  readonly logFiles: Delivery;
  readonly digests: Delivery;
  readonly cloudWatchLogs: Delivery;
  readonly notifications: Delivery;
}

export interface Delivery {
  readonly error: string | undefined;
  readonly at: Date | undefined;
}

export interface Root {
  readonly id: string;
  readonly enabledPolicyTypes: readonly string[];
}

export interface ObservedPolicy {
  readonly name: string;
  readonly type: PolicyType;
  /** Undefined: there is no such policy. */
  readonly content: Answer<string | undefined>;
  readonly targetIds: Answer<readonly string[]>;
}

export interface ObservedUnit {
  readonly path: string;
  /** Undefined: there is no such unit. */
  readonly id: Answer<string | undefined>;
}

export interface Account {
  readonly id: string;
  readonly active: boolean;
  readonly joinedAt: Date | undefined;
}

export interface AccountCoverage {
  readonly accountId: string;
  /** One for each governed Region. */
  readonly regions: readonly RegionCoverage[];
  /** Regions that are on in the account. Not asked where every opt-in Region has a recent digest, which proves it is on. */
  readonly enabledRegions: Answer<readonly string[]> | undefined;
}

export interface RegionCoverage {
  readonly region: string;
  /** Whether a digest was delivered within the limit. */
  readonly recentDigest: Answer<boolean>;
}
