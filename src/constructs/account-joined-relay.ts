import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { joinRelayPolicy, joinRelayTrustPolicy } from "../policies/join-relay-role-policy";
import { policyJson } from "./policy-json";
import { ACCOUNT_JOINED } from "./trail-sentinel";

export interface AccountJoinedRelayProps {
  readonly names: Names;
  /** The management account's provider in the Region of Organizations' events. */
  readonly provider: TerraformProvider;
}

/**
 * Organizations' events arise in one Region, and a rule runs a function of its own Region alone: this takes them to the
 * home Region. Lives in the management account, where the home Region is another.
 */
export class AccountJoinedRelay extends Construct {
  constructor(scope: Construct, id: string, { names, provider }: AccountJoinedRelayProps) {
    super(scope, id);
    const { joinRelayRule, joinRelayRole } = names.sentinel;

    const role = new IamRole(this, "role", {
      name: joinRelayRole,
      description: "Lets EventBridge take the joining of accounts to the home Region",
      assumeRolePolicy: policyJson(joinRelayTrustPolicy(names)),
      permissionsBoundary: names.roleBoundary(names.managementAccountId)?.arn,
    });
    const permissions = new IamRolePolicy(this, "role-policy", {
      name: "RelayToHomeRegion",
      role: role.name,
      policy: policyJson(joinRelayPolicy(names)),
    });
    const rule = new CloudwatchEventRule(this, "rule", {
      name: joinRelayRule.name,
      description: "Takes the joining of accounts to the home Region",
      eventPattern: JSON.stringify(ACCOUNT_JOINED),
      provider,
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "home-region",
      arn: names.defaultBusArn,
      roleArn: role.arn,
      dependsOn: [permissions],
      provider,
    });
  }
}
