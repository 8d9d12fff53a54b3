import type { Organization } from "../../../src/config/organization";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import { type Holding, type Purpose, permissionsFor } from "../../../src/policies/deployer/permissions";
import { UNUSED_ACTIONS } from "../../../src/policies/deployer/unused";
import type { Authorization } from "../../../src/tools/emulator/emulator";
import { holdingOf } from "../../support/holdings";

/** An action, as a statement grants it to a role. */
export interface GrantedAction {
  readonly sid: string;
  readonly action: string;
}

/** As failures show it, and as it is told from others. */
export const told = ({ sid, action }: GrantedAction): string => `${sid} ${action}`;

/** What the policies of one purpose grant to an account's role. */
export function grantedFor(purpose: Purpose, holding: Holding): readonly GrantedAction[] {
  const { together } = permissionsFor(purpose, holding);
  return together.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Sid, Action }) =>
    [Action].flat().map((action) => ({ sid: Sid, action })),
  );
}

/**
 * What an account's role is granted for some purposes and did not use. It used what a statement allowed it and no other one of
 * the same purpose: without that action there the call would have been refused.
 */
export function unusedOf(
  holding: Holding,
  purposes: readonly Purpose[],
  authorizations: readonly Authorization[],
): readonly GrantedAction[] {
  const own = authorizations.filter(({ allowed, role }) => allowed && role.split(":")[4] === holding.account.id);
  return purposes.flatMap((purpose) => {
    const granted = grantedFor(purpose, holding);
    const sids = new Set(granted.map(({ sid }) => sid));
    const used = new Set(
      own.flatMap(({ action, statements }) => {
        const [sid, ...others] = statements.filter((one) => sids.has(one));
        return sid === undefined || others.length > 0 ? [] : [told({ sid, action })];
      }),
    );
    return granted.filter((one) => !used.has(told(one)));
  });
}

/** What roles of an organization are granted and, so says the list, do not use for the first apply. */
export function listedAsUnused(organization: Organization): string[] {
  const purposes = ["deploy", "register-administrator", "start"] as const;
  const granted = allAccounts(organization).flatMap((account) =>
    purposes.flatMap((purpose) => grantedFor(purpose, holdingOf(organization, account)).map(told)),
  );
  return UNUSED_ACTIONS.map(told).filter((one) => granted.includes(one));
}

/** What statements allowed alone: each would have been missed. */
export function neededIn(authorizations: readonly Authorization[]): ReadonlySet<string> {
  return new Set(
    authorizations
      .filter(({ allowed, statements }) => allowed && statements.length === 1)
      .map(({ action, statements: [sid = ""] }) => told({ sid, action })),
  );
}
