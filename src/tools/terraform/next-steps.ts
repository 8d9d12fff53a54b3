import type { Organization } from "../../config/organization";
import type { Names } from "../../naming";
import type { PlanJson } from "./plan-json";

/** A stack that was applied, and what its plan had. */
export interface AppliedStack {
  readonly name: string;
  readonly plan: PlanJson;
  /** Entries of accepted.json that let it pass: they are done with. */
  readonly accepted: number;
}

/** What a person must do, or look at, after an apply. Empty where it changed nothing that needs one. */
export function nextSteps(
  { alerts, name }: Organization,
  names: Names,
  applied: readonly AppliedStack[],
): readonly string[] {
  const created = (type: string) =>
    applied.flatMap(({ plan }) =>
      (plan.resource_changes ?? []).filter((one) => one.type === type && one.change.actions.includes("create")),
    );
  const emails = created("aws_sns_topic_subscription").filter(({ change }) => change.after?.protocol === "email");
  const subscribers = [...new Set(emails.map(({ change }) => String(change.after?.endpoint)))];
  const console_ = consoleOf(names);
  const doneWith = applied.filter(({ accepted }) => accepted > 0);
  return [
    ...(subscribers.length === 0
      ? []
      : [
          `Confirm the subscriptions: ${subscribers.join(", ")} received a message for each topic. How: docs/runbooks/deploy.md, "Confirm who is told".`,
        ]),
    ...(alerts.emails.length + alerts.webhooks.length === 0 && applied.length > 0
      ? ["Name somebody in `alerts`: no alert recipients are configured, so alerts reach nobody."]
      : []),
    ...(doneWith.length === 0
      ? []
      : [
          `Delete from organizations/${name}.accepted.json what is done now: ${doneWith.map((stack) => `${entries(stack.accepted)} of ${stack.name}`).join(", ")}. The next plan finds each that is left.`,
        ]),
    ...(created("aws_cloudtrail").length === 0
      ? []
      : [
          `Look at the alarms in an hour or two: trail-heartbeat and the sentinel's turn OK with the first log files and digests (${console_.alarms}).`,
          `See the trail: ${console_.trail}`,
        ]),
    ...(created("aws_cloudwatch_dashboard").length === 0 ? [] : [`See the dashboard: ${console_.dashboard}`]),
    ...(applied.length === 0 ? [] : ["See what is there: npm run terraform STACK -- output"]),
  ];
}

function entries(count: number): string {
  return count === 1 ? "1 entry" : `${count} entries`;
}

/** Addresses of the AWS console, which differ by partition. */
function consoleOf({ partition, homeRegion, dashboard, trail }: Names) {
  const hosts = {
    aws: `${homeRegion}.console.aws.amazon.com`,
    "aws-us-gov": `${homeRegion}.console.amazonaws-us-gov.com`,
    "aws-cn": `${homeRegion}.console.amazonaws.cn`,
  };
  const host = `https://${hosts[partition]}`;
  return {
    alarms: `${host}/cloudwatch/home?region=${homeRegion}#alarmsV2:`,
    dashboard: `${host}/cloudwatch/home?region=${homeRegion}#dashboards/dashboard/${dashboard}`,
    trail: `${host}/cloudtrailv2/home?region=${homeRegion}#/trails/${trail.arn}`,
  };
}
