import type { Organization } from "../../config/organization";
import { namesOf } from "../../naming";
import { allAccounts } from "../../policies/deployer/accounts";
import { formerTypes } from "../../policies/deployer/former";
import type { Holding } from "../../policies/deployer/permissions";
import { readActions } from "../adopt/policy";
import type { SynthesizedStack } from "../terraform/manifest";
import { Refused } from "../terraform/refused";
import { ownAccountId, readStackJson } from "../terraform/stack-json";
import { heldTypes } from "./held-types";

/** What Terraform works on in each account of an organization, in the order of applies. */
export function holdingsOf(organization: Organization, synthesized: readonly SynthesizedStack[]): readonly Holding[] {
  const names = namesOf(organization);
  const held = heldTypes(synthesized.map(({ folder }) => readStackJson(folder)));
  const stacks = synthesized.map(({ name, folder }) => ({
    name,
    accountId: ownAccountId(name, readStackJson(folder)),
  }));
  const all = stacks.map(({ name }) => name);
  return stacks.flatMap(({ name, accountId }) => {
    const account = allAccounts(organization).find(({ id }) => id === accountId);
    if (account === undefined)
      throw new Error(`the stack ${name} is of the account ${accountId}, which nobody described`);
    const types = formerTypes(organization, accountId) ?? held.get(accountId) ?? new Set();
    return { names, organization, account, stack: name, stacks: all, types, looks: adoptionLooks(name, types) };
  });
}

/** As `org-trail adopt --print-policy` has it: of objects none. */
export function adoptionLooks(stack: string, types: Iterable<string>): readonly string[] {
  return readActions(stack, types).filter((action) => action !== "s3:GetObject");
}

/** @param wanted an account's id, or the name of its stack */
export function holdingNamed(holdings: readonly Holding[], wanted: string): Holding {
  const found = holdings.find(({ account, stack }) => account.id === wanted || stack === wanted);
  if (found !== undefined) return found;
  const known = holdings.map(({ account, stack }) => `${stack} (${account.id})`).join(", ");
  throw new Refused(`No account and no stack is called ${wanted}. There are: ${known}.`);
}
