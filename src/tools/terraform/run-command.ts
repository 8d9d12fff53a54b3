import { availableParallelism } from "node:os";
import { ConfigError } from "../../config/problem";
import { Interrupted } from "./interruption";
import { NotReady } from "./preflight";
import { LockHeld } from "./run-lock";

/** Terraforms at once: each provider is a process of some hundred megabytes. */
export const SIDE_BY_SIDE = Math.min(8, Math.max(2, availableParallelism()));

/**
 * Runs what a command does, and ends the process as a shell expects: with what went wrong on standard error, without
 * a stack of calls where the operator can do something about it.
 *
 * @param work returns the exit code
 */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (error instanceof Interrupted) {
      console.error(error.message);
      process.exitCode = error.exitCode;
      return;
    }
    const isExpected = [ConfigError, LockHeld, NotReady, Refused].some((kind) => error instanceof kind);
    console.error(
      isExpected || !(error instanceof Error) ? String(error instanceof Error ? error.message : error) : error,
    );
    process.exitCode = 1;
  }
}

/** The command will not do it; the message says why and what to do. */
export class Refused extends Error {}
