import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { auditBusPolicy } from "../policies/audit-bus-policy";
import { policyJson } from "./policy-json";

export interface AuditBusProps {
  readonly names: Names;
}

/** Where member accounts send what they see. Lives in the security account, or else in the management account. */
export class AuditBus extends Construct {
  constructor(scope: Construct, id: string, { names }: AuditBusProps) {
    super(scope, id);

    const bus = new CloudwatchEventBus(this, "bus", {
      name: names.auditBus.name,
      description: "Audit events of the organization's member accounts",
    });
    new CloudwatchEventBusPolicy(this, "policy", {
      eventBusName: bus.name,
      policy: policyJson(auditBusPolicy(names)),
    });
  }
}
