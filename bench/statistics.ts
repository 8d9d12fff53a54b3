/** Runs of one command, boiled down. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly stddev: number;
  readonly max: number;
}

export function summaryOf(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error("Nothing was measured.");
  const sorted = [...values].sort((one, other) => one - other);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    stddev: Math.sqrt(squares / Math.max(1, sorted.length - 1)),
    max: at(sorted.length - 1),
  };
}
