interface Ordered {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/**
 * The chosen stacks in waves: those of one wave wait only for earlier waves, and so may be worked on side by side.
 *
 * @param stacks all there are, each after those it depends on: one that is not chosen still stands between two that are
 */
export function wavesOf<Stack extends Ordered>(
  stacks: readonly Stack[],
  chosen: readonly Stack[],
): readonly (readonly Stack[])[] {
  const waveOf = new Map<string, number>();
  const waves: Stack[][] = [];
  for (const stack of stacks) {
    const wave = Math.max(0, ...stack.dependencies.map((name) => (waveOf.get(name) ?? -1) + 1));
    waveOf.set(stack.name, wave);
    waves[wave] = [...(waves[wave] ?? []), stack];
  }
  return waves.map((wave) => wave.filter((stack) => chosen.includes(stack))).filter((wave) => wave.length > 0);
}
