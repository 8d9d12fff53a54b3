import { number } from "../../src/tools/words";

export interface Results {
  readonly accounts: number;
  readonly lines: number;
  /** Wall time, the synthesis included. */
  readonly seconds: number;
  /** Megabytes, of the process that asked. */
  readonly peak: number;
  readonly calls: readonly { readonly operation: string; readonly count: number }[];
}

/** The results as bench/doctor/RESULTS.md keeps them. */
export function formatResults({ accounts, lines, seconds, peak, calls }: Results, machine: readonly string[]): string {
  const total = calls.reduce((sum, { count }) => sum + count, 0);
  const most = calls.toSorted((one, other) => other.count - one.count).slice(0, 8);
  return `${[
    `# Benchmark of org-trail doctor, ${number(accounts)} accounts`,
    "",
    "Written by `npm run bench:doctor`; not edited by hand.",
    "",
    ...machine.map((line) => `- ${line}`),
    "- AWS is the emulator, in a process on the same machine that answers one call after the other: most of the time is its, and on AWS throttling and distance take its place",
    "- the accounts have just joined, so no digest is looked for: `npm run bench:sentinel` measures that, by the same code",
    "- nothing is applied but the trail, so most lines fail; they ask the same, and every account answered",
    "",
    "| | |",
    "|---|--:|",
    `| lines | ${lines} |`,
    `| calls | ${number(total)} |`,
    `| wall time, start of node and synthesis included | ${Math.round(seconds)} s |`,
    `| calls a second | ${Math.round(total / seconds)} |`,
    `| peak memory | ${Math.round(peak)} MB |`,
    "",
    "| most asked | calls |",
    "|---|--:|",
    ...most.map(({ operation, count }) => `| ${operation} | ${number(count)} |`),
  ].join("\n")}\n`;
}
