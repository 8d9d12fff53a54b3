import type { Account, Organization } from "../../src/config/organization";
import { allAccounts } from "../../src/policies/deployer/accounts";
import { type NamedDocument, permissionsFor } from "../../src/policies/deployer/permissions";
import { type Replaced, replacedWhen } from "../../src/policies/deployer/replaced";
import { holdingOf } from "./holdings";

/** When the policies of an account's deploy role are replaced, where the description changes. */
export function deployerReplacedWhen(
  before: Organization,
  after: Organization,
  account: Account,
): Replaced | undefined {
  const old = allAccounts(before).find(({ id }) => id === account.id);
  // Another role has had nothing yet.
  const same = old !== undefined && old.deploy?.roleName === account.deploy?.roleName;
  return !same ? "before the deploy" : replacedWhen(printedFor(before, old), printedFor(after, account));
}

/** The same for whoever starts Terraform. */
export function starterReplacedWhen(before: Organization, after: Organization): Replaced | undefined {
  return replacedWhen(startedWith(before), startedWith(after));
}

/** What `npx org-trail permissions` prints. */
function printedFor(organization: Organization, account: Account): readonly NamedDocument[] {
  const { policies, boundary, roleBoundary } = permissionsFor("deploy", holdingOf(organization, account));
  return [...policies, boundary, ...(roleBoundary === undefined ? [] : [roleBoundary])];
}

function startedWith(organization: Organization): readonly NamedDocument[] {
  return permissionsFor("start", holdingOf(organization, organization.accounts.management)).policies;
}
