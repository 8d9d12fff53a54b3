interface Ordered {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/**
 * Stacks in waves: those of one wave wait only for earlier waves, and so may be worked on side by side.
 *
 * @param stacks each after those it depends on; dependencies that are not among them are taken as done
 */
export function wavesOf<Stack extends Ordered>(stacks: readonly Stack[]): readonly (readonly Stack[])[] {
  const waveOf = new Map<string, number>();
  const waves: Stack[][] = [];
  for (const stack of stacks) {
    const wave = Math.max(0, ...stack.dependencies.map((name) => (waveOf.get(name) ?? -1) + 1));
    waveOf.set(stack.name, wave);
    waves[wave] = [...(waves[wave] ?? []), stack];
  }
  return waves;
}
