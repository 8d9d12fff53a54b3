import { existsSync, readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { ConfigError } from "../../config/problem";
import { loadChosen } from "../load-chosen";
import { Refused } from "../terraform/refused";
import { PROJECT_ROOT } from "../terraform/session";
import { acceptedFile, judgeAccepted, readAccepted } from "./accepted";
import { describedStacks, stackOf } from "./described-stacks";
import { FORMATS, type Format } from "./formats";
import { readPlan } from "./plan";
import { review } from "./review-plan";
import { type Story, storyOf } from "./story";
import { Unreadable } from "./unreadable";

interface Options {
  readonly format: Format;
}

/** What a plan file, or standard input, holds. */
interface Given {
  readonly source: string;
  readonly text: string;
}

export const reviewCommand = new Command("review")
  .description(
    "Judges Terraform's plans of the organization's stacks: what weakens the trail, and what nobody can decide from the plan. Exit code: 0 nothing found, 1 findings, 2 a plan cannot be read.",
  )
  .argument("<plan...>", "plans as terraform show -json prints them: files, or - for standard input")
  .addOption(new Option("--format <format>", "how to write it").choices(Object.keys(FORMATS)).default("text"))
  .action((plans: string[], options: Options) => runReview(() => reviewPlans(plans, options)))
  // A gate takes 1 for findings: words that cannot be understood are none.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

async function runReview(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    const isExpected = error instanceof Unreadable || error instanceof Refused || error instanceof ConfigError;
    console.error(isExpected ? error.message : error);
    process.exitCode = 2;
  }
}

async function reviewPlans(names: readonly string[], { format }: Options): Promise<number> {
  const plans = names.map(given).map(({ source, text }) => ({ source, plan: readPlan(text, source) }));
  const organization = await loadChosen(PROJECT_ROOT);
  const accepted = readAccepted(acceptedFile(PROJECT_ROOT, organization.name));
  const stacks = await describedStacks(new AbortController().signal);
  const today = new Date().toISOString().slice(0, 10);
  const stories = plans.map(({ source, plan }): Story => {
    const stack = stackOf(plan, stacks, source);
    const reviewed = review(plan, { stack, organization });
    return storyOf(stack.name, reviewed, judgeAccepted(reviewed.findings, accepted, stack.name, today));
  });
  process.stdout.write(`${FORMATS[format](stories)}\n`);
  return stories.every(({ judged }) => judged.findings.length === 0) ? 0 : 1;
}

function given(name: string): Given {
  if (name === "-") return { source: "standard input", text: readFileSync(0, "utf8") };
  if (!existsSync(name))
    throw new Unreadable(`There is no file ${name}. Make it with: terraform show -json <saved plan> > ${name}`);
  return { source: name, text: readFileSync(name, "utf8") };
}
