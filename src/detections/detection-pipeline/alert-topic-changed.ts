import type { EventDetection } from "../detection";
import { anyFieldIs, fieldIs } from "../event-clause";
import { inItsAccount } from "../next-query";
import { ours, TOPIC_FIELDS } from "./ours";

export const alertTopicChanged = {
  id: "alert-topic-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "An alert topic, one of its subscriptions, or an alert queue was changed",
  why: "alerts may reach nobody, or somebody else",
  severity: "critical",
  controls: ["OWN-5"],
  techniques: ["T1562.001", "T1654"],
  next: inItsAccount("detection-changes"),
  events: (context) => [
    { sources: ["sns"], where: [anyFieldIs(TOPIC_FIELDS, ours(context), `*${context.names.deliveryTopic.name}*`)] },
    { sources: ["sqs"], where: [fieldIs("requestParameters.queueUrl", ours(context))] },
  ],
  by: ["metric-filter"],
  cases: ({ names, management, security }) => ({
    about: ["parameters"],
    fires: [
      { call: "sns:SetTopicAttributes", in: management, parameters: { topicArn: names.alarmTopic.arn } },
      { call: "sns:Unsubscribe", in: security, parameters: { subscriptionArn: `${names.eventTopic.arn}:2bcfbf39` } },
      { call: "sns:DeleteTopic", in: management, parameters: { topicArn: names.deliveryTopic.arn } },
      {
        call: "sqs:PurgeQueue",
        in: security,
        parameters: {
          queueUrl: `https://sqs.${names.homeRegion}.amazonaws.com/${security}/${names.undeliveredQueue.name}`,
        },
      },
    ],
    misses: [
      { call: "sns:GetTopicAttributes", in: management, parameters: { topicArn: names.alarmTopic.arn } },
      {
        call: "sns:DeleteTopic",
        in: management,
        parameters: { topicArn: `arn:aws:sns:${names.homeRegion}:${management}:org-trail-deliveries` },
      },
      {
        call: "sqs:PurgeQueue",
        in: security,
        parameters: { queueUrl: `https://sqs.${names.homeRegion}.amazonaws.com/${security}/orders` },
      },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`. Two topics, so that one tells of the other.",
    means: "a topic, a subscription or a queue of the alerts, or the trail's delivery topic, was changed.",
    falseAlarm: "an announced deploy; somebody confirmed a subscription, or ended it by the link in a message.",
    restore: [
      "deleted topics, their policies, subscriptions of the description, filters on them, queues and their policies show. A new topic wants its e-mail subscriptions confirmed again: **until every person has clicked, nobody is told**. A subscription that was added does not show:",
      {
        commands: [
          "aws sns list-subscriptions-by-topic --profile MANAGEMENT_PROFILE --topic-arn ALARM_TOPIC_ARN --query 'Subscriptions[].[SubscriptionArn,Protocol,Endpoint]' --output text",
          "aws sns list-subscriptions-by-topic --profile CENTRAL_PROFILE --topic-arn EVENT_TOPIC_ARN --query 'Subscriptions[].[SubscriptionArn,Protocol,Endpoint]' --output text",
          "aws sns unsubscribe --profile MANAGEMENT_PROFILE --subscription-arn ARN_THAT_NOBODY_KNOWS",
        ],
      },
      "Expected: those of `alerts`, none `PendingConfirmation`, and one queue each, `AUDIT_PREFIX-receipts-...`. A purged queue is lost.",
    ],
  },
} as const satisfies EventDetection;
