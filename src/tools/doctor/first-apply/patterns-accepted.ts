import { TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, unreadOf } from "../check";
import { emittedOf, groupedBy } from "../emitted";

interface PatternAnswer {
  readonly rule: string;
  /** What EventBridge has against it; undefined where it takes it. */
  readonly refused: Answer<string | undefined>;
}

/** Any event will do: it is the pattern that is tried. */
const EVENT = JSON.stringify({
  id: "7bf73129-1428-4cd3-a780-95db273d1602",
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.cloudtrail",
  account: "123456789012",
  time: "2026-01-01T00:00:00Z",
  region: "us-east-1",
  resources: [],
  detail: { eventSource: "cloudtrail.amazonaws.com", eventName: "StopLogging" },
});

/** EventBridge refuses a pattern that it finds too complex, and says nowhere when it does. */
export const patternsAccepted = check<readonly PatternAnswer[]>({
  id: "first-apply-patterns-accepted",
  question: "Does EventBridge take every pattern?",
  page: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html",
  regions: "home",
  asks: { management: ["events:TestEventPattern"] },
  ask: async ({ management }, expected) => {
    const rules = emittedOf(expected, "aws_cloudwatch_event_rule").filter(
      ({ block }) => block.event_pattern !== undefined,
    );
    const once = groupedBy(rules, ({ block }) => String(block.event_pattern)).flatMap(([first]) => first ?? []);
    return Promise.all(
      once.map(async ({ block }) => {
        const EventPattern = String(block.event_pattern).replaceAll("$${", "${");
        const refused = await management.ask(
          "events:TestEventPattern",
          EventPattern,
          async ({ events }, abortSignal) => {
            try {
              await events.send(new TestEventPatternCommand({ EventPattern, Event: EVENT }), { abortSignal });
              return undefined;
            } catch (error) {
              if (error instanceof Error && error.name === "InvalidEventPatternException") return error.message;
              throw error;
            }
          },
        );
        return { rule: String(block.name), refused };
      }),
    );
  },
  judge: (answers) => {
    const taken = answers.filter(({ refused }) => "value" in refused && refused.value === undefined);
    return {
      seen: taken.length === 0 ? [] : [`${taken.length} of ${answers.length} patterns are taken`],
      deviations: answers.flatMap(({ rule, refused }) =>
        ifRead(refused, (message) =>
          message === undefined
            ? []
            : [
                {
                  subject: rule,
                  what: `EventBridge refuses its pattern: ${message}`,
                  remedy: "Divide the detection's pattern.",
                },
              ],
        ),
      ),
      unread: answers.flatMap(({ rule, refused }) => unreadOf(rule, refused)),
    };
  },
});
