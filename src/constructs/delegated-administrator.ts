import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface DelegatedAdministratorProps {
  /** Account that may operate the organization's trails. */
  readonly accountId: string;
  /** Trusted access, which must be on first. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Lets the security account operate CloudTrail for the organization. Lives in the management account.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
 */
export class DelegatedAdministrator extends Construct {
  constructor(scope: Construct, id: string, { accountId, dependsOn }: DelegatedAdministratorProps) {
    super(scope, id);

    new CloudtrailOrganizationDelegatedAdminAccount(this, "cloudtrail", { accountId, dependsOn });
  }
}
