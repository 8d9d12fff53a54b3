import { existsSync, readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { ConfigError } from "../../config/problem";
import { loadChosen } from "../load-chosen";
import { Refused } from "../terraform/refused";
import { PROJECT_ROOT } from "../terraform/session";
import { acceptedFile, judgeAccepted, readAccepted } from "./accepted";
import { describedStacks, stackOf, stackWith } from "./described-stacks";
import { FORMATS, type Format } from "./formats";
import { readPlan } from "./plan";
import { plannedStacks } from "./planned-stacks";
import { review } from "./review-plan";
import { readStateAddresses, reviewState } from "./state";
import { type Story, stateStory, storyOf } from "./story";
import { Unreadable } from "./unreadable";

interface Options {
  readonly format: Format;
  readonly state: readonly string[];
}

/** What a file, or standard input, holds. */
interface Given {
  readonly source: string;
  readonly text: string;
}

const DESCRIPTION = `Judges Terraform's plans of the organization's stacks: what weakens the trail, and what nobody can decide from the plan alone.
What is meant all the same stands in organizations/<organization>.accepted.json (docs/runbooks/review-a-plan.md).

Exit code: 0 nothing found, 1 findings, 2 something cannot be read.`;

export const reviewCommand = new Command("review")
  .description(DESCRIPTION)
  .argument(
    "[plan...]",
    "plans, as terraform show -json prints them: files, - for standard input; or stacks, to be planned now",
  )
  .addOption(new Option("--format <format>", "how to write it").choices(Object.keys(FORMATS)).default("text"))
  .option(
    "--state <file>",
    "a state, as terraform show -json or state pull prints it: what the stack should own and the state lacks",
    (file: string, files: readonly string[]) => [...files, file],
    [],
  )
  .action((plans: string[], options: Options) => runReview(() => reviewAll(plans, options)));

async function runReview(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    const isExpected = error instanceof Unreadable || error instanceof Refused || error instanceof ConfigError;
    console.error(isExpected ? error.message : error);
    process.exitCode = 2;
  }
}

async function reviewAll(names: readonly string[], { format, state }: Options): Promise<number> {
  if (names.length + state.length === 0)
    throw new Unreadable(
      "Nothing to review. Name a plan, a stack, or a state with --state: npx org-trail review --help",
    );
  const organization = await loadChosen(PROJECT_ROOT);
  const today = new Date().toISOString().slice(0, 10);

  // Everything is read before the first is judged: of two plans, one that cannot be read hides behind no verdict.
  const states = state.map(given).map(({ source, text }) => ({ source, addresses: readStateAddresses(text, source) }));
  const files = names.filter(isFile).map(given).map(planOf);
  const named = names.filter((name) => !isFile(name));
  const { stacks, plans: made } =
    named.length === 0
      ? { stacks: await describedStacks(new AbortController().signal), plans: [] }
      : await plannedStacks(named);

  const accepted = readAccepted(acceptedFile(PROJECT_ROOT, organization.name), stacks);

  const plans = [...files, ...made.map(planOf)];
  const stories = plans.map(({ source, plan }): Story => {
    const stack = stackOf(plan, stacks, source);
    const reviewed = review(plan, { stack, organization });
    return storyOf(stack.name, reviewed, judgeAccepted(reviewed.findings, accepted, stack.name, today));
  });
  const ofStates = states.map(({ source, addresses }): Story => {
    const stack = stackWith(addresses, stacks, source);
    return stateStory(`${stack.name}'s state`, { findings: reviewState(addresses, stack), accepted: [] });
  });
  const all = [...stories, ...ofStates];
  const about = { madeAt: new Date().toISOString(), organizationId: organization.organizationId };
  process.stdout.write(`${FORMATS[format](all, about)}\n`);
  return all.every(({ judged: { findings } }) => findings.length === 0) ? 0 : 1;
}

function isFile(name: string): boolean {
  return name === "-" || existsSync(name);
}

function given(name: string): Given {
  if (name === "-") return { source: "standard input", text: readFileSync(0, "utf8") };
  if (!existsSync(name)) throw new Unreadable(`There is no file ${name}.`);
  return { source: name, text: readFileSync(name, "utf8") };
}

function planOf({ source, text }: Given) {
  return { source, plan: readPlan(text, source) };
}
