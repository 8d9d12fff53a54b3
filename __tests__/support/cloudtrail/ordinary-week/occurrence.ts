import type { Organization } from "../../../../src/config/organization";
import type { Identity } from "../identities";
import { type CloudTrailCall, type CloudTrailRecord, cloudTrailRecord } from "../record";

/** Something that happens again and again where nothing is wrong. */
export interface Occurrence {
  /** In one line: who does what. */
  readonly what: string;
  readonly perWeek: number;
  /** The page that shows such a record, or says that the service makes the call. */
  readonly page: string;
  /** Why somebody is to hear of it all the same. @default - nobody is */
  readonly news?: string;
  /** What CloudTrail records of it, within a few minutes. */
  readonly records: readonly CloudTrailRecord[];
}

/** How often people and pipelines of an organization do what all do. */
export interface Habits {
  /** Plans of every stack: each pull request's, and one a night. */
  readonly plans: number;
  readonly applies: number;
  /** Releases of a team, in each workload account. */
  readonly releases: number;
  /** Account from which a posture scanner visits every account each hour. @default - there is none */
  readonly scannedFrom?: string;
}

/** Of organizations that are not here, the example's. */
const HABITS: Readonly<Record<string, Habits>> = {
  askflorence: { plans: 12, applies: 1, releases: 15 },
  example: { plans: 21, applies: 1, releases: 25, scannedFrom: "999988887777" },
};

export const habitsOf = ({ name }: Organization): Habits => HABITS[name] ?? (HABITS.example as Habits);

/** Calls by one caller in one account and Region, which an occurrence consists of. */
export interface Caller {
  readonly by: Identity;
  readonly accountId: string;
  readonly region: string;
  /** Of a service: what CloudTrail has in place of an address. */
  readonly sourceIPAddress?: string;
}

type Parameters = CloudTrailCall["requestParameters"];

/** @param event `service:EventName`, as CloudTrail names both */
export function made(
  caller: Caller,
  event: string,
  requestParameters?: Parameters,
  more: Partial<CloudTrailCall> = {},
): CloudTrailRecord {
  const [service = "", eventName = ""] = event.split(":");
  const global = service === "iam" || service === "organizations";
  return cloudTrailRecord({
    eventSource: `${service}.amazonaws.com`,
    eventName,
    accountId: caller.accountId,
    by: caller.by,
    region: global ? "us-east-1" : caller.region,
    ...(caller.sourceIPAddress === undefined
      ? {}
      : { sourceIPAddress: caller.sourceIPAddress, userAgent: caller.sourceIPAddress }),
    ...(requestParameters === undefined ? {} : { requestParameters }),
    ...more,
  });
}

/** Several reads of one service. */
export const reads = (caller: Caller, service: string, ...names: readonly string[]): readonly CloudTrailRecord[] =>
  names.map((name) => made(caller, `${service}:${name}`, undefined, { readOnly: true }));
