/** What the emulator's judge saw; see server/judge. */
export interface Judgement {
  /** How many calls of each operation, `s3.PutBucketPolicy`, were held against the service's model. */
  readonly calls: Readonly<Record<string, number>>;
  readonly violations: readonly RecordedViolation[];
}

export interface RecordedViolation {
  readonly operation: string;
  /** As the model names it; empty for the request as a whole. */
  readonly member: string;
  readonly value: string;
  readonly constraint: string;
}

/** Says how many calls were judged, and throws if any was not lawful, or if there was none. */
export function expectLawful({ calls, violations }: Judgement): void {
  const count = Object.values(calls).reduce((sum, one) => sum + one, 0);
  const operations = Object.keys(calls).length;
  process.stderr.write(
    `judged by AWS's models: ${count} calls of ${operations} operations, ${violations.length} violations\n`,
  );
  if (violations.length > 0)
    throw new Error(`AWS would refuse:\n${violations.map((one) => `  ${describeViolation(one)}`).join("\n")}`);
  if (count === 0) throw new Error("no call was judged: the emulator was asked nothing, or its judge is off");
}

export function describeViolation({ operation, member, value, constraint }: RecordedViolation): string {
  return `${operation}: ${member || "the request"} = ${JSON.stringify(value)}: ${constraint}`;
}
