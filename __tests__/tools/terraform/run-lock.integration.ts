import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { processMark } from "../../../src/tools/terraform/process-mark";
import { LockHeld, RunLock, stillAtWork } from "../../../src/tools/terraform/run-lock";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "run-lock-"));
  file = join(folder, "locks", "acme.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process id that was somebody's and is nobody's now. */
const deadPid = () => spawnSync("true").pid;

it("refuses whoever comes second, and names the holder", () => {
  RunLock.acquire(file, "npm run deploy management");
  expect(() => RunLock.acquire(file, "npm run plan")).toThrow(LockHeld);
  expect(() => RunLock.acquire(file, "npm run plan")).toThrow(
    new RegExp(
      `\`npm run deploy management\` works on this organization already \\(process ${process.pid} of .+ on ${hostname()}`,
    ),
  );
});

it("lets the next in once it is released, and is readable by its owner alone", () => {
  const lock = RunLock.acquire(file, "npm run plan");
  expect(statSync(file).mode & 0o077).toBe(0);
  lock.release();
  expect(existsSync(file)).toBe(false);
  expect(RunLock.acquire(file, "npm run plan").abandoned).toBeUndefined();
});

it("passes from a run that was killed, and says what that left at work", () => {
  const own = { pid: process.pid, mark: processMark(process.pid) ?? "", what: "apply of management" };
  const gone = { pid: deadPid(), mark: "1", what: "apply of prod" };
  RunLock.acquire(file, "npm run deploy").release();
  const holder = {
    pid: deadPid(),
    mark: "1",
    host: hostname(),
    user: "ada",
    since: "2026-11-25",
    command: "npm run deploy",
  };
  writeFileSync(file, JSON.stringify({ ...holder, terraforms: [own, gone] }));

  const { abandoned } = RunLock.acquire(file, "npm run deploy");
  expect(abandoned).toMatchObject({ command: "npm run deploy" });
  expect(abandoned && stillAtWork(abandoned)).toEqual([own]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
});

it("passes on what a killed run left at work, until that has ended, however many runs are stopped while they wait for it", () => {
  const orphan = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  onTestFinished(() => void orphan.kill("SIGKILL"));
  const left = { pid: orphan.pid ?? 0, mark: processMark(orphan.pid ?? 0) ?? "", what: "apply of management" };
  RunLock.acquire(file, "npm run deploy").release();
  const killed = { pid: deadPid(), mark: "1", host: hostname(), user: "ada", since: "2026-11-25" };
  writeFileSync(file, JSON.stringify({ ...killed, command: "npm run deploy", terraforms: [left] }));

  const waiting = RunLock.acquire(file, "npm run deploy");
  expect(waiting.remaining()).toEqual([left]);
  waiting.release();
  expect(JSON.parse(readFileSync(file, "utf8")).terraforms).toEqual([left]);
});

it("passes to one run alone of those that come at once after a kill, and is never let go of in between", () => {
  RunLock.acquire(file, "npm run deploy").release();
  const killed = { pid: deadPid(), mark: "1", host: hostname(), user: "ada", since: "2026-11-25" };
  writeFileSync(file, JSON.stringify({ ...killed, command: "npm run deploy", terraforms: [] }));
  mkdirSync(`${file}.turn`);
  expect(() => RunLock.acquire(file, "npm run plan")).toThrow("another run begins to work");
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ command: "npm run deploy" });
  rmdirSync(`${file}.turn`);
  expect(RunLock.acquire(file, "npm run plan").abandoned).toMatchObject({ command: "npm run deploy" });
  expect(readdirSync(dirname(file))).toEqual(["acme.json"]);
});

it("that a crash of the machine left empty is named, with what to do", () => {
  RunLock.acquire(file, "npm run deploy").release();
  writeFileSync(file, "");
  expect(() => RunLock.acquire(file, "npm run plan")).toThrow(
    /does not say who works[\s\S]*delete it, and run this again/,
  );
});

it("that another user made, whose folder nobody else may enter, is refused in a sentence", () => {
  RunLock.acquire(file, "npm run deploy");
  asNobody(() =>
    expect(() => RunLock.acquire(file, "npm run plan")).toThrow(
      /^Refused: .+ belongs to another user[\s\S]*a checkout of your own/,
    ),
  );
});

it("never passes from another machine's run, which cannot be looked at from here", () => {
  RunLock.acquire(file, "npm run deploy").release();
  const elsewhere = {
    pid: deadPid(),
    mark: "1",
    host: "another",
    user: "ada",
    since: "2026-11-25",
    command: "npm run deploy",
    terraforms: [],
  };
  writeFileSync(file, JSON.stringify(elsewhere));
  expect(() => RunLock.acquire(file, "npm run plan")).toThrow(`delete ${file}`);
});

it("notes each Terraform while it is at work", () => {
  const lock = RunLock.acquire(file, "npm run deploy");
  const forget = lock.note(process.pid, "apply of prod");
  expect(JSON.parse(readFileSync(file, "utf8")).terraforms).toMatchObject([{ what: "apply of prod" }]);
  forget();
  expect(JSON.parse(readFileSync(file, "utf8")).terraforms).toEqual([]);
});

/** Without the right to enter the folder: as root, who may enter any, as somebody else meanwhile. */
function asNobody(work: () => void): void {
  chmodSync(dirname(file), 0o000);
  const { geteuid, seteuid } = process;
  const own = geteuid?.();
  if (own === 0) seteuid?.(65_534);
  try {
    work();
  } finally {
    if (own === 0) seteuid?.(own);
    chmodSync(dirname(file), 0o700);
  }
}
