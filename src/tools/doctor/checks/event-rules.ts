import { isDeepStrictEqual } from "node:util";
import { type EventBridgeClient, ListRulesCommand, type Rule } from "@aws-sdk/client-eventbridge";
import { mapAnswer } from "../../../functions/trail-sentinel/ask";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import type { Aws } from "../aws/aws";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import { type EmittedResource, emittedOf, groupedBy } from "../emitted";
import { type EveryAccount, readIn, unreadIn } from "../every-account";
import type { Expected } from "../expected";

/** The rules of one bus, live and emitted. */
interface BusRules {
  readonly bus: string;
  readonly emitted: readonly EmittedResource[];
  readonly live: Answer<readonly Rule[] | undefined>;
}

/** A forwarder that the StackSet made, in one account without a stack. */
interface StackSetRule {
  readonly region: string;
  readonly state: Answer<string | undefined>;
}

interface RuleAnswers {
  readonly buses: readonly BusRules[];
  /** Undefined where no StackSet is described. */
  readonly byStackSet: EveryAccount<readonly StackSetRule[]> | undefined;
}

export const eventRules = check<RuleAnswers>({
  id: "event-rules",
  question: "Is every rule that forwards and alerts there, switched on, with its pattern?",
  page: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html",
  regions: "governed",
  asks: (expected) => ({
    "each-stack": ["events:ListRules"],
    ...(emittedOf(expected, "aws_cloudformation_stack_set").length > 0
      ? { management: ["organizations:ListAccounts"], "every-account": ["events:ListRules"] }
      : {}),
  }),
  ask: async (aws, expected) => {
    const hasStackSet = emittedOf(expected, "aws_cloudformation_stack_set").length > 0;
    const [buses, byStackSet] = await Promise.all([
      emittedRules(aws, expected),
      hasStackSet ? stackSetRules(aws, expected) : undefined,
    ]);
    return { buses, byStackSet };
  },
  judge: ({ buses, byStackSet }, { names }) => ({
    seen: [
      ...buses.flatMap(({ bus, emitted: [first, ...others], live }) =>
        ifRead(live, (found = []) =>
          found.length === 0
            ? []
            : [
                `${first?.accountId} ${first?.region}, bus ${bus}: ${others.length + 1} described, ${found.length} there`,
              ],
        ),
      ),
      ...(byStackSet === undefined ? [] : readIn(byStackSet)).flatMap(({ accountId, value }) =>
        value.length === 0 ? [] : [`${accountId}: forwards from ${value.length} Regions by the StackSet`],
      ),
    ],
    deviations: [
      ...buses.flatMap(({ emitted, live }) =>
        ifRead(live, (found = []) =>
          emitted.flatMap((one) =>
            ruleDeviations(
              one,
              found.find(({ Name }) => Name === one.block.name),
            ),
          ),
        ),
      ),
      ...(byStackSet === undefined ? [] : readIn(byStackSet)).flatMap(({ accountId, value }) =>
        value.flatMap(({ region, state }) =>
          ifRead(state, (live = "missing") =>
            live.startsWith("ENABLED")
              ? []
              : [
                  {
                    subject: `${names.forwarders.stackSet.rule} in ${accountId}, ${region}`,
                    what: `The StackSet's rule is ${live}`,
                    remedy: "See the StackSet's instances in the management account; then: npm run deploy management",
                  },
                ],
          ),
        ),
      ),
    ],
    unread: [
      ...buses.flatMap(({ bus, emitted: [first], live }) =>
        unreadOf(`rules of ${first?.accountId} in ${first?.region}, bus ${bus}`, live),
      ),
      ...(byStackSet === undefined
        ? []
        : [
            ...unreadIn(byStackSet),
            ...readIn(byStackSet).flatMap(({ accountId, value }) =>
              value.flatMap(({ region, state }) => unreadOf(`rules of ${accountId} in ${region}`, state)),
            ),
          ]),
    ],
  }),
});

function emittedRules(aws: Aws, expected: Expected): Promise<readonly BusRules[]> {
  const byBus = groupedBy(emittedOf(expected, "aws_cloudwatch_event_rule"), (one) =>
    [one.accountId, one.region, busOf(one, expected)].join(" "),
  );
  return Promise.all(
    byBus.map(async (emitted) => {
      const [first] = emitted;
      const bus = first === undefined ? "default" : busOf(first, expected);
      const live = await aws
        .of(first?.accountId ?? "")
        .ask("events:ListRules", bus, ({ events }, abortSignal) => rulesOf(events, bus, abortSignal), first?.region);
      return { bus, emitted, live };
    }),
  );
}

/** Accounts with a stack have rules of their own. */
function stackSetRules(aws: Aws, { names, stacks }: Expected): Promise<EveryAccount<readonly StackSetRule[]>> {
  return aws.inEveryAccount(async (account): Promise<Answer<readonly StackSetRule[]>> => {
    if (stacks.some(({ access }) => access.accountId === account.id)) return { value: [] };
    const rules = names.forwardedRegions.map(async (region) => {
      const live = await account.ask(
        "events:ListRules",
        "default",
        ({ events }, abortSignal) => rulesOf(events, "default", abortSignal),
        region,
      );
      const state = mapAnswer(
        live,
        (found) => found?.find(({ Name }) => Name === names.forwarders.stackSet.rule)?.State,
      );
      return { region, state };
    });
    return { value: await Promise.all(rules) };
  });
}

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
