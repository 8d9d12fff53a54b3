import { Construct } from "constructs";
import type { DetectionContext } from "../detections/detection";
import { AlertTopic } from "./alert-topic";
import { AuditBus } from "./audit-bus";
import { MetricAlarms } from "./metric-alarms";

export interface CentralMonitoringProps {
  readonly context: DetectionContext;
  /** ARN of the account's alert key, a Terraform reference. */
  readonly keyArn: string;
}

/**
 * The second way to be told, past CloudWatch Logs: a bus that every account forwards to, its rules, and a topic of their
 * own. Lives in the security account, or else in the management account.
 */
export class CentralMonitoring extends Construct {
  constructor(scope: Construct, id: string, { context, keyArn }: CentralMonitoringProps) {
    super(scope, id);
    const { names, organization } = context;

    const { topicArn } = new AlertTopic(this, "topic", {
      names,
      topic: names.eventTopic,
      alerts: organization.alerts,
      keyArn,
      receipts: names.selfTest.receipts.events,
      selfTestMessage: { detection: ["self-test"] },
    });
    new AuditBus(this, "bus", { context, topicArn, keyArn });
    // What is wrong with this topic, the other one has to tell.
    new MetricAlarms(this, "alarms", { context, account: "central", topicArns: [topicArn, names.alarmTopic.arn] });
  }
}
