import * as utils from "../../../node_modules/@cloud-copilot/iam-utils/dist/esm/index.js";

export * from "../../../node_modules/@cloud-copilot/iam-utils/dist/esm/index.js";

const patternsOf = new Map<string, string[]>();
const partsOf = new Map<string, ReturnType<typeof utils.splitArnParts>>();

/*
 * The simulator asks for each decision which type of resource an ARN is of, a fifth of its time: of a few thousand ARNs, tens
 * of thousands of times. vitest.config.ts puts these in the place of its package's own; answers are frozen, so that nobody
 * changes another's.
 */

export function mostSpecificMatchingResourceTypePatterns(resource: string, patterns: string[]): string[] {
  const id = `${resource}\n${patterns.join("\n")}`;
  return remembered(patternsOf, id, () => utils.mostSpecificMatchingResourceTypePatterns(resource, patterns));
}

export function splitArnParts(arn: string): ReturnType<typeof utils.splitArnParts> {
  return remembered(partsOf, arn, () => utils.splitArnParts(arn));
}

function remembered<Answer>(answers: Map<string, Answer>, question: string, ask: () => Answer): Answer {
  const known = answers.get(question);
  if (known !== undefined) return known;
  const fresh = Object.freeze(ask()) as Answer;
  answers.set(question, fresh);
  return fresh;
}
