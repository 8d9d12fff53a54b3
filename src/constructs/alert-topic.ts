import { createHash } from "node:crypto";
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

/** Tells people. Lives in the management account for alarms, and in the central account for the audit bus's rules. */
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
    for (const [protocol, endpoints] of [["email", alerts.emails] as const, ["https", alerts.webhooks] as const]) {
      for (const endpoint of endpoints) {
        new SnsTopicSubscription(this, `${protocol}-${digestOf(endpoint)}`, { topicArn, protocol, endpoint });
      }
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

/**
 * Tells subscriptions apart in their state addresses, which plans, logs and tickets repeat: a webhook's key must not. Not by
 * position, where a list that is sorted anew would end subscriptions that people have confirmed.
 */
function digestOf(endpoint: string): string {
  return createHash("sha256").update(endpoint).digest("hex").slice(0, 12);
}
