import { describe, expect, it } from "vitest";
import { askflorence, type Block, example, stackOf } from "../support/synthesized";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/** Where CloudWatch ends the window: at the evaluation, or where a period of the clock ended last. */
const WINDOWS = {
  sliding: (at: number, _period: number) => at,
  "wall-clock": (at: number, period: number) => Math.floor(at / period) * period,
};

/** How late a receipt may be: not at all; or as late as the scheduler may try, the trail deliver and the topic send. */
const LATENESS = [0, HOUR + 20 * MINUTE];

/** How long a metric may be under way until an alarm sees it. */
const METRIC_DELAYS = [0, 15 * MINUTE];

/** Seconds since a Monday at midnight of every test of some weeks, from the schedule that is emitted. */
function tests(schedule: Block, weeks: number): readonly number[] {
  const [, minute, hour, days = ""] =
    /^cron\((\d+) (\d+) \? \* ([A-Z,]+) \*\)$/.exec(String(schedule.schedule_expression)) ?? [];
  return Array.from({ length: weeks }, (_, week) =>
    days.split(",").map((day) => week * WEEK + DAYS.indexOf(day) * DAY + Number(hour) * HOUR + Number(minute) * MINUTE),
  ).flat();
}

/** Each test somewhat late, by turns as little and as much as may be: what makes gaps longest. */
function receipts(sent: readonly number[], turn: number): readonly number[] {
  return sent.map((at, index) => at + (LATENESS[(index + turn) % 2] ?? 0));
}

/**
 * Whether the alarm is in ALARM: every period of the window, as long as period times periods, is without a receipt.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html
 */
function missed(alarm: Block, window: keyof typeof WINDOWS, at: number, seen: readonly number[]): boolean {
  const period = Number(alarm.period);
  const end = WINDOWS[window](at, period);
  const start = end - period * Number(alarm.evaluation_periods);
  return !seen.some((receipt) => start < receipt && receipt <= end);
}

describe.each([
  { organization: askflorence, central: "management" },
  { organization: example, central: "security" },
])("a missed self-test of $organization.name", ({ organization, central }) => {
  const schedule = stackOf(organization, "management").at("self-test/schedule");
  const alarms = {
    alarms: stackOf(organization, "management").at("alarms/self-test-missed-by-alarms"),
    rules: stackOf(organization, central).at("audit-hub/alarms/self-test-missed-by-rules"),
  };
  const cases = Object.entries(alarms).flatMap(([by, alarm]) =>
    (["sliding", "wall-clock"] as const).flatMap((window) =>
      METRIC_DELAYS.map((delay) => ({ by, alarm, window, delay })),
    ),
  );

  /** Minutes, of two weeks after the first, at which the alarm calls. */
  const calls = ({ alarm, window, delay }: (typeof cases)[number], arrived: readonly number[]) => {
    const called: number[] = [];
    for (let at = WEEK; at < 3 * WEEK; at += MINUTE) {
      const seen = arrived.filter((receipt) => receipt + delay <= at);
      if (missed(alarm, window, at, seen)) called.push(at);
    }
    return called;
  };

  it.each(cases)("by $by is no alarm, at whatever minute a $window window is evaluated, $delay s late", (one) => {
    const sent = tests(schedule, 4);
    for (const turn of [0, 1]) expect(calls(one, receipts(sent, turn))).toEqual([]);
  });

  it.each(cases)("by $by is no alarm where any one test is lost, $window, $delay s late", (one) => {
    const sent = tests(schedule, 4);
    const inTheMiddle = sent.filter((at) => at >= WEEK && at < 2 * WEEK);
    expect(inTheMiddle.length).toBeGreaterThan(1);
    for (const lost of inTheMiddle) {
      const arrived = receipts(sent, 0).filter((_, index) => sent[index] !== lost);
      expect(calls(one, arrived)).toEqual([]);
    }
  });

  it.each(cases)("by $by is an alarm within a week of the last test that arrived, $window, $delay s late", (one) => {
    const sent = tests(schedule, 4);
    for (const last of sent.filter((at) => at >= WEEK && at < 2 * WEEK)) {
      const [first = Number.POSITIVE_INFINITY] = calls(
        one,
        sent.filter((at) => at <= last),
      );
      expect(first).toBeLessThan(last + WEEK);
    }
  });
});
