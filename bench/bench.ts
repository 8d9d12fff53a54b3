import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import example from "../organizations/example";
import { type Forwarding, generatedOrganization } from "./generated-organization";
import { requireHyperfine, timesOf } from "./hyperfine";
import { describeMachine } from "./machine";
import { formatLine, formatResults } from "./report";
import { prepare, resultOf, type Scenario, SUBJECTS } from "./scenario";
import { summaryOf } from "./statistics";
import { TARGETS, titleOf } from "./targets";

const SCENARIOS: readonly Scenario[] = [
  { title: "example", organization: example },
  ...[4, 40, 400, 1000].map((accounts) => generated(accounts, "stacks")),
  generated(1000, "StackSet"),
];

function generated(accounts: number, forwarding: Forwarding): Scenario {
  return { title: titleOf(accounts, forwarding), organization: generatedOrganization(accounts, forwarding) };
}

const RESULTS = join(__dirname, "RESULTS.md");

/** Ten runs tell a twentieth apart on a machine that others use too. */
const ROUNDS = 10;

/** Errors take it no less time. */
const TYPE_CHECK = `'${process.execPath}' '${join("node_modules", "typescript", "bin", "tsc")}'`;

/** Measures everything, writes bench/RESULTS.md, and says which targets were met. A missed one is no failure of the command. */
function main(): void {
  requireHyperfine();
  const scratch = mkdtempSync(join(tmpdir(), "org-audit-trail-bench-"));
  try {
    console.log("Preparing the organizations ...");
    const prepared = SCENARIOS.map((scenario, index) => prepare(scenario, join(scratch, String(index))));
    const commands = [...prepared.flatMap((scenario) => scenario.commands), { line: TYPE_CHECK, mayFail: true }];
    const times = timesOf(commands, ROUNDS, scratch, (round) => console.log(`Round ${round} of ${ROUNDS}`));
    const scenarios = prepared.map((scenario, index) =>
      resultOf(scenario, times.slice(index * SUBJECTS.length, (index + 1) * SUBJECTS.length)),
    );
    const results = { scenarios, typeCheck: summaryOf(times.at(-1) ?? []) };

    writeFileSync(RESULTS, formatResults(results, describeMachine(), ROUNDS));
    // Lined up as `npm run lint` wants its tables.
    spawnSync(
      process.execPath,
      [join("node_modules", "@biomejs", "biome", "bin", "biome"), "format", "--write", RESULTS],
      {
        cwd: join(__dirname, ".."),
      },
    );
    for (const scenario of scenarios) console.log(formatLine(scenario));
    const missed = TARGETS.filter((target) => target.measured(results) > target.limit);
    console.log(`${TARGETS.length - missed.length} targets met, ${missed.length} missed; see bench/RESULTS.md`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
