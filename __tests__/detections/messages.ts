import type { Organization } from "../../src/config/organization";
import { DETECTIONS, type DetectionId } from "../../src/detections";
import type { Detection } from "../../src/detections/detection";
import { guid } from "../support/cloudtrail/deterministic-ids";
import type { Occurrence } from "../support/cloudtrail/ordinary-week/occurrence";
import type { CloudTrailRecord } from "../support/cloudtrail/record";
import { watchOf } from "./watch";

/** How a message comes: an alarm's by the alarm topic, a rule's by the event topic. */
export type Way = "alarm" | "event";

/** So many messages of a detection on a way. */
export interface Messages {
  readonly id: DetectionId;
  readonly way: Way;
  readonly count: number;
}

const MINUTES_OF_A_WEEK = 7 * 24 * 60;

/** What happens in so many days sends so many messages. */
export function messagesOf(
  organization: Organization,
  occurrences: readonly Occurrence[],
  days = 7,
): readonly Messages[] {
  const happened = occurrences.flatMap((occurrence) =>
    minutesOf(occurrence, days).flatMap((minute) => occurrence.records.map((record) => ({ minute, record }))),
  );
  return [...alarms(organization, happened), ...events(organization, happened)]
    .filter(({ count }) => count > 0)
    .sort((one, other) => one.id.localeCompare(other.id) || one.way.localeCompare(other.way));
}

interface Happened {
  readonly minute: number;
  readonly record: CloudTrailRecord;
}

/** Evenly over the days, each kind from a moment of its own. */
function minutesOf({ what, perWeek }: Occurrence, days: number): readonly number[] {
  const apart = MINUTES_OF_A_WEEK / perWeek;
  const first = (Number.parseInt(guid(what).slice(0, 8), 16) / 0xffffffff) * apart;
  const count = Math.floor((days * 24 * 60 - first) / apart) + 1;
  return Array.from({ length: count }, (_, index) => Math.floor(first + index * apart));
}

/**
 * An alarm sends one message when it goes into ALARM, and none while it stays there: periods in a row are one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
function alarms(organization: Organization, happened: readonly Happened[]): readonly Messages[] {
  const { maybeCounted } = watchOf(organization);
  const minutes = grouped(happened.map(({ minute, record }) => ({ minute, ids: maybeCounted(record) })));
  return [...minutes].map(([id, at]) => {
    const { threshold = 1, periodMinutes = 5 } = thresholdOf(DETECTIONS[id]);
    const counts = new Map<number, number>();
    for (const minute of at) {
      const period = Math.floor(minute / periodMinutes);
      counts.set(period, (counts.get(period) ?? 0) + 1);
    }
    const inAlarm = (period: number) => (counts.get(period) ?? 0) >= threshold;
    return {
      id,
      way: "alarm",
      count: [...counts.keys()].filter((period) => inAlarm(period) && !inAlarm(period - 1)).length,
    };
  });
}

function thresholdOf(detection: Detection): { readonly threshold?: number; readonly periodMinutes?: number } {
  return detection.kind === "events" || detection.kind === "benchmark" ? detection : {};
}

/** A rule sends a message for each event. */
function events(organization: Organization, happened: readonly Happened[]): readonly Messages[] {
  const { messages } = watchOf(organization);
  const told = grouped(happened.map(({ minute, record }) => ({ minute, ids: messages(record) })));
  return [...told].map(([id, at]) => ({ id, way: "event", count: at.length }));
}

function grouped(
  seen: readonly { readonly minute: number; readonly ids: readonly DetectionId[] }[],
): ReadonlyMap<DetectionId, readonly number[]> {
  const minutes = new Map<DetectionId, number[]>();
  for (const { minute, ids } of seen) {
    for (const id of ids) minutes.set(id, [...(minutes.get(id) ?? []), minute]);
  }
  return minutes;
}

/** @param way @default both */
export const total = (messages: readonly Messages[], way?: Way): number =>
  messages.filter((one) => way === undefined || one.way === way).reduce((sum, { count }) => sum + count, 0);
