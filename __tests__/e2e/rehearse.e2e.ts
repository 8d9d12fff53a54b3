import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, isAbsolute, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import askflorence from "../../organizations/askflorence";
import type { OrganizationInput } from "../../src/config/organization";
import { start } from "./support/command";
import { describeE2e } from "./support/describe-e2e";

const PROJECT = join(__dirname, "..", "..");
const ROLE = "OrgAuditDeployer";

/** The smallest there is, with roles to assume and its state in a bucket. */
const SMALL: OrganizationInput = {
  ...askflorence,
  name: `rehearsed-${process.pid}`,
  accounts: {
    management: { id: "111122223333", deploy: { roleName: ROLE } },
    logArchive: { id: "444455556666", organizationalUnit: "Security", deploy: { roleName: ROLE } },
  },
  archive: { ...askflorence.archive, readers: [{ accountId: "444455556666", role: "Auditor" }] },
  guardrails: { organizationalUnits: ["Security"], deployRole: ROLE },
  state: { backend: "s3", bucket: "the-state", region: "us-east-1" },
};
const RESULTS = join(PROJECT, ".org-trail", "rehearsals", SMALL.name);

describeE2e("npm run rehearse", (tools) => {
  /** Where the description lies, and everything that a rehearsal makes for a while. */
  let folder: string;
  const temporary = () => join(folder, "tmp");
  /** Besides what tsx compiles once and keeps for every command. */
  const leftBehind = () => readdirSync(temporary()).filter((name) => !name.startsWith("tsx-"));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "e2e-rehearse-"));
    mkdirSync(temporary());
    writeFileSync(join(folder, "small.ts"), `export default ${JSON.stringify(SMALL)};\n`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(RESULTS, { recursive: true, force: true });
  });

  const rehearse = () =>
    start({
      label: "npm run rehearse",
      command: tools.python,
      args: [join(__dirname, "support", "terminal.py"), "npm", "run", "--silent", "rehearse"],
      folder: PROJECT,
      environment: {
        ...process.env,
        ...tools.providerEnvironment,
        ...(isAbsolute(tools.python) ? { PATH: dirname(tools.python) + delimiter + process.env.PATH } : {}),
        ORGANIZATION: join(folder, "small.ts"),
        TMPDIR: temporary(),
        NO_COLOR: "1",
      },
      interactive: true,
    });

  it("applies the description, attacks what came of it, and keeps a page that says so", async () => {
    const { exitCode, stdout } = await rehearse().result;
    expect(exitCode, stdout).toBe(0);
    const shown = stdout.replaceAll("\r", "");
    const page = shown.slice(shown.indexOf("Rehearsal of "));
    expect(page).toContain(": PASSED\n");
    expect(page).toMatch(/log-archive +444455556666 +\d+ +applied in .+: \d+ to add +no change\n/);
    expect(page).toMatch(/management +111122223333 +\d+ +applied in .+: \d+ to add +no change\n/);
    expect(page).toMatch(/all +1\d\d +\d+ +\d+ +\d+ +\d+\n/);
    expect(page.split("\n").length).toBeLessThan(60);

    const [run = ""] = readdirSync(RESULTS);
    const kept = (name: string) => readFileSync(join(RESULTS, run, name), "utf8");
    expect(kept("page.md")).toContain("| log-archive | 444455556666 |");
    expect(kept("details.md")).toMatch(/- stop-trail .+\n {2}- from /);
    expect(kept("commands.log")).toMatch(/^management: applied in /m);
    expect(leftBehind()).toEqual([]);
  });

  it("leaves nothing running and nothing behind at Ctrl-C in the middle of an apply", async () => {
    const before = readdirSync(RESULTS);
    const run = rehearse();
    await run.has(/\[log-archive \d+\/\d+\]/);
    const started = processesBelow(process.pid).filter(({ args }) => /server\.py|terraform/.test(args));
    expect(started.map(({ args }) => basename(args.split(" ")[0] ?? ""))).toContain("terraform");
    expect(started.some(({ args }) => args.includes("server.py"))).toBe(true);
    run.type("\x03");
    const { exitCode, stdout } = await run.result;
    expect(stdout).toContain("SIGINT: the rehearsal ends as soon as Terraform has.");
    // npm ends itself by the signal that it heard: a shell calls that 130, and the terminal's exit code is minus two.
    expect(exitCode).toBe(254);

    expect(started.filter(({ pid }) => isRunning(pid))).toEqual([]);
    expect(leftBehind()).toEqual([]);
    expect(readdirSync(RESULTS)).toEqual(before);
    expect(readdirSync(PROJECT).filter((name) => name.includes(SMALL.name))).toEqual([]);
  });
});

/** What this process has started, and what that has. */
function processesBelow(ancestor: number): readonly { readonly pid: number; readonly args: string }[] {
  const listed = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  const all = listed.split("\n").flatMap((line) => {
    const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
  const below = (parent: number): typeof all =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(ancestor);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
