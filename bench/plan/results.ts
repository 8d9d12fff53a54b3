import { type Summary, summaryOf } from "../statistics";

/** Seconds of one round. */
export interface Round {
  /** npm run plan, of all stacks. */
  readonly together: number;
  /** Terraform alone, of the slowest stack. */
  readonly slowest: number;
}

export interface Results {
  readonly rounds: readonly Round[];
  /** Seconds of each stack by Terraform alone, once. */
  readonly alone: readonly number[];
}

/** The results as bench/plan/RESULTS.md keeps them. */
export function formatResults({ rounds, alone }: Results, machine: readonly string[], atOnce: number): string {
  const together = summaryOf(rounds.map((round) => round.together));
  const slowest = summaryOf(rounds.map((round) => round.slowest));
  const sum = summaryOf([alone.reduce((total, seconds) => total + seconds, 0)]);
  const row = (title: string, measured: Summary) =>
    `| ${title} | ${seconds(measured.median)} | ${seconds(measured.min)} | ${seconds(measured.stddev)} | ${(together.median / measured.median).toFixed(2)}x |`;
  return `${[
    "# Benchmark of npm run plan",
    "",
    "Written by `npm run bench:plan`; not edited by hand.",
    "",
    ...machine.map((line) => `- ${line}`),
    `- ${rounds.length} rounds of each, taking turns, after one to warm up; moto stands in for AWS, on the same machine and processors`,
    `- ${atOnce} stacks at once; Terraform alone is \`terraform init\` and \`terraform plan\` of one stack, without synthesis, preflight and lock`,
    "",
    "| | median | min | stddev | npm run plan, of it |",
    "|---|--:|--:|--:|--:|",
    row(`npm run plan, ${alone.length} workload stacks`, together),
    row("Terraform alone, the slowest of them", slowest),
    row("Terraform alone, one after the other, once", sum),
  ].join("\n")}\n`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
