import type { DrillAnswer } from "./drill-answer";

/** What became of one stack. */
export interface StackResult {
  readonly name: string;
  readonly accountId: string;
  /** How many resources its state has. */
  readonly resources: number;
  /** What `npm run deploy` said of it: `applied in 1 min 5 s: 36 to add`. */
  readonly applied: string;
  /** What `npm run plan` said of it afterwards: `no change`. */
  readonly replanned: string;
}

export interface Step {
  readonly what: string;
  readonly milliseconds: number;
}

/** Everything that a rehearsal found out. */
export interface Rehearsal {
  readonly organization: string;
  readonly organizationId: string;
  readonly when: Date;
  /** What was there before the first plan. */
  readonly before: readonly string[];
  readonly stacks: readonly StackResult[];
  readonly leftOut: readonly string[];
  readonly steps: readonly Step[];
  /** Undefined where it was not run. */
  readonly drill: DrillAnswer | undefined;
  /** Calls that AWS's own models were held against, and what was wrong with them. */
  readonly judged: { readonly calls: number; readonly violations: readonly string[] };
  /** Hosts of AWS that something asked for all the same. */
  readonly refusedByDoor: readonly string[];
  /** What nobody can undo, and what the description leaves open. */
  readonly notices: readonly string[];
  /** What differs from the description. */
  readonly substituted: readonly string[];
}

/** Whatever is not as it was promised; empty where all is well. */
export function problemsOf({ stacks, drill, judged, refusedByDoor }: Rehearsal): readonly string[] {
  return [
    ...stacks
      .filter(({ replanned }) => replanned !== "no change")
      .map(({ name, replanned }) => `${name}: planned again, ${replanned}`),
    ...refusedByDoor.map((host) => `A call for ${host} was not sent to the emulator, and was refused on this machine`),
    ...judged.violations.map((violation) => `AWS would refuse: ${violation}`),
    ...(drill?.differences ?? []),
    ...(drill?.attacks.flatMap(({ broken }) => broken) ?? []),
  ];
}
