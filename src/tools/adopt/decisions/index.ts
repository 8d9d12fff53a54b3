import { archive } from "./archive";
import type { Compared, Decision, Question } from "./decision";
import { guardrails } from "./guardrails";
import { names } from "./names";
import { readers } from "./readers";
import { trails } from "./trails";

const QUESTIONS: readonly Question[] = [trails, names, archive, guardrails, readers];

/** Everything that a person has to say which of two is meant. */
export function decisionsFor(compared: Compared): readonly Decision[] {
  return QUESTIONS.flatMap((question) => question(compared));
}
