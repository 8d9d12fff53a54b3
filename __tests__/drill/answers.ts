import { forwardsByStackSet } from "../../src/config/forwarding";
import type { Organization } from "../../src/config/organization";
import { DETECTIONS, type DetectionId } from "../../src/detections";
import type { Detection } from "../../src/detections/detection";
import type { Outcome } from "../../src/threats/attack";
import type { Target } from "../../src/threats/targets";
import type { AttackAnswer } from "../../src/tools/rehearse/drill-answer";
import { recordsOf } from "../detections/attack-records";
import type { Watch } from "../detections/watch";
import { accountsAt } from "../proof/attackers";
import { type DecidedCell, objections } from "../proof/verdict";
import type { Cause } from "../support/iam/explanation";

const OF_STACK_SETS: readonly Target[] = ["forwardingStack", "forwardingStackSet", "stackSetRole"];

/** What became of every attack, from every place where it was tried. */
export function answersOf(
  cells: readonly DecidedCell[],
  watch: Watch,
  organization: Organization,
): readonly AttackAnswer[] {
  const tried = forwardsByStackSet(organization)
    ? cells
    : cells.filter(({ attack }) => !attack.steps.some(({ target }) => OF_STACK_SETS.includes(target)));
  const grouped = groupedBy(tried, ({ attack, vantage }) => `${attack.id} ${vantage}`);
  return [...grouped.values()].map((group) => answerOf(group, watch, organization));
}

function answerOf(cells: readonly DecidedCell[], watch: Watch, organization: Organization): AttackAnswer {
  const [{ attack, vantage }] = cells as [DecidedCell];
  const allowed = cells.filter(({ decision }) => decision.decision === "allowed");
  const denied = cells.filter(({ decision }) => decision.decision === "denied");
  const outcomes = allowed.map(({ expected }) => expected);
  const named = outcomes.flatMap((outcome) => (outcome.kind === "detected" ? outcome.by : []));
  const steps = [...groupedBy(cells, ({ step }) => step).values()];
  return {
    id: attack.id,
    title: attack.title,
    plane: attack.plane,
    vantage,
    calls: cells.length,
    allowed: allowed.length,
    seen: outcomes.filter(({ kind }) => kind === "detected").length,
    refusedBy: unique(denied.flatMap(({ decision }) => decision.causes.map(refuser))),
    seenBy: unique(named),
    accepted: accepted(outcomes),
    broken: [...steps.flatMap(objections), ...unseen(allowed, unique(named), watch, organization)],
  };
}

/** Who refused, in a reviewer's words. */
function refuser({ sid, layer }: Cause): string {
  if (sid !== undefined) return sid;
  return layer === "service" ? "AWS itself" : "no permission";
}

const accepted = (outcomes: readonly Outcome[]): string | undefined =>
  outcomes.find((outcome) => outcome.kind === "residual")?.because;

/** Detections that are promised, and whose patterns, as they were read back, do not see what was allowed. */
function unseen(
  allowed: readonly DecidedCell[],
  named: readonly DetectionId[],
  watch: Watch,
  organization: Organization,
): readonly string[] {
  const [cell] = allowed;
  if (cell === undefined) return [];
  const [account] = accountsAt(cell.vantage, organization);
  if (account === undefined) return [];
  const records = cell.attack.steps.flatMap((step) => recordsOf(step, account, organization));
  const seen = records.map(watch.seen);
  return named
    .filter(isEventBased)
    .filter((id) => seen.some((ids) => !ids.includes(id)))
    .map((id) => `${id} does not see ${cell.attack.id} from ${cell.vantage}`);
}

/** The others look at what is left of the trail, or miss what does not come: no single call shows them. */
function isEventBased(id: DetectionId): boolean {
  const { kind }: Detection = DETECTIONS[id];
  return kind === "events" || kind === "benchmark" || kind === "signal";
}

/** Map.groupBy, which Node.js 20 does not have. */
function groupedBy<Value, Key>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): ReadonlyMap<Key, readonly Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];
