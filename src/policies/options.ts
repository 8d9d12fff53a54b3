import { exemptsStackSets } from "../config/guardrails";
import type { Organization } from "../config/organization";

/** Whether a description says it, and, where it does not, why a statement is missing. */
interface Needed {
  readonly isSaid: (organization: Organization) => boolean;
  readonly otherwise: string;
}

/** What a statement may need of the description: without it the statement is left out. */
const OPTIONS = {
  "a deploy role": {
    isSaid: ({ guardrails }) => guardrails.deployRole !== undefined,
    otherwise: "guardrails.deployRole is not named",
  },
  "no deploy role": {
    isSaid: ({ guardrails }) => guardrails.deployRole === undefined,
    otherwise: "guardrails.deployRole is named",
  },
  "a resource control policy": {
    isSaid: ({ guardrails }) => guardrails.resourceControlPolicy,
    otherwise: "guardrails.resourceControlPolicy is off",
  },
  "a policy at the root": {
    isSaid: ({ guardrails }) => guardrails.attachToRoot,
    otherwise: "guardrails.attachToRoot is off",
  },
  "a security account": {
    isSaid: ({ accounts }) => accounts.security !== undefined,
    otherwise: "accounts.security is not named",
  },
  "AWS Control Tower": {
    isSaid: ({ guardrails }) => guardrails.controlTower,
    otherwise: "guardrails.controlTower is off",
  },
  "an exemption of StackSets": { isSaid: exemptsStackSets, otherwise: "no guardrail exempts StackSets" },
  "a reader": {
    isSaid: ({ archive, workbench }) => archive.readers.length > 0 || workbench !== undefined,
    otherwise: "archive.readers names nobody and there is no workbench",
  },
  "accounts that read their own logs": {
    isSaid: ({ archive }) => archive.accountsReadOwnLogs,
    otherwise: "archive.accountsReadOwnLogs is off",
  },
  "an auditor who is a user elsewhere": {
    isSaid: ({ auditorAccess }) => auditorAccess?.external.some(({ user }) => user !== undefined) ?? false,
    otherwise: "auditorAccess.external names no user of another account",
  },
} as const satisfies Readonly<Record<string, Needed>>;

export type Option = keyof typeof OPTIONS;

/** Why a statement that needs these is missing; nothing where it is there. */
export type MissingOption = (typeof OPTIONS)[Option]["otherwise"];

export function missingOf(needs: readonly Option[], organization: Organization): readonly MissingOption[] {
  return needs.map((need) => OPTIONS[need]).flatMap(({ isSaid, otherwise }) => (isSaid(organization) ? [] : otherwise));
}

/** What is said of a statement that needs it, where the description leaves it out. */
export function otherwiseOf(need: Option): MissingOption {
  return OPTIONS[need].otherwise;
}
