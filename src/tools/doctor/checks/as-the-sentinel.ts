import type { Expectation } from "../../../functions/trail-sentinel/declaration";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import type { Aws } from "../aws/aws";
import { type Judgement, unreadOf } from "../check";

/** What the sentinel would see, beside what it would expect. */
export interface Seen<Observed> {
  readonly expectation: Expectation;
  readonly observed: Observed;
}

/** Asks as the sentinel does, whose judge the doctor shares. */
export async function asTheSentinel<Observed>(
  aws: Aws,
  observe: (expectation: Expectation) => Promise<Observed>,
): Promise<Answer<Seen<Observed>>> {
  const expectation = await aws.expectation();
  if ("unreadable" in expectation) return expectation;
  return { value: { expectation: expectation.value, observed: await observe(expectation.value) } };
}

/** Judges what was seen; nothing where the archive's key, on which the sentinel's expectation rests, could not be read. */
export function judged<Observed>(
  answer: Answer<Seen<Observed>>,
  judge: (seen: Seen<Observed>) => Judgement,
): Judgement {
  if ("value" in answer) return judge(answer.value);
  return { seen: [], deviations: [], unread: unreadOf("the archive's key", answer) };
}
