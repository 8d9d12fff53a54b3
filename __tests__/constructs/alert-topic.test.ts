import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import type { Organization } from "../../src/config/organization";
import { eventRules } from "../../src/detections/rendering";
import { namesOf } from "../../src/naming";
import { eventBridgeEvents } from "../support/cloudtrail/event-bridge-event";
import { cloudTrailRecord } from "../support/cloudtrail/record";
import { changed } from "../support/organizations";
import { askflorence, type Block, example, stackOf, synthesized, valid } from "../support/synthesized";
import { renderedInput } from "./rendered-input";

interface Topic {
  readonly organization: Organization;
  readonly stack: string;
  readonly path: string;
}

const TOPICS: readonly Topic[] = [
  { organization: askflorence, stack: "management", path: "alarm-topic" },
  { organization: askflorence, stack: "management", path: "audit-hub/topic" },
  { organization: example, stack: "management", path: "alarm-topic" },
  { organization: example, stack: "security", path: "audit-hub/topic" },
];

/** What a topic is subscribed with besides its receipts, as `<protocol>:<endpoint>`. */
function people({ organization, stack, path }: Topic): readonly string[] {
  const emitted = stackOf(organization, stack);
  return emitted
    .resources("aws_sns_topic_subscription")
    .filter(([, block]) => emitted.pathOf(block).startsWith(`${path}/`))
    .map(([, { protocol, endpoint }]) => `${protocol}:${endpoint}`)
    .filter((subscription) => !subscription.startsWith("sqs:"))
    .sort();
}

/** Whether SNS would pass a message on: it must be JSON that has one of the values at each field of the policy. */
function passes(filterPolicy: unknown, message: string): boolean {
  const fields = fieldsOf(message);
  return Object.entries<readonly unknown[]>(JSON.parse(String(filterPolicy))).every(([field, values]) =>
    values.includes(fields[field]),
  );
}

function fieldsOf(message: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(message);
  } catch {
    return {};
  }
}

describe("AlertTopic", () => {
  it.each([
    [example, ["email:security@example.com", "https:https://events.example.com/integration/audit-trail"]],
    [askflorence, []],
  ])("of $name tells whom the organization names, from every topic", (organization, subscribed) => {
    const topics = TOPICS.filter((topic) => topic.organization === organization);
    expect(topics.map(people)).toEqual(topics.map(() => subscribed));
  });

  it("keeps every address out of its subscription's state address, which stays when the list is sorted anew", () => {
    const secret = "https://events.example.com/integration/s3cr3t?key=t0k3n";
    const addresses = (webhooks: readonly string[]) => {
      const organization = valid(changed(exampleInput, { "alerts.webhooks": webhooks }));
      const subscriptions = stackOf(organization, "management").resources("aws_sns_topic_subscription");
      return new Map(subscriptions.map(([address, { endpoint }]) => [endpoint, address]));
    };
    const [one, other] = [addresses([secret, "https://b.example.com"]), addresses(["https://b.example.com", secret])];
    expect(one.get(secret)).toBe(other.get(secret));
    expect([...one.values()].join()).not.toMatch(/example|s3cr3t|t0k3n|security@/);
    expect(new Set(one.values()).size).toBe(one.size);
  });

  it.each(TOPICS)("$path of $organization.name is encrypted with the account's alert key", (topic) => {
    const emitted = stackOf(topic.organization, topic.stack);
    const key = expect.stringMatching(/^\$\{aws_kms_key\.alert-key_.+\.arn\}$/);
    expect(emitted.at(`${topic.path}/topic`)).toMatchObject({ kms_master_key_id: key });
    expect(emitted.at(`${topic.path}/receipts/queue`)).toMatchObject({ kms_master_key_id: key });
  });

  it.each(TOPICS)("$path of $organization.name leaves receipts where a queue of its own takes them", (topic) => {
    const emitted = stackOf(topic.organization, topic.stack);
    const subscription = emitted.at(`${topic.path}/receipts-subscription`);
    const [{ Condition, Resource }] = JSON.parse(String(emitted.at(`${topic.path}/receipts/queue`).policy)).Statement;
    const [{ Resource: topicArn }] = JSON.parse(String(emitted.at(`${topic.path}/policy`).policy)).Statement;
    expect(subscription).toMatchObject({
      protocol: "sqs",
      endpoint: Resource,
      topic_arn: expect.stringMatching(/^\$\{aws_sns_topic\./),
      filter_policy_scope: "MessageBody",
      depends_on: [expect.stringMatching(/^aws_sqs_queue\./)],
    });
    expect(Resource.split(":").at(-1)).toBe(emitted.at(`${topic.path}/receipts/queue`).name);
    expect(Condition).toEqual({ ArnEquals: { "aws:SourceArn": topicArn } });
  });
});

describe.each([askflorence, example])("a receipt in $name", (organization) => {
  const names = namesOf(organization);
  const everyAlarm = [...synthesized(organization).values()].flatMap((stack) =>
    stack.resources("aws_cloudwatch_metric_alarm").map(([, { alarm_name }]) => String(alarm_name)),
  );
  const centralName = organization.accounts.security === undefined ? "management" : "security";
  const central = stackOf(organization, centralName);
  const selfTest = eventBridgeEvents(
    cloudTrailRecord({
      eventSource: "events.amazonaws.com",
      eventName: "EnableRule",
      accountId: names.managementAccountId,
      requestParameters: { name: names.selfTest.rule.name },
    }),
  );
  const ruleMessage = (target: Block): string => renderedInput(target, selfTest ?? {});

  it("is left of the self-test's alarm, and of no other alarm", () => {
    const { filter_policy } = stackOf(organization, "management").at("alarm-topic/receipts-subscription");
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    const passed = everyAlarm.filter((AlarmName) => passes(filter_policy, JSON.stringify({ AlarmName })));
    expect(passed).toEqual([`${organization.name}-org-audit-self-test`]);
  });

  it("is left of the self-test's rule, and of no other rule", () => {
    const { filter_policy } = central.at("audit-hub/topic/receipts-subscription");
    const passed = eventRules({ names, organization }).filter(({ name }) =>
      passes(filter_policy, ruleMessage(central.at(`audit-hub/bus/target-${name}`))),
    );
    expect(passed.map(({ id }) => id)).toEqual(["self-test"]);
  });

  it("still tells a person that nothing happened, what to ask next, and what to do with that", () => {
    expect(JSON.parse(ruleMessage(central.at("audit-hub/bus/target-self-test")))).toMatchObject({
      detection: "self-test",
      alert: expect.stringMatching(/^\[low\] (askflorence|example): Self-test: this alert channel works/),
      time: "2026-11-20T09:15:00Z",
      next: `npx org-trail investigate run resource-activity --logs COPY --param resource=${names.selfTest.rule.name} --param readonly=false --param from_day=2026-11-20T09:15:00Z`,
      runbook: expect.stringMatching(/\/alerts\/monitoring-health\.md#self-test$/),
    });
  });

  it("is missed by an alarm that looks at the very queue", () => {
    const receipts = {
      "self-test-missed-by-alarms": stackOf(organization, "management").at("alarms/self-test-missed-by-alarms"),
      "self-test-missed-by-rules": central.at("audit-hub/alarms/self-test-missed-by-rules"),
    };
    const queues = [
      stackOf(organization, "management").at("alarm-topic/receipts/queue"),
      central.at("audit-hub/topic/receipts/queue"),
    ];
    expect(Object.values(receipts).map(({ dimensions }) => dimensions)).toEqual(
      queues.map(({ name }) => ({ QueueName: name })),
    );
    for (const alarm of Object.values(receipts)) {
      expect(alarm).toMatchObject({
        namespace: "AWS/SQS",
        metric_name: "NumberOfMessagesSent",
        comparison_operator: "LessThanThreshold",
        threshold: 1,
        treat_missing_data: "breaching",
      });
    }
  });
});

describe("AlertKey", () => {
  it.each([
    [askflorence, "management"],
    [example, "management"],
    [example, "security"],
  ])("of $name in %s rotates, and has a name", (organization, stack) => {
    const emitted = stackOf(organization, stack);
    expect(emitted.at("alert-key/key")).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
    expect(emitted.at("alert-key/alias")).toMatchObject({ name: `alias/${organization.name}-org-audit-alerts` });
  });
});
