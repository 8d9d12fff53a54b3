import type { Organization } from "../../config/organization";
import type { AssumptionName } from "./prices";
import { DAYS, digestRegions, HOURS, type Usage } from "./usage";

export const GB = 1e9;

/** What a month of the trail amounts to. */
export interface Traffic {
  readonly events: number;
  readonly writes: number;
  /** Log files that are delivered. */
  readonly files: number;
  /** Bytes of one, compressed. */
  readonly fileBytes: number;
  readonly digests: number;
  /** GB of events, as JSON. */
  readonly eventGigabytes: number;
  /** GB of log files. */
  readonly logGigabytes: number;
  readonly digestGigabytes: number;
}

/** CloudTrail delivers about every five minutes. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
const DELIVERIES = HOURS * 12;

/** @param assume the value of an assumption */
export function trafficOf(organization: Organization, usage: Usage, assume: (name: AssumptionName) => number): Traffic {
  const { accounts, regions, eventsPerMonth: events } = usage;
  const places = accounts * regions;
  const files = places * Math.min(DELIVERIES, events / places);
  const eventGigabytes = (events * assume("eventBytes")) / GB;
  const logGigabytes = eventGigabytes * assume("logCompression");
  // One an hour from each Region that is on, whether or not anything happened there.
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
  const digests = accounts * digestRegions(organization, usage) * DAYS * 24;
  return {
    events,
    writes: events * assume("writeShare"),
    files,
    fileBytes: (logGigabytes * GB) / files,
    digests,
    eventGigabytes,
    logGigabytes,
    digestGigabytes: (digests * assume("digestBytes")) / GB,
  };
}
