import { linkSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { dirname } from "node:path";
import { processMark } from "./process-mark";
import { Refused } from "./refused";

/** A Terraform that a run has started. */
export interface StartedTerraform {
  readonly pid: number;
  readonly mark: string;
  /** `apply of management`. */
  readonly what: string;
}

/** Who works on an organization. */
export interface Holder {
  readonly pid: number;
  readonly mark: string;
  readonly host: string;
  readonly user: string;
  /** ISO 8601. */
  readonly since: string;
  /** `npm run deploy management`. */
  readonly command: string;
  readonly terraforms: readonly StartedTerraform[];
}

/** Another run works on the organization. */
export class LockHeld extends Refused {
  constructor({ pid, host, user, since, command }: Holder, file: string) {
    super(
      `Refused: \`${command}\` works on this organization already (process ${pid} of ${user} on ${host}, since ${since}).\nWait for it to end, and run this again. If it cannot be at work any more, delete ${file} first.`,
    );
  }
}

/**
 * One run at a time works on an organization in a checkout. The lock is a file that names its holder; that of a process
 * that is gone does not hold, and says what it left behind.
 */
export class RunLock {
  private constructor(
    private readonly file: string,
    private holder: Holder,
    /** The run that ended without letting go, if one did. */
    readonly abandoned: Holder | undefined,
  ) {}

  /** @throws LockHeld; Refused where another user's files are in the way */
  static acquire(file: string, command: string): RunLock {
    try {
      return RunLock.take(file, command);
    } catch (error) {
      throw asRefusal(error, file);
    }
  }

  private static take(file: string, command: string): RunLock {
    const holder: Holder = {
      pid: process.pid,
      mark: processMark(process.pid) ?? "",
      host: hostname(),
      user: userInfo().username,
      since: new Date().toISOString(),
      command,
      terraforms: [],
    };
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    for (;;) {
      if (place(file, holder)) return new RunLock(file, holder, undefined);
      const passed = succeed(file, holder);
      if (passed !== undefined) return new RunLock(file, passed.successor, passed.abandoned);
    }
  }

  /** Notes a Terraform for whoever comes after a run that was killed. Returns what forgets it. */
  note(pid: number, what: string): () => void {
    const started: StartedTerraform = { pid, mark: processMark(pid) ?? "", what };
    this.rewrite([...this.holder.terraforms, started]);
    return () => this.rewrite(this.holder.terraforms.filter((one) => one !== started));
  }

  /** Forgets those that have ended, and returns those that are still at work. */
  remaining(): readonly StartedTerraform[] {
    const working = stillAtWork(this.holder);
    if (working.length < this.holder.terraforms.length) this.rewrite(working);
    return working;
  }

  /** Where a Terraform is at work still, the lock stays, as a killed run's does: the next run waits for it. */
  release(): void {
    if (stillAtWork(this.holder).length === 0) rmSync(this.file, { force: true });
  }

  private rewrite(terraforms: readonly StartedTerraform[]): void {
    this.holder = { ...this.holder, terraforms };
    renameSync(writtenBeside(this.file, this.holder), this.file);
  }
}

/** Those that a killed run left at work. */
export function stillAtWork({ terraforms }: Holder): readonly StartedTerraform[] {
  return terraforms.filter(({ pid, mark }) => processMark(pid) === mark);
}

/** A link appears with all of its content, or fails because there is one. */
function place(file: string, holder: Holder): boolean {
  const beside = writtenBeside(file, holder);
  try {
    linkSync(beside, file);
    return true;
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    return false;
  } finally {
    rmSync(beside);
  }
}

/**
 * Puts a lock in the place of one whose holder is gone, without a moment between in which there is none. Of runs that come
 * at once, only the one that makes the folder beside it looks and writes.
 *
 * @returns the locks after and before; undefined where the one before was let go meanwhile
 * @throws LockHeld where its holder is at work
 */
function succeed(file: string, holder: Holder): { readonly successor: Holder; readonly abandoned: Holder } | undefined {
  const turn = `${file}.turn`;
  try {
    mkdirSync(turn);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    throw new Refused(
      `Refused: another run begins to work on this organization.\nRun this again. If it says the same, delete the folder ${turn}.`,
    );
  }
  try {
    const abandoned = read(file);
    if (abandoned === undefined) return undefined;
    if (!isGone(abandoned)) throw new LockHeld(abandoned, file);
    // Whoever comes after us waits for them too, where we do not live to see their end.
    const successor = { ...holder, terraforms: stillAtWork(abandoned) };
    renameSync(writtenBeside(file, successor), file);
    return { successor, abandoned };
  } finally {
    rmdirSync(turn);
  }
}

function writtenBeside(file: string, holder: Holder): string {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, JSON.stringify(holder), { mode: 0o600 });
  return beside;
}

function isGone({ host, pid, mark }: Holder): boolean {
  return host === hostname() && processMark(pid) !== mark;
}

/** Who holds it; undefined where nobody does any more. */
function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refused(
      `Refused: ${file} does not say who works on this organization: ${error.message}.\nIf nobody does, delete it, and run this again.`,
    );
  }
}

/** Folder and file are their maker's alone: what another user made here, this one may neither read nor replace. */
function asRefusal(error: unknown, file: string): unknown {
  if (!hasCode(error, "EACCES") && !hasCode(error, "EPERM")) return error;
  return new Refused(
    `Refused: ${file} belongs to another user, who works, or has worked, on this organization in this checkout: ${(error as Error).message}.\nUse a checkout of your own: states in S3 are shared, and locked while somebody applies. Or let that user hand over the folder: chown -R ${userInfo().username} ${dirname(dirname(file))}`,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
