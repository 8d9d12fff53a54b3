import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { type AttachedPolicy, type PolicyTarget, type PolicyType, withinQuota } from "../policies/organization-policy";
import type { OrganizationalUnits } from "./organizational-units";
import { policyJson } from "./policy-json";

export interface OrganizationPolicyProps {
  readonly type: PolicyType;
  readonly policy: AttachedPolicy;
  readonly names: Names;
  readonly units: OrganizationalUnits;
  /** Id of the organization's root, a Terraform reference. */
  readonly rootId: string;
  /** ARN of the archive's key, a Terraform reference. */
  readonly archiveKeyArn: string;
}

/** One policy of the organization and its attachments. Lives in the management account. */
export class OrganizationPolicy extends Construct {
  readonly policy: OrganizationsPolicy;

  constructor(
    scope: Construct,
    id: string,
    { type, policy, names, units, rootId, archiveKeyArn }: OrganizationPolicyProps,
  ) {
    super(scope, id);

    this.policy = new OrganizationsPolicy(this, "policy", {
      type,
      name: policy.name,
      description: policy.description,
      content: policyJson(withinQuota(type, policy)).replaceAll(
        names.archiveKeyInPolicies,
        () => names.archiveKeyArn ?? archiveKeyArn,
      ),
    });
    // An attachment's address ends in its target's id: by the target's name, the renaming of a unit would detach what the
    // same plan attaches. The ids are known when Terraform plans, since no look-up waits for a resource.
    // https://developer.hashicorp.com/terraform/language/meta-arguments/for_each#limitations-on-values-used-in-for_each
    const targets = TerraformIterator.fromList(policy.targets.map((target) => idOf(target, units, rootId)));
    new OrganizationsPolicyAttachment(this, "attachments", {
      forEach: targets,
      policyId: this.policy.id,
      targetId: targets.value,
      // Should a policy ever be replaced, the new one guards before the old one goes; Terraform then makes both so.
      lifecycle: { createBeforeDestroy: true },
    });
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
