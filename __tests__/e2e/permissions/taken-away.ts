import type { Account, Organization } from "../../../src/config/organization";
import { permissionsFor } from "../../../src/policies/deployer/permissions";
import type { Authorization } from "../../../src/tools/emulator/emulator";
import { holdingOf } from "../../support/holdings";
import { said } from "../support/assertions";
import type { Result } from "../support/command";
import type { DeployRoles } from "../support/deploy-roles";
import { type GrantedAction, told } from "../support/granted-actions";
import type { LiveOrganization } from "../support/live-organization";
import type { Terraform } from "../support/terraform";

/** What became of actions that were taken away. */
export interface TakenAway {
  /** A run failed for want of each, named it, and got it back. */
  readonly needed: readonly GrantedAction[];
  /** A run succeeded without all of these. */
  readonly unneeded: readonly GrantedAction[];
  readonly runs: number;
}

/**
 * Takes actions away from an account's deploy role, all of them at once, and runs Terraform. What it fails for want of it gets
 * back, and it runs again, until it succeeds.
 */
export async function takeAway(
  { live, roles, described, account }: Taking,
  actions: readonly GrantedAction[],
  terraform: Terraform,
  ...words: readonly string[]
): Promise<TakenAway> {
  const missing = new Map(actions.map((one) => [told(one), one]));
  const needed: GrantedAction[] = [];
  const accounts = ({ id }: Account) => id === account.id;
  const kept = (sid: string, action: string) => !missing.has(told({ sid, action }));
  for (let runs = 1; ; runs += 1) {
    await roles.allow(described, { accounts, kept });
    await live.emulator.forgetAuthorizations();
    const result = await terraform.as(roles.environment).run(...words);
    if (result.exitCode === 0) {
      await roles.allow(described, { accounts });
      return { needed, unneeded: [...missing.values()], runs };
    }
    const named = namedBy(result, await live.emulator.authorizations());
    const found = grantedFor(described, account, named).filter((one) => missing.has(told(one)));
    if (found.length === 0) {
      throw new Error(`[${terraform.stack}] fails for want of nothing that was taken away: ${said(result)}`);
    }
    for (const one of found) missing.delete(told(one));
    needed.push(...found);
  }
}

/** Whose actions are taken away, and as what the organization is described. */
interface Taking {
  readonly live: LiveOrganization;
  readonly roles: DeployRoles;
  readonly described: Organization;
  readonly account: Account;
}

/** What was refused, and that a failed run names. The answer to a HEAD request has no body, which would name it. */
function namedBy(result: Result, asked: readonly Authorization[]): readonly Authorization[] {
  const text = said(result);
  return asked.filter(
    ({ allowed, role, call, action, resource }) =>
      !allowed &&
      (call.startsWith("s3.Head") ||
        text.includes(`${role} is not authorized to perform: ${action} on resource: ${resource}`)),
  );
}

/** Which statements would have allowed it, once each. */
function grantedFor(
  described: Organization,
  account: Account,
  refused: readonly Authorization[],
): readonly GrantedAction[] {
  const { together } = permissionsFor("deploy", holdingOf(described, account));
  const allowing = together.Statement.filter(({ Effect }) => Effect === "Allow");
  const found = allowing.flatMap(({ Sid, Action, Resource = [] }) =>
    refused
      .filter(({ role }) => role.split(":")[4] === account.id)
      .filter(({ resource }) => [Resource].flat().some((pattern) => matches(pattern, resource)))
      .filter(({ action }) => [Action].flat().includes(action))
      .map(({ action }) => ({ sid: Sid, action })),
  );
  return [...new Map(found.map((one) => [told(one), one])).values()];
}

function matches(pattern: string, resource: string): boolean {
  const expression = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${expression.join(".*")}$`).test(resource);
}
