import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { receiptsQueuePolicy } from "../policies/alert-queue-policy";
import { alertTopicPolicy } from "../policies/alert-topic-policy";
import { AlertQueue } from "./alert-queue";
import { policyJson } from "./policy-json";

export interface CountedTopicProps {
  readonly names: Names;
  /** ARN of the account's alert key, a Terraform reference. */
  readonly keyArn: string;
}

/**
 * Takes alarms that nobody is sent, into a queue that keeps them for two weeks: the CIS benchmark wants each alarm to tell a
 * topic that has a subscription. Lives in the management account.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export class CountedTopic extends Construct {
  /** A Terraform reference. */
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { names, keyArn }: CountedTopicProps) {
    super(scope, id);
    const { topic, queue } = names.counted;

    const { arn: topicArn } = new SnsTopic(this, "topic", { name: topic.name, kmsMasterKeyId: keyArn });
    this.topicArn = topicArn;
    new SnsTopicPolicy(this, "policy", { arn: topicArn, policy: policyJson(alertTopicPolicy(names, topic.arn)) });
    const kept = new AlertQueue(this, "kept", { queue, policy: receiptsQueuePolicy(queue, topic), keyArn });
    new SnsTopicSubscription(this, "subscription", {
      topicArn,
      protocol: "sqs",
      endpoint: queue.arn,
      dependsOn: [kept.queue],
    });
  }
}
