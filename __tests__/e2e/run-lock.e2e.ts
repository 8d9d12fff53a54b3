import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

it("a run lock is passed on or refused in a sentence, whenever runs that come at once begin and end", async () => {
  const folder = mkdtempSync(join(tmpdir(), "run-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "locks", "acme.json");
  const script = `
    const { RunLock } = require("./src/tools/terraform/run-lock.ts");
    for (let turn = 0; turn < 300; turn++) {
      try { RunLock.acquire(process.argv[1], "npm run plan").release(); }
      catch (error) { if (!error.message.startsWith("Refused: ")) throw error; }
    }`;
  const run = () =>
    new Promise<string>((done) => {
      const child = spawn(process.execPath, ["--import", "tsx", "-e", script, file]);
      let said = "";
      child.stderr.on("data", (text) => (said += text));
      child.on("close", () => done(said));
    });
  expect(await Promise.all([run(), run(), run()])).toEqual(["", "", ""]);
});
