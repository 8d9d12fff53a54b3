import { availableParallelism } from "node:os";
import { ConfigError } from "../../config/problem";
import { ignoreClosedOutput } from "../closed-output";
import { Interrupted } from "./interruption";
import { Refused } from "./refused";

/** Terraforms at once: each provider is a process of some hundred megabytes. */
export const SIDE_BY_SIDE = Math.min(8, Math.max(2, availableParallelism()));

/**
 * Runs what a command does, and ends the process as a shell expects: with what went wrong on standard error, without
 * a stack of calls where the operator can do something about it.
 *
 * @param work returns the exit code
 */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  ignoreClosedOutput();
  try {
    process.exitCode = await work();
  } catch (error) {
    if (error instanceof Interrupted) {
      console.error(error.message);
      process.exitCode = error.exitCode;
      return;
    }
    console.error(error instanceof Refused || error instanceof ConfigError ? error.message : error);
    process.exitCode = 1;
  }
}
