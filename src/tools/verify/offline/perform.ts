import { join } from "node:path";
import type { Finding } from "../finding";
import { faultOf } from "./log-file";
import { isPlainFolder } from "./plain-folder";
import type { Basis, NamedLogFile, Step, Walked } from "./step";
import { walk } from "./walk";

/** What became of a step's log files. */
export interface Checked {
  readonly findings: readonly Finding[];
  /** Log files that are what a proven digest states. */
  readonly proven: number;
  /** Log files that are what a digest states, and nothing proves the digest. */
  readonly unproven: number;
}

/** A step as it is handed back: which log files are named is known before they have been read. */
export type Named = Omit<Walked, "logFiles" | "isProven"> & { readonly logFiles: readonly string[] };

/** Goes down a part of a chain, says at once what it names, and then reads all of that. */
export async function perform(step: Step, basis: Basis, onNamed: (named: Named) => void): Promise<Checked> {
  const { logFiles, isProven, ...walked } = walk(step, basis);
  onNamed({ ...walked, logFiles: logFiles.map(({ path }) => path) });
  const findings: Finding[] = [];
  let proven = 0;
  let unproven = 0;
  for (const [index, logFile] of logFiles.entries()) {
    const finding = await check(logFile, basis.folder);
    if (finding !== undefined) findings.push(finding);
    else if (isProven[index]) proven += 1;
    else unproven += 1;
  }
  return { findings, proven, unproven };
}

async function check({ key, path, hash }: NamedLogFile, folder: string): Promise<Finding | undefined> {
  const full = join(folder, path);
  if (!isPlainFolder(full, folder)) return { kind: "log-file-altered", file: key, value: "behind a symbolic link" };
  const fault = await faultOf({ path: full, hash });
  return fault && { file: key, ...fault };
}
