import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { auditBusForwarderPolicy, auditBusForwarderTrustPolicy } from "../policies/audit-bus-policy";
import { policyJson } from "./policy-json";

export interface TrailTamperingForwarderProps {
  readonly names: Names;
  /** Account that forwards. */
  readonly accountId: string;
}

/**
 * Forwards every attempt to change a trail through the home Region, refused ones included, to the audit bus. Lives in a
 * member account.
 */
export class TrailTamperingForwarder extends Construct {
  constructor(scope: Construct, id: string, { names, accountId }: TrailTamperingForwarderProps) {
    super(scope, id);

    const role = new IamRole(this, "role", {
      name: names.auditBusForwarderRole,
      description: "Lets EventBridge forward audit events to the organization's audit bus",
      assumeRolePolicy: policyJson(auditBusForwarderTrustPolicy(names, accountId)),
    });
    const permissions = new IamRolePolicy(this, "role-policy", {
      name: "ForwardToAuditBus",
      role: role.name,
      policy: policyJson(auditBusForwarderPolicy(names)),
    });
    const rule = new CloudwatchEventRule(this, "rule", {
      name: names.trailTamperingRule,
      description: "Changes of a trail, tried or done",
      // Calls that only read would be noise.
      eventPattern: JSON.stringify({
        source: ["aws.cloudtrail"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventSource: ["cloudtrail.amazonaws.com"], readOnly: [false] },
      }),
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "audit-bus",
      arn: names.auditBus.arn,
      roleArn: role.arn,
      dependsOn: [permissions],
    });
  }
}
