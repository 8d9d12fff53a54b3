import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { Interrupted } from "../../../src/tools/terraform/interruption";
import { atTerminal, CannotStart, type LoggedCall, runLogged } from "../../../src/tools/terraform/process";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "process-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A script in Terraform's place. */
function call(script: string, others: Partial<LoggedCall> = {}): LoggedCall {
  return {
    binary: process.execPath,
    args: ["-e", script],
    folder,
    environment: process.env,
    stop: new AbortController().signal,
    log: join(folder, "stack.log"),
    ...others,
  };
}

it("returns the whole of what a command says, however many bars the one before drew in the same log", async () => {
  await runLogged(call(`console.log("│ Warning: one\\n╵ ${"─".repeat(70)}")`));
  const { exitCode, output } = await runLogged(call(`console.log("first\\nlast ─"); process.exit(2)`));
  expect({ exitCode, output }).toEqual({ exitCode: 2, output: "first\nlast ─\n" });
});

it("keeps what is said in a log that only its owner reads", async () => {
  await runLogged(call(`console.error("secret")`));
  expect(readFileSync(join(folder, "stack.log"), "utf8")).toBe("secret\n");
  expect(statSync(join(folder, "stack.log")).mode & 0o077).toBe(0);
});

it("hands over each whole line, of that command alone", async () => {
  const lines: string[] = [];
  await runLogged(call(`console.log("before")`));
  await runLogged(call(`console.log("one\\n│ two")`, { onLine: (line) => lines.push(line) }));
  expect(lines).toEqual(["one", "│ two"]);
});

it("hands an interruption on, and waits for the end", async () => {
  const stop = new AbortController();
  const script = `
    process.on("SIGINT", () => { console.log("saved"); process.exit(1); });
    setInterval(() => {}, 1000);
    console.log("ready");`;
  const { exitCode, output } = await runLogged(
    call(script, { stop: stop.signal, onLine: (line) => line === "ready" && stop.abort(new Interrupted("SIGTERM")) }),
  );
  expect({ exitCode, output }).toEqual({ exitCode: 1, output: "ready\nsaved\n" });
});

it("hands an interruption on at a terminal too, where nobody else would: `kill -INT` reaches us alone", async () => {
  const { isTTY } = process.stdin;
  onTestFinished(() => void Object.assign(process.stdin, { isTTY }));
  Object.assign(process.stdin, { isTTY: true });
  const stop = new AbortController();
  // It ends by itself where it hears nothing, so that the test fails and does not hang.
  const script = `
    const { writeFileSync } = require("node:fs");
    process.on("SIGINT", () => { writeFileSync("heard", ""); process.exit(1); });
    setTimeout(() => {}, 5000);
    writeFileSync("ready", "");`;
  const ended = atTerminal({ ...call(script), stop: stop.signal });
  while (!existsSync(join(folder, "ready"))) await setImmediate();
  stop.abort(new Interrupted("SIGINT"));
  await expect(ended).rejects.toThrow(Interrupted);
  expect(existsSync(join(folder, "heard"))).toBe(true);
});

it("begins nothing once the run is interrupted", async () => {
  const stop = AbortSignal.abort(new Interrupted("SIGINT"));
  await expect(runLogged(call("", { stop }))).rejects.toThrow(Interrupted);
  expect(existsSync(join(folder, "stack.log"))).toBe(false);
});

it("says that Terraform cannot be started", async () => {
  await expect(runLogged(call("", { binary: join(folder, "terraform") }))).rejects.toThrow(CannotStart);
});

it("tells when a command begins, by its process, and when it has ended", async () => {
  const told: string[] = [];
  const onStart = (pid: number) => {
    told.push(pid > 0 ? "begun" : "no process");
    return () => told.push("ended");
  };
  await runLogged(call("", { onStart }));
  expect(told).toEqual(["begun", "ended"]);
});
