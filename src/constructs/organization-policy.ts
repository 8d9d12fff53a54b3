import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { Construct } from "constructs";
import { type AttachedPolicy, type PolicyTarget, type PolicyType, withinQuota } from "../policies/organization-policy";
import type { OrganizationalUnits } from "./organizational-units";
import { policyJson } from "./policy-json";

export interface OrganizationPolicyProps {
  readonly type: PolicyType;
  readonly policy: AttachedPolicy;
  readonly units: OrganizationalUnits;
  /** Id of the organization's root, a Terraform reference. */
  readonly rootId: string;
}

/** One policy of the organization and its attachments. Lives in the management account. */
export class OrganizationPolicy extends Construct {
  constructor(scope: Construct, id: string, { type, policy, units, rootId }: OrganizationPolicyProps) {
    super(scope, id);

    const { id: policyId } = new OrganizationsPolicy(this, "policy", {
      type,
      name: policy.name,
      description: policy.description,
      content: policyJson(withinQuota(type, policy)),
    });
    for (const target of policy.targets) {
      new OrganizationsPolicyAttachment(this, `attachment-${nameOf(target)}`, {
        policyId,
        targetId: idOf(target, units, rootId),
      });
    }
  }
}

function nameOf(target: PolicyTarget): string {
  switch (target.kind) {
    case "root":
      return "root";
    case "organizational-unit":
      return `ou-${target.path}`;
    case "account":
      return target.accountId;
  }
}

function idOf(target: PolicyTarget, units: OrganizationalUnits, rootId: string): string {
  switch (target.kind) {
    case "root":
      return rootId;
    case "organizational-unit":
      return units.idOf(target.path);
    case "account":
      return target.accountId;
  }
}
