/** Numbers that look random and are the same for the same seed: mulberry32, in the public domain. */
export interface Random {
  /** From 0 up to, not including, `end`. */
  below(end: number): number;
  /** True in `share` of the cases. */
  chance(share: number): boolean;
  /** One of `values`, early ones more often: the n-th falls off as 1/n, as accounts, Regions and people do. */
  skewed<T>(values: readonly T[]): T;
  /** `length` hexadecimal digits. */
  hex(length: number): string;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    chance: (share) => next() < share,
    // The inverse of 1/n's running sum, ln(n), needs no table.
    skewed: (values) => values[Math.floor((values.length + 1) ** next()) - 1] ?? pick(values, below),
    hex: (length) => {
      let digits = "";
      while (digits.length < length)
        digits += below(2 ** 24)
          .toString(16)
          .padStart(6, "0");
      return digits.slice(0, length);
    },
  };
}

function pick<T>(values: readonly T[], below: (end: number) => number): T {
  const value = values[below(values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}
