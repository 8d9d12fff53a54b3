import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Organization } from "../config/organization";
import type { Names } from "../naming";
import { serviceControlPolicies } from "../policies/scp";
import { OrganizationPolicy } from "./organization-policy";
import type { OrganizationalUnits } from "./organizational-units";

export interface CloudTrailScpProps {
  readonly names: Names;
  readonly organization: Organization;
  readonly units: OrganizationalUnits;
  /** Id of the organization's root, a Terraform reference. */
  readonly rootId: string;
  /** ARN of the archive's key, a Terraform reference. */
  readonly archiveKeyArn: string;
}

/**
 * The service control policies: no member account can stop, blind or empty the trail, or touch the archive. Lives in the management account.
 *
 * @example
 * new CloudTrailScp(this, "cloud-trail-scp", { names, organization, units, rootId, archiveKeyArn: archiveKey.keyArn });
 */
export class CloudTrailScp extends Construct {
  readonly policies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { names, organization, units, rootId, archiveKeyArn }: CloudTrailScpProps) {
    super(scope, id);

    const type = "SERVICE_CONTROL_POLICY";
    this.policies = serviceControlPolicies(names, organization).map(
      (policy) => new OrganizationPolicy(this, policy.id, { type, policy, names, units, rootId, archiveKeyArn }).policy,
    );
  }
}
