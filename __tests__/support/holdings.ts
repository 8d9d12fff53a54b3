import type { Account, Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { formerTypes } from "../../src/policies/deployer/former";
import type { Holding } from "../../src/policies/deployer/permissions";
import { heldTypes } from "../../src/tools/permissions/held-types";
import { adoptionLooks } from "../../src/tools/permissions/holdings";
import type { StackJson } from "../../src/tools/terraform/stack-json";
import { synthesized } from "./synthesized";

/** What Terraform works on in an account of an organization, by what is synthesized. */
export function holdingOf(organization: Organization, account: Account): Holding {
  const stacks = [...synthesized(organization).values()];
  const held = heldTypes(stacks.map(({ json }) => json as unknown as StackJson));
  const own = stacks.find((stack) =>
    stack.providers().some(({ alias, allowed_account_ids: ids }) => alias === stack.name && String(ids) === account.id),
  );
  const types = formerTypes(organization, account.id) ?? held.get(account.id) ?? new Set<string>();
  return {
    names: namesOf(organization),
    organization,
    account,
    stack: own?.name ?? "",
    stacks: stacks.map(({ name }) => name),
    types,
    looks: adoptionLooks(own?.name ?? "", types),
  };
}
