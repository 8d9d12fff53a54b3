import { join, relative } from "node:path";
import { adoptablesOf } from "../../adoption/adoptables";
import type { Adoption } from "../../config/adoption";
import { adoptionFileOf } from "../../config/load-organization";
import { namesOf } from "../../naming";
import { chosenDescription } from "../load-chosen";
import { acceptedFile, readAccepted } from "../review/accepted";
import { readPlan } from "../review/plan";
import { review } from "../review/review-plan";
import { accessesOf, askWho } from "../terraform/access";
import { readStacks, type SynthesizedStack } from "../terraform/manifest";
import { NotReady } from "../terraform/preflight";
import { PROJECT_ROOT, Session, synthesizeInto } from "../terraform/session";
import { sideBySide } from "../terraform/side-by-side";
import { blocksOf, readStackJson } from "../terraform/stack-json";
import { describeChange } from "./change";
import { decisionsFor } from "./decisions";
import { accessOf, type Discovered, discover } from "./discover";
import { readPolicy } from "./policy";
import { reportMarkdown } from "./report/markdown";
import { type AdoptionReport, isClean, type PlannedStack, reportOf, type StackReport } from "./report/report";
import { reportText } from "./report/text";
import { scratchPlan } from "./scratch-plan";
import { liveCount, writeSection } from "./section";

const COMMAND = "npx org-trail adopt";

/** Standard output is the report's. */
const QUIET = { sayOn: "stderr" } as const;

const FORMATS = {
  text: reportText,
  markdown: reportMarkdown,
  json: (report: AdoptionReport) => JSON.stringify(report, undefined, 2),
} as const;

export type Format = keyof typeof FORMATS;

/** Looks, writes, plans and reports. @returns the exit code */
export async function adopt(format: Format): Promise<number> {
  const description = chosenDescription(PROJECT_ROOT);
  const today = new Date().toISOString().slice(0, 10);
  const report = await withoutAdoption((restored) =>
    Session.with(
      COMMAND,
      async (session) => {
        await refuseWithoutAccess(session);
        const discovered = await discover(session.organization, session.stacks, session.interruption.signal, say);
        write(adoptionFileOf(description), discovered.section);
        restored();
        return reportFor(session, await resynthesized(session), discovered, description, today);
      },
      QUIET,
    ),
  );
  console.log(FORMATS[format](report, today));
  return isClean(report) ? 0 : 1;
}

/** Prints the policies with which `adopt` can look. @returns the exit code */
export async function printPolicies(): Promise<number> {
  const policies = await withoutAdoption(() =>
    Session.with(
      `${COMMAND} --print-policy`,
      async ({ stacks }) =>
        stacks.map((stack) => {
          const types = Object.keys(readStackJson(stack.folder).resource ?? {});
          return [`${stack.name} ${accessOf(stack).accountId}`, readPolicy(stack.name, types)] as const;
        }),
      QUIET,
    ),
  );
  console.log(JSON.stringify(Object.fromEntries(policies), undefined, 2));
  return 0;
}

function say(line: string): void {
  console.error(line);
}

function write(file: string, section: Adoption): void {
  const { before, difference } = writeSection(file, section);
  say(`\n${shown(file)}: ${difference ? describeChange(before, section) : "says so already"}`);
}

/** The stacks once more, with what was just written; in the run's own folder, which goes with it. */
async function resynthesized({ stacks: [first], interruption }: Session): Promise<readonly SynthesizedStack[]> {
  if (first === undefined) throw new Error("no stack was synthesized");
  const folder = join(first.folder, "..", "..", "adopted");
  await synthesizeInto(folder, interruption.signal, process.stderr);
  return readStacks(folder);
}

function shown(file: string): string {
  return relative(process.cwd(), file);
}

/** Everything that is missing is said at once, before the first call. */
async function refuseWithoutAccess({ stacks, interruption }: Session): Promise<void> {
  const accesses = accessesOf(stacks.flatMap(({ folder }) => readStackJson(folder).provider.aws));
  const answers = await sideBySide(accesses, accesses.length, (access) => askWho(access, interruption.signal));
  interruption.signal.throwIfAborted();
  const failures = answers.flatMap((answer) => (answer !== undefined && "failure" in answer ? [answer.failure] : []));
  if (failures.length > 0) throw new NotReady(failures);
}

async function reportFor(
  session: Session,
  stacksWithImports: readonly SynthesizedStack[],
  { section, survey, skipped }: Discovered,
  description: string,
  today: string,
): Promise<AdoptionReport> {
  const { organization } = session;
  // What is asked is asked about the plan: its policies name the key that is taken over.
  const adopting = { ...organization, adopt: section };
  const entries = readAccepted(acceptedFile(PROJECT_ROOT, organization.name), session.stacks);
  const stacks = stacksWithImports.map((stack) => stackReport(stack, section));
  const planned: PlannedStack[] = [];
  for (const stack of stacksWithImports) {
    if (stacks.some(({ name, waitsFor }) => name === stack.name && waitsFor !== undefined)) continue;
    say(`Planning ${stack.name} on a state of its own, which is thrown away ...`);
    const plan = readPlan(await scratchPlan(session, stack), stack.name);
    const json = readStackJson(stack.folder);
    planned.push({
      name: stack.name,
      adoptables: adoptablesOf(stack.name, blocksOf(stack)),
      review: review(plan, { stack: { name: stack.name, json }, organization }),
    });
  }
  return reportOf({
    organization: organization.name,
    description: shown(description),
    stacks,
    notes: skipped.map(({ action, what, accountId }) => `${what}: ${action} is refused in account ${accountId}.`),
    planned,
    decisions: decisionsFor({ organization: adopting, names: namesOf(adopting), survey }),
    entries,
    today,
  });
}

function stackReport(stack: SynthesizedStack, section: Adoption): StackReport {
  const { name } = stack;
  const said = section[name] ?? {};
  // It looks the archive's key up by its alias: without one it cannot be planned yet.
  const waits = name === "management" && section["log-archive"]?.["org-logs-key/alias"] !== true;
  return {
    name,
    accountId: accessOf(stack).accountId,
    live: liveCount(said),
    resources: Object.keys(said).length,
    ...(waits ? { waitsFor: "log-archive" } : {}),
  };
}

/**
 * Runs with a description that adopts nothing, until it says otherwise: whatever a former run wrote, it says nothing about what
 * is live today. main.ts and the tools read the variable (src/config/load-organization.ts).
 */
async function withoutAdoption<Result>(run: (restored: () => void) => Promise<Result>): Promise<Result> {
  process.env.ADOPT_NOTHING = "1";
  const restored = () => {
    delete process.env.ADOPT_NOTHING;
  };
  try {
    return await run(restored);
  } finally {
    restored();
  }
}
