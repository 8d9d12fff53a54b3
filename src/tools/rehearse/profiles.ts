import type { Account, Organization } from "../../config/organization";
import { partitionOf } from "../../config/regions";
import { SECRET_ACCESS_KEY } from "../emulator/client-config";
import { accessKeyId } from "../emulator/organization-seed";
import { describedAccounts, roleIn } from "./described-roles";

/**
 * Shared AWS configuration with every profile that the description names. Where the profile is to be the deploy role, as
 * with a permission set, it assumes that role, so that Terraform works as whom the guardrails exempt.
 */
export function profilesOf(organization: Organization): string {
  const { accounts, homeRegion, state } = organization;
  const profiles = describedAccounts(organization).flatMap(({ account }) => {
    const { profile, roleName } = account.deploy ?? {};
    if (profile === undefined) return [];
    const { deployRole } = organization.guardrails;
    return deployRole === undefined || roleName !== undefined
      ? [keys(profile, account.id, homeRegion)]
      : [keys(sourceOf(account), account.id, homeRegion), assuming(profile, account, organization)];
  });
  const stateProfile = state.backend === "s3" ? state.profile : undefined;
  const isKnown = describedAccounts(organization).some(({ account }) => account.deploy?.profile === stateProfile);
  return [
    ...profiles,
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

function assuming(profile: string, account: Account, organization: Organization): string {
  const { homeRegion, guardrails } = organization;
  const { path, name } = roleIn(organization, guardrails.deployRole ?? "");
  return `[profile ${profile}]
region = ${homeRegion}
role_arn = arn:${partitionOf(homeRegion)}:iam::${account.id}:role${path}${name}
source_profile = ${sourceOf(account)}
`;
}
