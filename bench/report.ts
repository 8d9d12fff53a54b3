import { type ScenarioResult, SUBJECTS } from "./scenario";
import { type Results, TARGETS } from "./targets";

/** The results as bench/RESULTS.md keeps them. */
export function formatResults(results: Results, machine: readonly string[], runs: number): string {
  return `${[
    "# Benchmarks",
    "",
    "Written by `npm run bench`; not edited by hand.",
    "",
    ...machine.map((line) => `- ${line}`),
    `- ${runs} runs of each, taking turns, after one to warm up; start of node included; wall time as hyperfine measures it`,
    "",
    "## Targets",
    "",
    "A ratio of times is taken of the medians and of the least disturbed runs (min); the worse one counts.",
    "",
    "| target | limit | measured | |",
    "|---|--:|--:|---|",
    ...TARGETS.map((target) => {
      const measured = target.measured(results);
      const verdict = measured <= target.limit ? "met" : "**missed**";
      return `| ${target.promise} | ${target.limit}${target.unit} | ${measured.toFixed(2)}${target.unit} | ${verdict} |`;
    }),
    "",
    "## Synthesis",
    "",
    "The bare app makes the same resources with the provider's classes, every default of cdktf left as it is. The floor",
    "is node writing the same bytes to the same number of files. A ratio is this application's time over the other's.",
    "",
    "| organization | | median | min | stddev | peak memory | ratio of medians | ratio of mins |",
    "|---|---|--:|--:|--:|--:|--:|--:|",
    ...results.scenarios.flatMap(rowsOf),
    "",
    "## Type check",
    "",
    `\`npm run typecheck\`, without npm: median ${seconds(results.typeCheck.median)}, min ${seconds(results.typeCheck.min)}, stddev ${seconds(results.typeCheck.stddev)}.`,
  ].join("\n")}\n`;
}

function rowsOf(scenario: ScenarioResult): readonly string[] {
  const { title, accounts, resources, bytes, measurements } = scenario;
  const ours = measurements["this application"].seconds;
  return SUBJECTS.map((subject, index) => {
    const { seconds: time, peakMemory } = measurements[subject];
    const ratios = index === 0 ? ["", ""] : [ratio(ours.median, time.median), ratio(ours.min, time.min)];
    const described = `${title}: ${accounts} accounts, ${resources} resources, ${Math.round(bytes / 1000)} kB`;
    return `| ${[index === 0 ? described : "", subject, seconds(time.median), seconds(time.min), seconds(time.stddev), `${Math.round(peakMemory)} MB`, ...ratios].join(" | ")} |`;
  });
}

/** One line for the terminal. */
export function formatLine({ title, measurements }: ScenarioResult): string {
  const { seconds: ours, peakMemory } = measurements["this application"];
  const { seconds: bare } = measurements["bare CDKTF app"];
  return `${title}: ${seconds(ours.median)}, ${ratio(ours.median, bare.median)} the bare app (least disturbed runs ${ratio(ours.min, bare.min)}), ${Math.round(peakMemory)} MB`;
}

function ratio(one: number, other: number): string {
  return `${(one / other).toFixed(2)}x`;
}

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}
