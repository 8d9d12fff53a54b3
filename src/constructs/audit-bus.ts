import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { DETECTIONS } from "../detections";
import type { DetectionContext } from "../detections/detection";
import { ruleMessage } from "../detections/message";
import { eventRules } from "../detections/rendering";
import { undeliveredQueuePolicy } from "../policies/alert-queue-policy";
import { auditBusPolicy } from "../policies/audit-bus-policy";
import { AlertQueue } from "./alert-queue";
import { policyJson } from "./policy-json";
import { RULE_STATE } from "./rule-state";

export interface AuditBusProps {
  readonly context: DetectionContext;
  /** ARN of the topic that tells people, a Terraform reference. */
  readonly topicArn: string;
  /** ARN of the account's alert key, a Terraform reference. */
  readonly keyArn: string;
}

/** Where every account sends what it sees, and a rule for each detection tells of it. Lives in the central account. */
export class AuditBus extends Construct {
  constructor(scope: Construct, id: string, { context, topicArn, keyArn }: AuditBusProps) {
    super(scope, id);
    const { names } = context;

    const bus = new CloudwatchEventBus(this, "bus", {
      name: names.auditBus.name,
      description: "Audit events of the organization's accounts",
    });
    new CloudwatchEventBusPolicy(this, "policy", {
      eventBusName: bus.name,
      policy: policyJson(auditBusPolicy(names)),
    });
    const undelivered = new AlertQueue(this, "undelivered", {
      queue: names.undeliveredQueue,
      policy: undeliveredQueuePolicy(names),
      keyArn,
    });

    for (const { id: detection, name, pattern } of eventRules(context)) {
      const rule = new CloudwatchEventRule(this, `rule-${name}`, {
        name: names.detection(name),
        description: DETECTIONS[detection].title,
        eventBusName: bus.name,
        eventPattern: JSON.stringify(pattern),
        state: RULE_STATE,
      });
      new CloudwatchEventTarget(this, `target-${name}`, {
        rule: rule.name,
        eventBusName: bus.name,
        targetId: "alerts",
        arn: topicArn,
        inputTransformer: ruleMessage(detection, context),
        // An alert that is an hour late is none; what is not delivered by then is kept, and an alarm says so.
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 185 },
        deadLetterConfig: { arn: names.undeliveredQueue.arn },
        dependsOn: [undelivered.queue],
      });
    }
  }
}
