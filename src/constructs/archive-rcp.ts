import { Construct } from "constructs";
import type { Organization } from "../config/organization";
import type { Names } from "../naming";
import { resourceControlPolicies } from "../policies/rcp";
import { OrganizationPolicy } from "./organization-policy";
import type { OrganizationalUnits } from "./organizational-units";

export interface ArchiveRcpProps {
  readonly names: Names;
  readonly organization: Organization;
  readonly units: OrganizationalUnits;
  /** Id of the organization's root, a Terraform reference. */
  readonly rootId: string;
  /** ARN of the archive's key, a Terraform reference. */
  readonly archiveKeyArn: string;
}

/** That nobody, from whichever account, opens or destroys what the log-archive account holds. Lives in the management account. */
export class ArchiveRcp extends Construct {
  constructor(scope: Construct, id: string, { names, organization, units, rootId, archiveKeyArn }: ArchiveRcpProps) {
    super(scope, id);

    for (const policy of resourceControlPolicies(names, organization)) {
      new OrganizationPolicy(this, policy.id, {
        type: "RESOURCE_CONTROL_POLICY",
        policy,
        names,
        units,
        rootId,
        archiveKeyArn,
      });
    }
  }
}
