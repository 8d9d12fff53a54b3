import { DescribeEventBusCommand } from "@aws-sdk/client-eventbridge";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { comparePolicies } from "../../review/policy/compare";
import type { Aws } from "../aws/aws";
import { check, ifRead, unreadOf } from "../check";
import { type EmittedResource, emittedOf, emittedPolicy, nameOfReferenced } from "../emitted";
import type { Expected } from "../expected";

interface ChannelAnswer {
  readonly name: string;
  readonly emitted: EmittedResource;
  readonly live: Answer<string | undefined>;
}

/** Who may put messages on the way to people, and who may listen. */
export const channelPolicies = check<readonly ChannelAnswer[]>({
  id: "channel-policies",
  question: "Do the policies of the topics and of the audit bus say what is described?",
  page: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
  regions: "home",
  asks: { management: ["sns:GetTopicAttributes"], central: ["events:DescribeEventBus", "sns:GetTopicAttributes"] },
  ask: (aws, expected) =>
    Promise.all([
      ...emittedOf(expected, "aws_sns_topic_policy").map((emitted) => topic(aws, expected, emitted)),
      ...emittedOf(expected, "aws_cloudwatch_event_bus_policy").map((emitted) => bus(aws, expected, emitted)),
    ]),
  judge: (answers, { organization }) => ({
    seen: answers.flatMap(({ name, live }) =>
      ifRead(live, (text) => (text === undefined ? [] : [`${name} has a policy`])),
    ),
    deviations: answers.flatMap(({ name, emitted, live }) =>
      ifRead(live, (text) =>
        comparePolicies(emittedPolicy(emitted.block, {}), text, "channel", organization).map(({ what, direction }) => ({
          subject: name,
          what: `${direction === "undecided" ? "Different from" : direction === "weaker" ? "Weaker than" : "Stricter than"} described: ${what.replace(/\.$/, "")}`,
          remedy: `Run: npm run deploy ${emitted.stack}; then find who changed it, in CloudTrail's event history.`,
        })),
      ),
    ),
    unread: answers.flatMap(({ name, live }) => unreadOf(name, live)),
  }),
});

async function topic(aws: Aws, expected: Expected, emitted: EmittedResource): Promise<ChannelAnswer> {
  const name = nameOfReferenced(expected, emitted.stack, emitted.block.arn);
  const TopicArn = `arn:${expected.names.partition}:sns:${emitted.region}:${emitted.accountId}:${name}`;
  const live = await aws.of(emitted.accountId).ask("sns:GetTopicAttributes", TopicArn, async ({ sns }, abortSignal) => {
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }), { abortSignal });
    return Attributes?.Policy;
  });
  return { name, emitted, live };
}

async function bus(aws: Aws, expected: Expected, emitted: EmittedResource): Promise<ChannelAnswer> {
  const name = nameOfReferenced(expected, emitted.stack, emitted.block.event_bus_name);
  const live = await aws.of(emitted.accountId).ask("events:DescribeEventBus", name, async ({ events }, abortSignal) => {
    const { Policy } = await events.send(new DescribeEventBusCommand({ Name: name }), { abortSignal });
    return Policy;
  });
  return { name, emitted, live };
}
