import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { NamedArn } from "../naming";
import type { PolicyDocument } from "../policies/document";
import { policyJson } from "./policy-json";

export interface AlertQueueProps {
  readonly queue: NamedArn;
  readonly policy: PolicyDocument;
  /** ARN of the account's alert key, a Terraform reference. */
  readonly keyArn: string;
}

/** Longest that SQS keeps a message. */
const FOURTEEN_DAYS = 14 * 24 * 60 * 60;

/** Keeps messages for an alarm to count, and a person to read. */
export class AlertQueue extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, { queue, policy, keyArn }: AlertQueueProps) {
    super(scope, id);

    this.queue = new SqsQueue(this, "queue", {
      name: queue.name,
      messageRetentionSeconds: FOURTEEN_DAYS,
      kmsMasterKeyId: keyArn,
      // With the queue, not after it: the provider waits 25 s for each.
      policy: policyJson(policy),
    });
  }
}
