import { paginateListSubscriptionsByTopic, type Subscription } from "@aws-sdk/client-sns";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { allOf } from "../../aws/pages";
import type { Aws } from "../aws/aws";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import type { Expected } from "../expected";

interface TopicAnswer {
  readonly topic: string;
  readonly stack: string;
  readonly live: Answer<readonly Subscription[] | undefined>;
}

/** An alert whose address was never confirmed is thrown away. */
export const subscriptions = check<readonly TopicAnswer[]>({
  id: "subscriptions",
  question: "Is everybody who is described subscribed to both topics, confirmed, and nobody else?",
  page: "https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html",
  regions: "home",
  asks: { management: ["sns:ListSubscriptionsByTopic"], central: ["sns:ListSubscriptionsByTopic"] },
  ask: (aws, { names }) =>
    Promise.all([
      ask(aws.management, names.alarmTopic.arn, "management"),
      ask(
        aws.central,
        names.eventTopic.arn,
        names.centralAccountId === names.managementAccountId ? "management" : "security",
      ),
    ]),
  judge: (answers, expected) => {
    const described = describedEndpoints(expected);
    return {
      seen: answers.flatMap(({ topic, live }) =>
        ifRead(live, (found = []) =>
          found.map(({ Protocol, Endpoint }) => `${nameOf(topic)} tells ${Protocol} ${shown(Endpoint)}`),
        ),
      ),
      deviations: answers.flatMap(({ topic, stack, live }) =>
        ifRead(live, (found = []) => topicDeviations(topic, stack, found, described.get(topic) ?? [])),
      ),
      unread: answers.flatMap(({ topic, live }) => unreadOf(nameOf(topic), live)),
    };
  },
});

async function ask(account: Aws["management"], topic: string, stack: string): Promise<TopicAnswer> {
  const live = await account.ask("sns:ListSubscriptionsByTopic", topic, ({ sns }) =>
    allOf(paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topic }), (page) => page.Subscriptions),
  );
  return { topic, stack, live };
}

interface Endpoint {
  readonly protocol: string;
  readonly endpoint: string;
  /** People, and what calls them; not the queue of the self-test. */
  readonly isRecipient: boolean;
}

function describedEndpoints({ stacks, names }: Expected): ReadonlyMap<string, readonly Endpoint[]> {
  const of = (stack: string, path: string) =>
    (stacks.find(({ name }) => name === stack)?.blocks ?? [])
      .filter((placed) => placed.type === "aws_sns_topic_subscription" && placed.path.startsWith(path))
      .map(({ block }) => ({
        protocol: String(block.protocol),
        endpoint: String(block.endpoint),
        isRecipient: block.protocol !== "sqs",
      }));
  const central = names.centralAccountId === names.managementAccountId ? "management" : "security";
  return new Map([
    [names.alarmTopic.arn, of("management", "alarm-topic/")],
    [names.eventTopic.arn, of(central, "audit-hub/topic/")],
  ]);
}

function topicDeviations(
  topic: string,
  stack: string,
  live: readonly Subscription[],
  described: readonly Endpoint[],
): readonly Deviation[] {
  const subject = nameOf(topic);
  const isOf =
    ({ protocol, endpoint }: Endpoint) =>
    ({ Protocol, Endpoint }: Subscription) =>
      Protocol === protocol && Endpoint === endpoint;
  return [
    ...(described.some(({ isRecipient }) => isRecipient)
      ? []
      : [
          {
            subject,
            what: "It tells no person",
            remedy: "Name some in alerts.emails or alerts.webhooks of the description, and deploy.",
          },
        ]),
    ...described
      .filter((one) => !live.some(isOf(one)))
      .map(({ protocol, endpoint }) => ({
        subject,
        what: `${protocol} ${shown(endpoint)} is not subscribed`,
        remedy: `Run: npm run deploy ${stack}`,
      })),
    ...live
      .filter(({ SubscriptionArn }) => !SubscriptionArn?.startsWith("arn:"))
      .map(({ Protocol, Endpoint }) => ({
        subject,
        what: `${Protocol} ${shown(Endpoint)} has not confirmed the subscription, and receives nothing`,
        remedy: "Its owner follows the link in the message; one that is three days old has to be sent again.",
      })),
    ...live
      .filter((one) => !described.some((endpoint) => isOf(endpoint)(one)))
      .map(({ Protocol, Endpoint, SubscriptionArn }) => ({
        subject,
        what: `${Protocol} ${shown(Endpoint)} is subscribed, and not described`,
        remedy: `Run: aws sns unsubscribe --subscription-arn ${SubscriptionArn}; then find who subscribed it.`,
      })),
  ];
}

function nameOf(topic: string): string {
  return topic.split(":")[5] ?? topic;
}

/** Without the user and password that an address may carry. */
function shown(endpoint = ""): string {
  return endpoint.replace(/(:\/\/)[^\s"]+@/, "$1***@");
}
