import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { EventPattern } from "../detections/event-pattern";
import { type ForwarderNames, type Names, numbered } from "../naming";
import { forwarderPolicy, forwarderTrustPolicy } from "../policies/forwarder-role-policy";
import { policyJson } from "./policy-json";
import { RULE_STATE } from "./rule-state";

export interface ForwarderProps {
  readonly names: Names;
  readonly forwarder: ForwarderNames;
  /** Account that forwards. */
  readonly accountId: string;
  /** Region that forwards. */
  readonly region: string;
  /** The account's provider in that Region. */
  readonly provider: TerraformProvider;
  /** What is forwarded, a rule each. */
  readonly patterns: readonly EventPattern[];
}

/** Sends an account's events of one Region to the audit bus. */
export class Forwarder extends Construct {
  constructor(scope: Construct, id: string, props: ForwarderProps) {
    super(scope, id);
    const { names, forwarder, accountId, region, provider, patterns } = props;

    const role = new IamRole(this, "role", {
      name: forwarder.roleIn(region),
      description: `Lets EventBridge forward audit events of ${region} to the organization's audit bus`,
      assumeRolePolicy: policyJson(forwarderTrustPolicy(names, forwarder, accountId, region)),
      permissionsBoundary: names.roleBoundary(accountId)?.arn,
    });
    const permissions = new IamRolePolicy(this, "role-policy", {
      name: "ForwardToAuditBus",
      role: role.name,
      policy: policyJson(forwarderPolicy(names)),
    });
    patterns.forEach((pattern, index) => {
      const rule = new CloudwatchEventRule(this, `rule-${index + 1}`, {
        name: numbered(forwarder.rule, index),
        description: "Events that the organization's audit bus decides on",
        eventPattern: JSON.stringify(pattern),
        state: RULE_STATE,
        provider,
      });
      new CloudwatchEventTarget(this, `target-${index + 1}`, {
        rule: rule.name,
        targetId: "audit-bus",
        arn: names.auditBus.arn,
        roleArn: role.arn,
        // EventBridge's own limits, said so that nobody shortens them unseen.
        retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
        dependsOn: [permissions],
        provider,
      });
    });
  }
}
