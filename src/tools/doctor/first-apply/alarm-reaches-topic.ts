import { setTimeout } from "node:timers/promises";
import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
  type StateValue,
} from "@aws-sdk/client-cloudwatch";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { check, type Deviation, ifRead, unreadOf } from "../check";

interface Rung {
  /** The alarm was not in ALARM before, so that ringing it was a change, which alone has actions. */
  readonly wasQuiet: boolean;
  readonly history: readonly AlarmHistoryItem[];
}

/** AWS notes an action within seconds. */
const ATTEMPTS = 12;
const EVERY_MILLISECONDS = 5_000;

/** Only AWS can say whether the topic's policy and its key let CloudWatch publish. */
export const alarmReachesTopic = check<Answer<Rung | undefined>>({
  id: "first-apply-alarm-reaches-topic",
  question: "Does an alarm that rings reach its topic?",
  page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html",
  regions: "home",
  asks: { management: ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms", "cloudwatch:SetAlarmState"] },
  ask: ({ management, now }, { names }) =>
    management.ask("cloudwatch:SetAlarmState", names.detection("self-test"), ({ cloudWatch }, abortSignal) =>
      ring(cloudWatch, names.detection("self-test"), now, abortSignal),
    ),
  judge: (answer, { names }) => {
    const subject = names.detection("self-test");
    const said = (what: string): Deviation => ({
      subject,
      what,
      remedy: "Run: npm run deploy management; the topic's policy and its key must let CloudWatch publish.",
    });
    return {
      seen: ifRead(answer, (rung) =>
        (rung?.history ?? []).flatMap(({ HistorySummary = "" }) =>
          HistorySummary.startsWith("Successfully executed action") ? [HistorySummary] : [],
        ),
      ),
      deviations: ifRead(answer, (rung): readonly Deviation[] => {
        if (rung === undefined) return [said("There is no such alarm")];
        return rung.history.flatMap(({ HistorySummary = "" }) =>
          HistorySummary.startsWith("Failed to execute action") ? [said(HistorySummary)] : [],
        );
      }),
      unread: [
        ...unreadOf(subject, answer),
        ...ifRead(answer, (rung) =>
          rung?.wasQuiet === false
            ? [{ subject, reason: "it is in ALARM, so ringing it changes nothing. Run this again when it is OK" }]
            : [],
        ),
      ],
    };
  },
});

async function ring(
  cloudWatch: CloudWatchClient,
  AlarmName: string,
  now: Date,
  abortSignal: AbortSignal,
): Promise<Rung | undefined> {
  const { MetricAlarms: [alarm] = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }), {
    abortSignal,
  });
  if (alarm === undefined) return undefined;
  if (alarm.StateValue === "ALARM") return { wasQuiet: false, history: [] };
  const put = (StateValue: StateValue | undefined) =>
    cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "org-trail doctor --first-apply" }));
  await put("ALARM");
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { AlarmHistoryItems = [] } = await cloudWatch.send(
        new DescribeAlarmHistoryCommand({ AlarmName, HistoryItemType: "Action", StartDate: now, EndDate: new Date() }),
        { abortSignal },
      );
      if (AlarmHistoryItems.length > 0) return { wasQuiet: true, history: AlarmHistoryItems };
      await setTimeout(EVERY_MILLISECONDS, undefined, { signal: abortSignal });
    }
    return { wasQuiet: true, history: [] };
  } finally {
    await put(alarm.StateValue);
  }
}
