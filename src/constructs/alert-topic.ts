import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { Organization } from "../config/organization";
import type { NamedArn, Names } from "../naming";
import { receiptsQueuePolicy } from "../policies/alert-queue-policy";
import { alertTopicPolicy } from "../policies/alert-topic-policy";
import { AlertQueue } from "./alert-queue";
import { policyJson } from "./policy-json";

export interface AlertTopicProps {
  readonly names: Names;
  readonly topic: NamedArn;
  readonly alerts: Organization["alerts"];
  /** ARN of the account's alert key, a Terraform reference. */
  readonly keyArn: string;
  /** Queue that the topic leaves receipts of the self-test in. */
  readonly receipts: NamedArn;
  /** What in a message of this topic's tells the self-test from every other: a field, and its value. */
  readonly selfTestMessage: Readonly<Record<string, readonly string[]>>;
}

/** Tells people. Lives in the management account for alarms, and in the hub for the audit bus's rules. */
export class AlertTopic extends Construct {
  /** A Terraform reference. */
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    const { names, topic, alerts, keyArn, receipts, selfTestMessage } = props;

    const { arn: topicArn } = new SnsTopic(this, "topic", { name: topic.name, kmsMasterKeyId: keyArn });
    this.topicArn = topicArn;
    new SnsTopicPolicy(this, "policy", {
      arn: topicArn,
      policy: policyJson(alertTopicPolicy(names, topic.arn)),
    });
    for (const endpoint of alerts.emails) {
      new SnsTopicSubscription(this, `email-${endpoint}`, { topicArn, protocol: "email", endpoint });
    }
    for (const endpoint of alerts.webhooks) {
      new SnsTopicSubscription(this, `webhook-${encodeURIComponent(endpoint)}`, {
        topicArn,
        protocol: "https",
        endpoint,
      });
    }

    const { queue } = new AlertQueue(this, "receipts", {
      queue: receipts,
      policy: receiptsQueuePolicy(receipts, topic),
      keyArn,
    });
    new SnsTopicSubscription(this, "receipts-subscription", {
      topicArn,
      protocol: "sqs",
      endpoint: receipts.arn,
      filterPolicyScope: "MessageBody",
      filterPolicy: JSON.stringify(selfTestMessage),
      dependsOn: [queue],
    });
  }
}
