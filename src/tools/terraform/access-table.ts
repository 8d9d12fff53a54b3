import type { Account, Organization } from "../../config/organization";
import { columns } from "../columns";
import { type Access, type Answer, accessesOf, askWho, describeAccess, keyOf } from "./access";
import { deployerNotice } from "./deployer-notice";
import type { Failure } from "./failures";
import type { SynthesizedStack } from "./manifest";
import type { Session } from "./session";
import { sideBySide } from "./side-by-side";
import type { ProviderJson, StackJson } from "./stack-json";

/** Asks who Terraform is in each account, prints it as a table, and returns what is wrong. */
export async function answersOf(
  session: Session,
  stacks: readonly SynthesizedStack[],
  jsons: readonly StackJson[],
  limit: number,
): Promise<readonly Failure[]> {
  const accesses = accessesOf(jsons.flatMap(({ provider }) => provider.aws));
  const answers = await sideBySide(accesses, limit, (access) => askWho(access, session.interruption.signal));
  session.interruption.signal.throwIfAborted();
  const byAccess = new Map(accesses.map((access, index) => [keyOf(access), answers[index]]));
  const rows = stacks.map((stack, index) => {
    const [own] = accessesOf(ownProviders(stack, jsons[index]));
    return own === undefined ? [] : row(stack.name, own, byAccess.get(keyOf(own)));
  });
  session.say(`\n${columns([["stack", "account", "with", "as"], ...rows]).join("\n")}`);
  for (const notice of deployerNotices(session.organization, accesses, answers)) session.say(`Warning: ${notice}`);
  return answers.flatMap((answer) => (answer !== undefined && "failure" in answer ? [answer.failure] : []));
}

/** What is to be said of who answered, account by account. */
export function deployerNotices(
  organization: Organization,
  accesses: readonly Access[],
  answers: readonly (Answer | undefined)[],
): readonly string[] {
  const accounts = accountsOf(organization);
  return accesses.flatMap((access, index) => {
    const answer = answers[index];
    const account = accounts.find(({ id }) => id === access.accountId);
    if (answer === undefined || account === undefined || !("callerArn" in answer)) return [];
    return deployerNotice(organization, account, answer.callerArn) ?? [];
  });
}

function row(stack: string, access: Access, answer: Answer | undefined): readonly string[] {
  return [stack, access.accountId, describeAccess(access), answer === undefined ? "" : wordsOf(answer)];
}

function wordsOf(answer: Answer): string {
  if ("failure" in answer) return "refused, see below";
  return "unreachable" in answer ? `not asked: ${answer.unreachable}` : answer.callerArn;
}

/** The accounts that can have a stack, those among them whose stack is to become empty. */
function accountsOf({ accounts }: Organization): readonly Account[] {
  const { management, logArchive, security, workloads, former } = accounts;
  // Former ones first: an account that goes over to a StackSet stands in both lists, and its stack works with that access.
  return [management, logArchive, ...(security ? [security] : []), ...former, ...workloads];
}

/** The providers of a stack's own account: the one that is named after the stack. */
function ownProviders({ name }: SynthesizedStack, json: StackJson | undefined): readonly ProviderJson[] {
  return (json?.provider.aws ?? []).filter(({ alias }) => alias === name);
}
