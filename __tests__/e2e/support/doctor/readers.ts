import type { Organization } from "../../../../src/config/organization";
import { trustPolicy } from "../../../../src/policies/deployer/trust";
import type { PolicyDocument } from "../../../../src/policies/document";
import type { Authorization, Emulator } from "../../../../src/tools/emulator/emulator";
import { allAccounts } from "../../../../src/tools/emulator/organization-seed";
import { makeRole } from "../../../../src/tools/emulator/roles";

export const READER = "OrgTrailDoctor";

/** As `npx org-trail doctor --print-policy` prints them. */
export type PrintedPolicies = Readonly<Record<string, PolicyDocument>>;

/** A role in every account that has what is printed for it, and nothing else. */
export async function makeReaders(
  emulator: Emulator,
  { homeRegion, accounts }: Organization,
  printed: PrintedPolicies,
): Promise<void> {
  for (const { id } of allAccounts(emulator.seed)) {
    const principalArn = `arn:aws:iam::${accounts.management.id}:root`;
    const document = policyOf(printed, id);
    await makeRole(emulator, homeRegion, {
      accountId: id,
      path: "/",
      name: READER,
      trust: trustPolicy({ kind: "role", principalArn }, "aws", id),
      policies: document === undefined ? [] : [{ name: READER, document }],
    });
  }
}

/** Actions that a reader was given and did not use, with its account. */
export function unused(
  emulator: Emulator,
  printed: PrintedPolicies,
  authorizations: readonly Authorization[],
): readonly string[] {
  return allAccounts(emulator.seed).flatMap(({ id }) => {
    const used = new Set(
      authorizations
        .filter(({ role, allowed }) => allowed && role === `arn:aws:iam::${id}:role/${READER}`)
        .map(({ action }) => action),
    );
    const given = policyOf(printed, id)?.Statement.flatMap(({ Action }) => [Action].flat()) ?? [];
    return given.filter((action) => !used.has(action)).map((action) => `${id} ${action}`);
  });
}

function policyOf(printed: PrintedPolicies, accountId: string): PolicyDocument | undefined {
  const title = Object.keys(printed).find((one) => one.endsWith(` ${accountId}`)) ?? "every other account";
  return printed[title];
}
