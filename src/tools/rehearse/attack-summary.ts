import type { Plane, Vantage } from "../../threats/attack";
import type { AttackAnswer } from "./drill-answer";

/** What became of calls: each is refused, or seen, or neither. */
export interface CallCounts {
  readonly calls: number;
  readonly refused: number;
  readonly seen: number;
  /** Accepted, with a reason each. */
  readonly neither: number;
}

/** One kind of thing that is attacked. */
export interface PlaneSummary extends CallCounts {
  readonly plane: Plane;
  readonly attacks: number;
}

export function byPlane(attacks: readonly AttackAnswer[]): readonly PlaneSummary[] {
  return unique(attacks.map(({ plane }) => plane)).map((plane) => {
    const of = attacks.filter((attack) => attack.plane === plane);
    return { plane, attacks: unique(of.map(({ id }) => id)).length, ...counted(of) };
  });
}

export function counted(attacks: readonly AttackAnswer[]): CallCounts {
  return {
    calls: sum(attacks.map(({ calls }) => calls)),
    refused: sum(attacks.map(({ calls, allowed }) => calls - allowed)),
    seen: sum(attacks.map(({ seen }) => seen)),
    neither: sum(attacks.map(({ allowed, seen }) => allowed - seen)),
  };
}

/** Attacks of which something is neither refused nor seen, and that is accepted. */
export function acceptedAttacks(attacks: readonly AttackAnswer[]): readonly string[] {
  return unique(attacks.filter(({ accepted }) => accepted !== undefined).map(({ id }) => id));
}

/** One attack, and each answer with the places that get it. */
export interface AttackSummary {
  readonly id: string;
  readonly title: string;
  readonly answers: readonly { readonly from: readonly Vantage[]; readonly answer: string }[];
}

export function byAttack(attacks: readonly AttackAnswer[]): readonly AttackSummary[] {
  return unique(attacks.map(({ id }) => id)).map((id) => {
    const of = attacks.filter((attack) => attack.id === id);
    const answers = unique(of.map(answerOf));
    return {
      id,
      title: of[0]?.title ?? "",
      answers: answers.map((answer) => ({
        from: of.filter((attack) => answerOf(attack) === answer).map(({ vantage }) => vantage),
        answer,
      })),
    };
  });
}

/** `2 of 3 calls refused by DenyTrailTampering; 1 of 3 calls seen by trail-changed` */
function answerOf({ calls, allowed, seen, refusedBy, seenBy, accepted, broken }: AttackAnswer): string {
  const some = (count: number) => (count === calls ? "" : `${count} of ${calls} calls `);
  return [
    ...(allowed < calls ? [`${some(calls - allowed)}refused by ${refusedBy.join(", ")}`] : []),
    ...(seen > 0 ? [`${some(seen)}seen by ${seenBy.join(", ")}`] : []),
    ...(accepted === undefined ? [] : [`${some(allowed - seen)}accepted: ${accepted}`]),
    ...(broken.length > 0 ? ["NOT AS PROMISED"] : []),
  ].join("; ");
}

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
