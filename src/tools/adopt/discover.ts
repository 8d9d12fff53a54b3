import { setMaxListeners } from "node:events";
import { type Adoptable, adoptablesOf } from "../../adoption/adoptables";
import type { Adopted, Adoption } from "../../config/adoption";
import type { Organization } from "../../config/organization";
import { namesOf } from "../../naming";
import { resourceControlPolicies } from "../../policies/rcp";
import { serviceControlPolicies } from "../../policies/scp";
import { type Access, accessesOf } from "../terraform/access";
import type { SynthesizedStack } from "../terraform/manifest";
import { Refused } from "../terraform/refused";
import { sideBySide } from "../terraform/side-by-side";
import { blocksOf, readStackJson } from "../terraform/stack-json";
import { AccountReader, type Denied } from "./aws/account";
import { lookFor } from "./live/find";
import { type Survey, survey } from "./live/survey";
import { liveCount } from "./section";

/** What is live, of the description's and around the trail. */
export interface Discovered {
  readonly section: Adoption;
  readonly survey: Survey;
  /** What could not be read and is not needed to go on. */
  readonly skipped: readonly Denied[];
}

/** Resources of one account looked for at a time; their calls are bounded by the account's reader. */
const AT_A_TIME = 16;

/**
 * Reads every account of the description, and changes nothing there.
 *
 * @param say takes a line for whoever waits
 * @throws Refused with every permission that is missing
 */
export async function discover(
  organization: Organization,
  stacks: readonly SynthesizedStack[],
  stop: AbortSignal,
  say: (line: string) => void,
): Promise<Discovered> {
  // Every call listens to it, and there are many at a time.
  setMaxListeners(0, stop);
  const names = namesOf(organization);
  const readers = new Map(stacks.map((stack) => [stack.name, new AccountReader(accessOf(stack), stop)]));
  const readerNamed = (name: string) => {
    const reader = readers.get(name);
    if (reader === undefined) throw new Error(`no stack ${name} was synthesized`);
    return reader;
  };

  say(`Reading ${stacks.length} accounts: what is live around the trail ...`);
  const found = await survey(organization, names, readerNamed("management"), readerNamed("log-archive"));
  refuseWhereDenied(readers);

  const policies = [...serviceControlPolicies(names, organization), ...resourceControlPolicies(names, organization)];
  const section: Record<string, Readonly<Record<string, Adopted>>> = {};
  for (const stack of stacks) {
    const account = readerNamed(stack.name);
    const adoptables = adoptablesOf(stack.name, blocksOf(stack));
    const search = { account, adoptables, policies, archiveKey: found.key };
    const answers = await sideBySide(adoptables, AT_A_TIME, (adoptable) => lookFor(search, adoptable));
    const said = withoutOrphans(adoptables, answers);
    section[stack.name] = said;
    say(`  ${stack.name}  ${account.accountId}  ${liveCount(said)} of ${adoptables.length} resources are live`);
  }
  refuseWhereDenied(readers);
  return { section, survey: found, skipped: [...readers.values()].flatMap(({ skipped }) => skipped) };
}

/** How Terraform reaches the stack's own account; it may look up something in another. */
export function accessOf({ name, folder }: SynthesizedStack): Access {
  const own = readStackJson(folder).provider.aws.filter(({ alias }) => alias === name);
  const [access] = accessesOf(own);
  if (access === undefined) throw new Error(`the stack ${name} has no provider of its own`);
  return access;
}

/** A part whose whole is not live, as a policy of a queue's former owner: nobody adopts it alone. */
function withoutOrphans(
  adoptables: readonly Adoptable[],
  answers: readonly (Adopted | undefined)[],
): Readonly<Record<string, Adopted>> {
  const said = new Map(adoptables.map(({ address }, index) => [address, answers[index] ?? false]));
  return Object.fromEntries(
    adoptables.map(({ address, path, parents }) => [
      path,
      parents.every((parent) => said.get(parent) !== false) ? (said.get(address) ?? false) : false,
    ]),
  );
}

function refuseWhereDenied(readers: ReadonlyMap<string, AccountReader>): void {
  const denied = [...readers].flatMap(([stack, { denied: own }]) => own.map((one) => ({ stack, ...one })));
  if (denied.length === 0) return;
  const actions = new Map(denied.map((one) => [`${one.accountId} ${one.action}`, one]));
  const lines = [...actions.values()].map(
    ({ stack, accountId, action, what, message }) =>
      `  ${stack}, account ${accountId}: ${action} of ${what} is refused.\n    AWS says: ${message}`,
  );
  throw new Refused(
    [
      `Nothing was written: what may not be read could be live. Missing: ${actions.size === 1 ? "1 permission" : `${actions.size} permissions`}.`,
      ...lines,
      "Give the role that reads what `npx org-trail adopt --print-policy` prints, and run this again.",
    ].join("\n"),
  );
}
