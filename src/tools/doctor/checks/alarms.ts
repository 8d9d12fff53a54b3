import { type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { allOf } from "../../aws/pages";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import { type EmittedResource, emittedOf, groupedBy } from "../emitted";

/** The alarms of one account and Region, live and emitted. */
interface Alarms {
  readonly emitted: readonly EmittedResource[];
  readonly live: Answer<readonly MetricAlarm[] | undefined>;
}

/** What an alarm does and when, by Terraform's name and AWS's. */
const SETTINGS = [
  ["comparison_operator", "ComparisonOperator"],
  ["evaluation_periods", "EvaluationPeriods"],
  ["metric_name", "MetricName"],
  ["namespace", "Namespace"],
  ["period", "Period"],
  ["statistic", "Statistic"],
  ["threshold", "Threshold"],
  ["treat_missing_data", "TreatMissingData"],
] as const;

export const alarms = check<readonly Alarms[]>({
  id: "alarms",
  question: "Is every alarm there, set as described, switched on, and does it have data?",
  page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
  regions: "home",
  asks: {
    management: ["cloudwatch:DescribeAlarms"],
    "log-archive": ["cloudwatch:DescribeAlarms"],
    central: ["cloudwatch:DescribeAlarms"],
  },
  ask: (aws, expected) =>
    Promise.all(
      groupedBy(
        emittedOf(expected, "aws_cloudwatch_metric_alarm"),
        ({ accountId, region }) => `${accountId} ${region}`,
      ).map(async (emitted) => {
        const [{ accountId, region } = { accountId: "", region: "" }] = emitted;
        const live = await aws
          .of(accountId)
          .ask(
            "cloudwatch:DescribeAlarms",
            "alarms",
            ({ cloudWatch }) =>
              allOf(
                paginateDescribeAlarms({ client: cloudWatch }, { AlarmTypes: ["MetricAlarm"] }),
                (page) => page.MetricAlarms,
              ),
            region,
          );
        return { emitted, live };
      }),
    ),
  judge: (answers) => ({
    seen: answers.flatMap(({ emitted, live }) =>
      ifRead(live, (found = []) => {
        const names = new Set(emitted.map(({ block }) => block.alarm_name));
        const ours = found.filter(({ AlarmName }) => names.has(AlarmName));
        const ringing = ours.filter(({ StateValue }) => StateValue === "ALARM").map(({ AlarmName }) => AlarmName);
        return ours.length === 0
          ? []
          : [
              `${emitted[0]?.accountId}: ${ours.length} of ${emitted.length} alarms${ringing.length === 0 ? "" : `; in ALARM: ${ringing.join(", ")}`}`,
            ];
      }),
    ),
    deviations: answers.flatMap(({ emitted, live }) =>
      ifRead(live, (found = []) =>
        emitted.flatMap((one) =>
          alarmDeviations(
            one,
            found.find(({ AlarmName }) => AlarmName === one.block.alarm_name),
          ),
        ),
      ),
    ),
    unread: answers.flatMap(({ emitted, live }) => unreadOf(`alarms of ${emitted[0]?.accountId}`, live)),
  }),
});

function alarmDeviations({ stack, block }: EmittedResource, live: MetricAlarm | undefined): readonly Deviation[] {
  const subject = String(block.alarm_name);
  const said = (what: string, remedy = `Run: npm run deploy ${stack}`): Deviation => ({ subject, what, remedy });
  if (live === undefined) return [said("There is no such alarm")];
  const changed = SETTINGS.filter(([emitted, name]) => block[emitted] !== undefined && block[emitted] !== live[name]);
  const tells = (live.AlarmActions ?? []).length;
  const described = Array.isArray(block.alarm_actions) ? block.alarm_actions.length : 0;
  return [
    ...changed.map(([emitted, name]) =>
      said(`Its ${emitted.replaceAll("_", " ")} is ${live[name]}; described is ${block[emitted]}`),
    ),
    ...(live.ActionsEnabled === false
      ? [
          said(
            "Its actions are off: it tells nobody",
            `Run: aws cloudwatch enable-alarm-actions --alarm-names ${subject}`,
          ),
        ]
      : []),
    ...(tells < described ? [said(`It tells ${tells} topics; described are ${described}`)] : []),
    ...(live.StateValue === "INSUFFICIENT_DATA"
      ? [
          said(
            "It has no data, and could not ring",
            "See that its metric has values; a new alarm has none for its first period, and needs nothing.",
          ),
        ]
      : []),
  ];
}
