import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface DelegatedAdministratorProps {
  /** Account that sees and restores the organization's trails. */
  readonly accountId: string;
  /** Trusted access, which must be on first. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Lets the security account's responders read the trail, start it again and query event data stores of the organization's,
 * without credentials of the management account, where this lives. What a delegated administrator could do besides, the
 * service control policies deny it: Terraform alone changes the trail, from the management account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
 */
export class DelegatedAdministrator extends Construct {
  constructor(scope: Construct, id: string, { accountId, dependsOn }: DelegatedAdministratorProps) {
    super(scope, id);

    new CloudtrailOrganizationDelegatedAdminAccount(this, "cloudtrail", { accountId, dependsOn });
  }
}
