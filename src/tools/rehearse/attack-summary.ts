import type { Plane, Vantage } from "../../threats/attack";
import type { AttackAnswer } from "./drill-answer";

/** One kind of thing that is attacked. */
export interface PlaneSummary {
  readonly plane: Plane;
  readonly attacks: number;
  readonly calls: number;
  readonly refused: number;
  readonly refusedBy: readonly string[];
  readonly seenBy: readonly string[];
  /** Attacks of which something is accepted. */
  readonly accepted: readonly string[];
}

export function byPlane(attacks: readonly AttackAnswer[]): readonly PlaneSummary[] {
  const planes = unique(attacks.map(({ plane }) => plane));
  return planes.map((plane) => {
    const of = attacks.filter((attack) => attack.plane === plane);
    return {
      plane,
      attacks: unique(of.map(({ id }) => id)).length,
      calls: sum(of.map(({ calls }) => calls)),
      refused: sum(of.map(({ calls, allowed }) => calls - allowed)),
      refusedBy: unique(of.flatMap(({ refusedBy }) => refusedBy)),
      seenBy: unique(of.flatMap(({ seenBy }) => seenBy)),
      accepted: unique(of.filter(({ accepted }) => accepted !== undefined).map(({ id }) => id)),
    };
  });
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

/** `refused by DenyTrailTampering; seen by trail-changed; accepted: ...` */
function answerOf({ calls, allowed, refusedBy, seenBy, accepted, broken }: AttackAnswer): string {
  const some = (count: number) => (count === calls ? "" : `${count} of ${calls} calls `);
  return [
    ...(allowed < calls ? [`${some(calls - allowed)}refused by ${refusedBy.join(", ")}`] : []),
    ...(seenBy.length > 0 ? [`${some(allowed)}seen by ${seenBy.join(", ")}`] : []),
    ...(accepted === undefined ? [] : [`residual: ${accepted}`]),
    ...(broken.length > 0 ? ["NOT AS PROMISED"] : []),
  ].join("; ");
}

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
