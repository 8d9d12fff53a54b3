import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TERRAFORM_VERSIONS } from "../../config/terraform-versions";
import { answersOf } from "./access-table";
import { errorsIn, type Failure, knownFailure } from "./failures";
import { forgottenNotice, misplacedState, placeOf, recallState, rememberState } from "./known-state";
import type { SynthesizedStack } from "./manifest";
import { CannotStart } from "./process";
import { Refused } from "./refused";
import { PINNED_TERRAFORM, PROJECT_ROOT, type Session } from "./session";
import { sideBySide } from "./side-by-side";
import { readStackJson, type StackJson } from "./stack-json";
import { foreignKeyProblem, leftOutProblem, taintedProblem } from "./stack-problems";
import { parseState, type StackState } from "./state";
import { taintedAndProtected, unfinishedIn } from "./tainted";

/** A stack that Terraform can work on. */
export interface ReadyStack {
  readonly stack: SynthesizedStack;
  readonly json: StackJson;
  readonly state: StackState;
  /** Addresses of what an earlier run did not finish to create, and this one is to. */
  readonly unfinished: readonly string[];
}

/** Something is missing before anything was planned. All of it is said at once. */
export class NotReady extends Refused {
  constructor(problems: readonly Failure[]) {
    const lines = problems.flatMap(({ cause, remedy }) => ["", `  ${cause}`, `  → ${remedy}`]);
    super(
      [`Nothing was planned: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}.`, ...lines].join(
        "\n",
      ),
    );
  }
}

export interface PreflightOptions {
  /** Stacks at once. */
  readonly limit: number;
  /** Takes the mark from protected resources that Terraform would replace and may not. @default false */
  readonly untaint?: boolean;
  /** Whether the run applies what it plans. */
  readonly applies: boolean;
}

/**
 * Looks, before the first plan, for everything a run needs: Terraform, each account's credentials, each stack's state.
 *
 * @throws NotReady with every problem
 */
export async function preflight(
  session: Session,
  stacks: readonly SynthesizedStack[],
  { limit, untaint = false, applies }: PreflightOptions,
): Promise<readonly ReadyStack[]> {
  const version = await terraformProblem(session);
  const jsons = stacks.map((stack) => readStackJson(stack.folder));
  const accesses = await answersOf(session, stacks, jsons, limit);
  const problems = [...version, ...accesses];
  // Without Terraform there is nothing more to ask.
  if (version.length > 0) throw new NotReady(problems);

  sayWhatIsForgotten(session);
  const pairs = stacks.map((stack, index) => ({ stack, json: jsons[index] as StackJson }));
  const initialize = ({ stack, json }: { stack: SynthesizedStack; json: StackJson }) =>
    initialized(session, stack, json);
  // The first fills the plugin cache, which the others then only read.
  const results = [
    ...(await sideBySide(pairs.slice(0, 1), 1, initialize)),
    ...(await sideBySide(pairs.slice(1), limit, initialize)),
  ];
  const found: ReadyStack[] = [];
  for (const result of results) {
    if (result === undefined) continue;
    if ("cause" in result) problems.push(result);
    else found.push(result);
  }
  problems.push(...found.flatMap((one) => stateProblems(session, one, { untaint, applies })));
  if (problems.length > 0) throw new NotReady(dedupe(problems));
  const ready: ReadyStack[] = [];
  for (const one of found) {
    rememberState(session.dataOf(one.stack), placeIn(one.stack, one.json), one.state);
    ready.push(untaint ? await untainted(session, one) : one);
  }
  return ready;
}

/** Remembers what an apply left in a stack's state, also an interrupted one. */
export async function rememberApplied(session: Session, stack: SynthesizedStack): Promise<void> {
  try {
    // The interruption that ended the apply does not end this.
    const state = await session.stateOf(stack, new AbortController().signal);
    rememberState(session.dataOf(stack), placeIn(stack, readStackJson(stack.folder)), state);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`${stack.name}: the state could not be read after the apply. ${error.message}`);
  }
}

/** A synthesis into a folder of the run's own cannot see what was described before: only the states that were read can. */
function sayWhatIsForgotten(session: Session): void {
  for (const name of session.formerNames()) {
    const notice = forgottenNotice(name, recallState(session.dataOf({ name })));
    if (notice !== undefined) session.say(`Warning: ${notice}`);
  }
}

async function terraformProblem(session: Session): Promise<readonly Failure[]> {
  try {
    const version = await session.terraformVersion();
    if (isWithin(version, TERRAFORM_VERSIONS)) return [];
    return [
      {
        cause: `Terraform ${version} is not a version that the stacks are for: ${TERRAFORM_VERSIONS.least} or newer, below ${TERRAFORM_VERSIONS.below}.`,
        remedy: `Install Terraform ${PINNED_TERRAFORM}: https://developer.hashicorp.com/terraform/install`,
      },
    ];
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    return [
      {
        cause: `${error.message}.`,
        remedy: `Install Terraform ${PINNED_TERRAFORM}, or name it in TERRAFORM_BINARY_NAME: https://developer.hashicorp.com/terraform/install`,
      },
    ];
  }
}

/** Whether a version is at least one and below another; of each number by number. */
export function isWithin(
  version: string,
  { least, below }: { readonly least: string; readonly below: string },
): boolean {
  return compare(version, least) >= 0 && compare(version, below) < 0;
}

function compare(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => (version.split("-")[0] ?? "").split(".").map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

async function initialized(session: Session, stack: SynthesizedStack, json: StackJson): Promise<ReadyStack | Failure> {
  const { exitCode, output } = await session.init(stack);
  if (exitCode !== 0) {
    return (
      knownFailure(stack.name, output) ?? {
        cause: `${stack.name}: terraform init failed.`,
        remedy: errorsIn(output),
      }
    );
  }
  const state = await session.stateOf(stack);
  return { stack, json, state, unfinished: unfinishedIn(state) };
}

function stateProblems(
  session: Session,
  { stack, json, state }: ReadyStack,
  { untaint, applies }: Pick<PreflightOptions, "untaint" | "applies">,
): readonly Failure[] {
  const place = placeIn(stack, json);
  const localFile = join(PROJECT_ROOT, `terraform.${session.organization.name}.${stack.name}.tfstate`);
  const found = [
    misplacedState(stack.name, state, place, recallState(session.dataOf(stack)), localStateAt(localFile)),
    untaint ? undefined : taintedProblem(stack.name, state, json),
    // A plan makes nothing, and shows what an import has to bring.
    applies ? foreignKeyProblem(stack.name, state, session.organization) : undefined,
    leftOutProblem(stack.name, state, stack.folder),
  ];
  return found.filter((problem) => problem !== undefined);
}

function placeIn(stack: SynthesizedStack, { terraform: { backend } }: StackJson): string {
  return placeOf(backend, stack.folder);
}

function localStateAt(path: string): { readonly path: string; readonly resources: number } | undefined {
  if (!existsSync(path)) return undefined;
  return { path, resources: parseState(readFileSync(path, "utf8")).resources.length };
}

async function untainted(session: Session, ready: ReadyStack): Promise<ReadyStack> {
  const { stack, json, state } = ready;
  const addresses = taintedAndProtected(state, json);
  if (addresses.length === 0) return ready;
  for (const address of addresses) {
    const { exitCode, output } = await session.run(stack, ["untaint", "-no-color", address]);
    session.interruption.signal.throwIfAborted();
    if (exitCode !== 0) throw new Refused(`${stack.name}: ${address} could not be untainted.\n${errorsIn(output)}`);
    session.say(`${stack.name}: ${address} is no longer marked for replacement.`);
  }
  return { ...ready, state: await session.stateOf(stack) };
}

/** Two accounts behind one expired session are one problem. */
function dedupe(problems: readonly Failure[]): readonly Failure[] {
  return [...new Map(problems.map((problem) => [problem.cause, problem])).values()];
}
