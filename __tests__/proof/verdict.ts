import type { Outcome } from "../../src/threats/attack";
import type { Caller } from "../support/iam/caller";
import { type Decision, decide } from "../support/iam/decide";
import type { Environment } from "../support/iam/environment";
import type { Cause } from "../support/iam/explanation";
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

/** What is wrong with the cells of one step at one vantage. */
export function objections(cells: readonly DecidedCell[]): readonly string[] {
  return [
    ...cells.flatMap((cell) => objectionTo(cell).map((objection) => `${describeCell(cell)}: ${objection}`)),
    ...sidObjections(cells),
  ];
}

function objectionTo({ decision, expected }: DecidedCell): readonly string[] {
  const sids = denyingSids(decision);
  switch (expected.kind) {
    case "detected":
    case "residual":
      return decision.decision === "allowed" ? [] : [`${expected.kind}, yet denied by ${describeCause(decision.by)}`];
    case "prevented":
      if (decision.decision === "allowed") return ["prevented, yet allowed"];
      return sids.some((sid) => expected.by.includes(sid)) ? [] : [`none of ${expected.by} denies`];
    case "refused":
      if (decision.decision === "allowed") return ["refused by AWS, yet allowed"];
      // That nothing grants it is no refusal of the service's: somebody may grant it tomorrow.
      return decision.by.layer === "service" && decision.by.source === expected.source
        ? []
        : [`refused by AWS as ${expected.source} says, yet denied by ${describeCause(decision.by)}`];
    case "not-granted":
      return decision.decision === "denied" ? [] : ["not granted, yet allowed"];
  }
}

/** The catalogue names every statement that denies, and no other. */
function sidObjections(cells: readonly DecidedCell[]): readonly string[] {
  const prevented = cells.filter(({ expected }) => expected.kind === "prevented");
  const said = new Set(prevented.flatMap(({ expected }) => sidsOf(expected)));
  const denying = new Set(prevented.flatMap(({ decision }) => denyingSids(decision)));
  return [
    ...[...said].filter((sid) => !denying.has(sid)).map((sid) => `${sid} is said to deny, and never does`),
    ...[...denying].filter((sid) => !said.has(sid)).map((sid) => `${sid} denies too, and is not said to`),
  ];
}

const sidsOf = (outcome: Outcome): readonly string[] => (outcome.kind === "prevented" ? outcome.by : []);

export function describeCell({ attack, step, vantage, caller }: AttackCell): string {
  return `${attack.id} ${step.action} from ${vantage} as ${describeCaller(caller)}`;
}

/** `assumed-role 111122223333 Administrator session` */
const describeCaller = ({ kind, ...rest }: Caller): string =>
  [kind, ...Object.values(rest).map((value) => (typeof value === "string" ? value : JSON.stringify(value)))].join(" ");

/** `DenyTrailTampering (scp ScpBaseline ou-Prod)` */
function describeCause({ layer, sid, policy, target, reason }: Cause): string {
  const where = [layer, policy, target].filter((one) => one !== undefined).join(" ");
  const what = sid ?? reason;
  return what === undefined ? where : `${what} (${where})`;
}
