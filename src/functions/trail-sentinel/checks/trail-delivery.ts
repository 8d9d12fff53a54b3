import type { Expectation, Limits } from "../declaration";
import type { Deviation, Severity } from "../finding";
import type { Delivery, Observation, TrailStatus } from "../observation";
import { type Check, MINUTE } from "./check";

interface Channel {
  readonly what: string;
  readonly severity: Severity;
  readonly deliveryOf: (status: TrailStatus) => Delivery;
  /** Undefined: only an error tells, because nobody says how often it should be. */
  readonly limitOf?: (limits: Limits) => number;
  readonly remedy: string;
}

/** Each may fail while the others go on. */
const CHANNELS: readonly Channel[] = [
  {
    what: "Log files to the archive",
    severity: "critical",
    deliveryOf: ({ logFiles }) => logFiles,
    limitOf: ({ deliveryMinutes }) => deliveryMinutes,
    remedy: "Apply the log-archive stack: the bucket policy and the key policy must let this trail write.",
  },
  {
    what: "Digests to the archive",
    severity: "high",
    deliveryOf: ({ digests }) => digests,
    limitOf: ({ digestMinutes }) => digestMinutes,
    remedy: "Apply the log-archive stack, then the management stack: log file validation must be on.",
  },
  {
    what: "Events to the log group",
    severity: "high",
    deliveryOf: ({ cloudWatchLogs }) => cloudWatchLogs,
    limitOf: ({ deliveryMinutes }) => deliveryMinutes,
    remedy: "Apply the management stack: the trail's role must be allowed to write to its log group.",
  },
  {
    what: "Notifications to the delivery topic",
    severity: "medium",
    deliveryOf: ({ notifications }) => notifications,
    remedy: "Apply the management stack: the topic's policy and its key must let this trail publish.",
  },
];

/**
 * Whether the trail delivers. Asked of the home Region, because GetTrailStatus answers for one Region; whether the others
 * deliver, the digests tell (`coverage-check`).
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export const trailDeliveryCheck: Check = { id: "trail-delivery-check", find: deliveryDeviations };

export function deliveryDeviations(
  expectation: Expectation,
  { status }: Pick<Observation, "status">,
  now: Date,
): readonly Deviation[] {
  if ("unreadable" in status) return [];
  const subject = expectation.trail.arn;
  if (status.value === undefined) {
    return [
      {
        severity: "critical",
        subject,
        what: "There is no such trail, so nothing is delivered",
        remedy: "Apply the management stack.",
      },
    ];
  }
  const found = status.value;
  const errors = CHANNELS.flatMap((channel) => errorOf(channel, found));
  const silence = found.logging
    ? CHANNELS.flatMap((channel) => silenceOf(channel, found, expectation, now))
    : [notLogging(found)];
  return [...silence, ...errors].map((deviation) => ({ ...deviation, subject }));
}

type Said = Omit<Deviation, "subject">;

function notLogging({ stoppedAt }: TrailStatus): Said {
  return {
    severity: "critical",
    what: `The trail is not logging${stoppedAt === undefined ? "" : `, since ${said(stoppedAt)}`}`,
    remedy: "Run: aws cloudtrail start-logging; then find who stopped it, in CloudTrail's event history.",
  };
}

function errorOf({ what, severity, deliveryOf, remedy }: Channel, status: TrailStatus): readonly Said[] {
  const { error } = deliveryOf(status);
  return error === undefined || error === "" ? [] : [{ severity, what: `${what} failed: ${error}`, remedy }];
}

function silenceOf(channel: Channel, status: TrailStatus, { limits }: Expectation, now: Date): readonly Said[] {
  if (channel.limitOf === undefined) return [];
  const limit = channel.limitOf(limits);
  const { at } = channel.deliveryOf(status);
  // A start of logging excuses only a trail that never delivered: otherwise repeating StartLogging would hide any silence.
  const since = at ?? status.startedAt;
  if (since !== undefined && now.getTime() - since.getTime() <= limit * MINUTE) return [];
  const last = at === undefined ? "were never delivered" : `were last delivered at ${said(at)}`;
  return [
    {
      severity: channel.severity,
      what: `${channel.what} ${last}; the limit is ${limit} minutes`,
      remedy: channel.remedy,
    },
  ];
}

function said(time: Date): string {
  return Number.isNaN(time.getTime()) ? "an unknown time" : time.toISOString();
}
