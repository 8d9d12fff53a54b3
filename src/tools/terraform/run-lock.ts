import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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
      `Refused: \`${command}\` works on this organization already (process ${pid} of ${user} on ${host}, since ${since}).\nWait for it to end${host === hostname() ? "" : `. If it cannot be at work any more, delete ${file}`}, and run this again.`,
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

  /** @throws LockHeld */
  static acquire(file: string, command: string): RunLock {
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
    if (place(file, holder)) return new RunLock(file, holder, undefined);
    const abandoned = takeAway(file);
    // Whoever comes after us waits for them too, where we do not live to see their end.
    const successor = { ...holder, terraforms: stillAtWork(abandoned) };
    if (!place(file, successor)) throw new LockHeld(read(file), file);
    return new RunLock(file, successor, abandoned);
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
    const beside = `${this.file}.${process.pid}`;
    writeFileSync(beside, JSON.stringify(this.holder), { mode: 0o600 });
    renameSync(beside, this.file);
  }
}

/** Those that a killed run left at work. */
export function stillAtWork({ terraforms }: Holder): readonly StartedTerraform[] {
  return terraforms.filter(({ pid, mark }) => processMark(pid) === mark);
}

/** A link appears with all of its content, or fails because there is one. */
function place(file: string, holder: Holder): boolean {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(beside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(beside);
  }
}

/**
 * Takes a lock away whose holder is gone. It is moved before it is looked at again: of two runs that come at once, one moves it.
 *
 * @throws LockHeld where the holder is not gone, or another run was first
 */
function takeAway(file: string): Holder {
  const seen = read(file);
  if (!isGone(seen)) throw new LockHeld(seen, file);
  const aside = `${file}.gone.${process.pid}`;
  renameSync(file, aside);
  const moved = read(aside);
  if (isGone(moved)) {
    rmSync(aside);
    return moved;
  }
  renameSync(aside, file);
  throw new LockHeld(moved, file);
}

function isGone({ host, pid, mark }: Holder): boolean {
  return host === hostname() && processMark(pid) !== mark;
}

function read(file: string): Holder {
  return JSON.parse(readFileSync(file, "utf8")) as Holder;
}
