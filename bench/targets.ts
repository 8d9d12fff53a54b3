import type { Forwarding } from "./generated-organization";
import type { ScenarioResult } from "./scenario";
import type { Summary } from "./statistics";

export interface Results {
  readonly scenarios: readonly ScenarioResult[];
  /** Seconds. */
  readonly typeCheck: Summary;
}

/** What the project set itself. One entry each; judged truthfully. */
export interface Target {
  readonly promise: string;
  readonly limit: number;
  readonly unit: string;
  readonly measured: (results: Results) => number;
}

export const TARGETS: readonly Target[] = [
  {
    promise: "4 accounts: time, against the bare app",
    limit: 1.25,
    unit: "x",
    measured: (results) => timeRatio(scenario(results, 4, "stacks")),
  },
  {
    promise: "1,000 accounts, a stack each: time, against the bare app",
    limit: 1,
    unit: "x",
    measured: (results) => timeRatio(scenario(results, 1000, "stacks")),
  },
  {
    promise: "1,000 accounts, one StackSet: time, against 4 accounts",
    limit: 2,
    unit: "x",
    measured: (results) => slower(scenario(results, 1000, "StackSet"), scenario(results, 4, "stacks")),
  },
  {
    promise: "Growth is linear: an account costs, from the 400th to the 1,000th, against from the 40th to the 400th",
    limit: 1.25,
    unit: "x",
    measured: (results) => secondsPerAccount(results, 400, 1000) / secondsPerAccount(results, 40, 400),
  },
  {
    promise: "1,000 accounts, one StackSet: peak memory",
    limit: 250,
    unit: " MB",
    measured: (results) => scenario(results, 1000, "StackSet").measurements["this application"].peakMemory,
  },
  { promise: "Type check", limit: 1, unit: " s", measured: ({ typeCheck }) => typeCheck.median },
];

/** By medians or by the least disturbed runs, whichever is worse. */
function timeRatio({ measurements }: ScenarioResult): number {
  const { "this application": ours, "bare CDKTF app": bare } = measurements;
  return Math.max(ours.seconds.median / bare.seconds.median, ours.seconds.min / bare.seconds.min);
}

/** By medians or by the least disturbed runs, whichever is worse. */
function slower(one: ScenarioResult, other: ScenarioResult): number {
  const [a, b] = [one, other].map(({ measurements }) => measurements["this application"].seconds);
  return a === undefined || b === undefined ? Number.NaN : Math.max(a.median / b.median, a.min / b.min);
}

/** Of the least disturbed runs: a difference of medians doubles the machine's noise. */
function secondsPerAccount(results: Results, from: number, to: number): number {
  const least = (accounts: number) =>
    scenario(results, accounts, "stacks").measurements["this application"].seconds.min;
  return (least(to) - least(from)) / (to - from);
}

/** How a generated organization is called in the results. */
export function titleOf(accounts: number, forwarding: Forwarding): string {
  return `generated ${accounts}, ${forwarding}`;
}

function scenario({ scenarios }: Results, accounts: number, forwarding: Forwarding): ScenarioResult {
  const found = scenarios.find(({ title }) => title === titleOf(accounts, forwarding));
  if (found === undefined) throw new Error(`No organization of ${accounts} accounts was measured.`);
  return found;
}
