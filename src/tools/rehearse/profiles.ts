import type { Account, Organization } from "../../config/organization";
import { partitionOf } from "../../config/regions";
import { deployRoleOf } from "../../policies/deployer/accounts";
import { SECRET_ACCESS_KEY } from "../emulator/client-config";
import { accessKeyId } from "../emulator/organization-seed";
import { describedAccounts, roleIn } from "./described-roles";

/**
 * Shared AWS configuration with every profile that the description names. An account's profile assumes the role that
 * Terraform is to work as there.
 */
export function profilesOf(organization: Organization): string {
  const { accounts, homeRegion, state } = organization;
  const withProfiles = describedAccounts(organization).filter(({ account }) => account.deploy?.profile !== undefined);
  const stateProfile = state.backend === "s3" ? state.profile : undefined;
  const isKnown = withProfiles.some(({ account }) => account.deploy?.profile === stateProfile);
  return [
    ...withProfiles.flatMap(({ account }) => [
      keys(sourceOf(account), account.id, homeRegion),
      assuming(account, organization),
    ]),
    ...(stateProfile === undefined || isKnown ? [] : [keys(stateProfile, accounts.management.id, homeRegion)]),
  ].join("\n");
}

const sourceOf = ({ id }: Account): string => `administrator-of-${id}`;

function keys(profile: string, accountId: string, region: string): string {
  return `[profile ${profile}]
region = ${region}
aws_access_key_id = ${accessKeyId(accountId)}
aws_secret_access_key = ${SECRET_ACCESS_KEY}
`;
}

function assuming(account: Account, organization: Organization): string {
  const { homeRegion } = organization;
  const { path, name } = roleIn(organization, deployRoleOf(organization, account));
  return `[profile ${account.deploy?.profile}]
region = ${homeRegion}
role_arn = arn:${partitionOf(homeRegion)}:iam::${account.id}:role${path}${name}
source_profile = ${sourceOf(account)}
`;
}
