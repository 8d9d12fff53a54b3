import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Running, start } from "./support/command";
import { describeE2e } from "./support/describe-e2e";

const PROJECT = join(__dirname, "..", "..");

/** In Terraform's place: asks, and says what reaches it. A second interrupt would end Terraform in the middle. */
const ASKS = `
  let heard = 0;
  process.on("SIGINT", () => console.log("interrupts:", ++heard));
  process.stdin.on("data", (answer) => {
    console.log("answer:", String(answer).trim());
    if (heard > 0) process.exit(1);
  });
  console.log("Enter a value:");`;

/** What `npm run terraform` does with Terraform. */
const RUNS = `
  const { Interruption } = require("./src/tools/terraform/interruption.ts");
  const { atTerminal } = require("./src/tools/terraform/process.ts");
  const stop = Interruption.listen((signal) => console.log("heard", signal)).signal;
  const call = { binary: process.execPath, args: ["-e", process.argv[1]], folder: ".", environment: process.env, stop };
  require("node:fs").writeFileSync(process.argv[2], String(process.pid));
  atTerminal(call).then((code) => process.exit(code), (error) => (console.log(error.message), process.exit(error.exitCode)));`;

describeE2e("a command at a terminal", (tools) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "e2e-terminal-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ["Ctrl-C", (run: Running) => run.type("\x03")],
    ["kill -INT", (_run: Running, pid: number) => process.kill(pid, "SIGINT")],
  ])("lets Terraform ask, and hands %s on to it, once", async (_how, interrupt) => {
    const pidFile = join(folder, "pid");
    const run = start({
      label: "a Terraform that asks",
      command: tools.python,
      args: [join(__dirname, "support", "terminal.py"), process.execPath, "--import", "tsx", "-e", RUNS, ASKS, pidFile],
      folder: PROJECT,
      environment: { ...process.env, NO_COLOR: "1" },
      interactive: true,
    });
    await run.has(/Enter a value:/);
    run.type("yes\r");
    await run.has(/answer: yes/);
    interrupt(run, Number(readFileSync(pidFile, "utf8")));
    await run.has(/interrupts: 1/);
    run.type("end\r");
    const { exitCode, stdout } = await run.result;
    expect(stdout).not.toContain("interrupts: 2");
    expect(stdout).toContain("Stopped by SIGINT.");
    expect(exitCode).toBe(130);
  });

  it("npm run synth ends in peace where nobody reads on, as `head` does not", async () => {
    const { exitCode, stderr } = await start({
      label: "npm run synth | head",
      command: "bash",
      args: ["-o", "pipefail", "-c", `"${process.execPath}" --import tsx main.ts | true`],
      folder: PROJECT,
      environment: { ...process.env, CDKTF_OUTDIR: folder },
    }).result;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });
});
