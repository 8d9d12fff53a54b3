import type { NamedArn, Names } from "../naming";
import { EVENTBRIDGE, SNS } from "./callers";
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { denyInsecureTransport } from "./secure-transport";

/** Policy of the queue that keeps what rules of the audit bus could not deliver. */
export function undeliveredQueuePolicy({ auditBus, auditPrefix, undeliveredQueue }: Names): PolicyDocument {
  const ruleArns = `${auditBus.arn.replace(":event-bus/", ":rule/")}/${auditPrefix}*`;
  return policyDocument([
    {
      Sid: "AllowRulesToKeepUndelivered",
      Effect: "Allow",
      Principal: EVENTBRIDGE,
      Action: "sqs:SendMessage",
      Resource: undeliveredQueue.arn,
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html#eb-dlq-perms
      Condition: { ArnLike: { "aws:SourceArn": ruleArns } },
    },
    denyQueueInsecureTransport(undeliveredQueue),
  ]);
}

/** Policy of a queue that a topic leaves the self-test's receipts in. */
export function receiptsQueuePolicy(queue: NamedArn, topic: NamedArn): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowTopicToLeaveReceipts",
      Effect: "Allow",
      Principal: SNS,
      Action: "sqs:SendMessage",
      Resource: queue.arn,
      Condition: { ArnEquals: { "aws:SourceArn": topic.arn } },
    },
    {
      // Whoever administers the account could otherwise leave receipts of tests that never arrived.
      Sid: "DenyReceiptsExceptByTopic",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:SendMessage",
      Resource: queue.arn,
      Condition: { ArnNotEquals: { "aws:SourceArn": topic.arn } },
    },
    denyQueueInsecureTransport(queue),
  ]);
}

/** Policy of the queue that keeps the sentinel's failed invocations, which its own role puts there. */
export function failedQueuePolicy({ sentinel }: Names): PolicyDocument {
  return policyDocument([denyQueueInsecureTransport(sentinel.failedQueue)]);
}

function denyQueueInsecureTransport({ arn }: NamedArn): Statement {
  return denyInsecureTransport({ Sid: "DenyQueueInsecureTransport", Action: "sqs:*", Resource: arn });
}
