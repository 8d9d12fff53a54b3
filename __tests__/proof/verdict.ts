import type { Outcome } from "../../src/threats/attack";
import { type Decision, decide } from "../support/iam/decide";
import type { Environment } from "../support/iam/environment";
import type { AttackCell } from "./cells";

export interface DecidedCell extends AttackCell {
  readonly decision: Decision;
}

/** Every decision of the proof is made here, and counted. */
export async function decided(environment: Environment, cells: readonly AttackCell[]): Promise<readonly DecidedCell[]> {
  const all: DecidedCell[] = [];
  for (const cell of cells) all.push({ ...cell, decision: await decide(environment, cell.caller, cell.request) });
  return all;
}

/** Sids that deny, each of which would be enough. */
export const denyingSids = ({ causes, decision }: Decision): readonly string[] =>
  decision === "denied" ? causes.flatMap(({ sid }) => sid ?? []) : [];

/** What is wrong with the cells of one step at one vantage; they share an outcome. */
export function objections(cells: readonly DecidedCell[], expected: Outcome): readonly string[] {
  return [
    ...cells.flatMap((cell) => objectionTo(cell, expected).map((objection) => `${describeCell(cell)}: ${objection}`)),
    ...sidObjections(cells, expected),
  ];
}

function objectionTo({ decision }: DecidedCell, expected: Outcome): readonly string[] {
  const sids = denyingSids(decision);
  switch (expected.kind) {
    case "detected":
    case "residual":
      return decision.decision === "allowed" ? [] : [`${expected.kind}, yet denied by ${JSON.stringify(decision.by)}`];
    case "prevented":
      if (decision.decision === "allowed") return ["prevented, yet allowed"];
      return sids.some((sid) => expected.by.includes(sid)) ? [] : [`none of ${expected.by} denies`];
    case "refused":
      if (decision.decision === "allowed") return ["refused by AWS, yet allowed"];
      return decision.by.layer === "service" || decision.by.layer.endsWith("-policy")
        ? []
        : ["denied by something else"];
    case "not-granted":
      return decision.decision === "denied" ? [] : ["not granted, yet allowed"];
  }
}

/** The catalogue names every statement that denies, and no other. */
function sidObjections(cells: readonly DecidedCell[], expected: Outcome): readonly string[] {
  if (expected.kind !== "prevented") return [];
  const denying = new Set(cells.flatMap(({ decision }) => denyingSids(decision)));
  return [
    ...expected.by.filter((sid) => !denying.has(sid)).map((sid) => `${sid} is said to deny, and never does`),
    ...[...denying].filter((sid) => !expected.by.includes(sid)).map((sid) => `${sid} denies too, and is not said to`),
  ];
}

export function describeCell({ attack, step, vantage, caller }: AttackCell): string {
  return `${attack.id} ${step.action} from ${vantage} as ${JSON.stringify(caller)}`;
}
