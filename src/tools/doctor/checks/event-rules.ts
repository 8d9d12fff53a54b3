import { isDeepStrictEqual } from "node:util";
import { type EventBridgeClient, ListRulesCommand, type Rule } from "@aws-sdk/client-eventbridge";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import { type EmittedResource, emittedOf, groupedBy } from "../emitted";
import type { Expected } from "../expected";

/** The rules of one bus, live and emitted. */
interface BusRules {
  readonly bus: string;
  readonly emitted: readonly EmittedResource[];
  readonly live: Answer<readonly Rule[] | undefined>;
}

export const eventRules = check<readonly BusRules[]>({
  id: "event-rules",
  question: "Is every rule that forwards and alerts there, switched on, with its pattern?",
  page: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html",
  regions: "governed",
  asks: { "every-account": ["events:ListRules"] },
  ask: (aws, expected) =>
    Promise.all(
      groupedBy(emittedOf(expected, "aws_cloudwatch_event_rule"), (one) =>
        [one.accountId, one.region, busOf(one, expected)].join(" "),
      ).map(async (emitted) => {
        const [first] = emitted;
        const bus = first === undefined ? "default" : busOf(first, expected);
        const live = await aws
          .of(first?.accountId ?? "")
          .ask("events:ListRules", bus, ({ events }, abortSignal) => rulesOf(events, bus, abortSignal), first?.region);
        return { bus, emitted, live };
      }),
    ),
  judge: (answers) => ({
    seen: answers.flatMap(({ bus, emitted: [first, ...others], live }) =>
      ifRead(live, (found = []) =>
        found.length === 0
          ? []
          : [`${first?.accountId} ${first?.region}, bus ${bus}: ${others.length + 1} described, ${found.length} there`],
      ),
    ),
    deviations: answers.flatMap(({ emitted, live }) =>
      ifRead(live, (found = []) =>
        emitted.flatMap((one) =>
          ruleDeviations(
            one,
            found.find(({ Name }) => Name === one.block.name),
          ),
        ),
      ),
    ),
    unread: answers.flatMap(({ bus, emitted: [first], live }) =>
      unreadOf(`rules of ${first?.accountId} in ${first?.region}, bus ${bus}`, live),
    ),
  }),
});

/** The audit bus is named by its resource; without a name it is the account's default bus. */
function busOf({ block }: EmittedResource, { names }: Expected): string {
  const name = block.event_bus_name;
  if (name === undefined || name === "default") return "default";
  return String(name).startsWith("${") ? names.auditBus.name : String(name);
}

/** The SDK has no paginator for it. */
async function rulesOf(
  events: EventBridgeClient,
  EventBusName: string,
  abortSignal: AbortSignal,
): Promise<readonly Rule[]> {
  const all: Rule[] = [];
  let NextToken: string | undefined;
  do {
    const page = await events.send(new ListRulesCommand({ EventBusName, NextToken }), { abortSignal });
    all.push(...(page.Rules ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return all;
}

function ruleDeviations(
  { stack, accountId, region, block }: EmittedResource,
  live: Rule | undefined,
): readonly Deviation[] {
  const subject = `${block.name} in ${accountId}, ${region}`;
  const said = (what: string): Deviation => ({ subject, what, remedy: `Run: npm run deploy ${stack}` });
  if (live === undefined) return [said("There is no such rule")];
  const state = block.state ?? "ENABLED";
  return [
    ...(live.State === state ? [] : [said(`It is ${live.State}; described is ${state}`)]),
    ...(samePattern(block.event_pattern, live.EventPattern) ? [] : [said("Its pattern is not the described one")]),
    ...(block.schedule_expression === live.ScheduleExpression || !block.schedule_expression
      ? []
      : [said(`It runs at ${live.ScheduleExpression}; described is ${block.schedule_expression}`)]),
  ];
}

/** Equal as JSON: AWS keeps neither white space nor the order of keys. */
function samePattern(emitted: unknown, live: string | undefined): boolean {
  if (typeof emitted !== "string") return true;
  try {
    return isDeepStrictEqual(JSON.parse(emitted.replaceAll("$${", "${")), JSON.parse(live ?? ""));
  } catch {
    return false;
  }
}
