import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it } from "vitest";
import { changed, minimalOrganization, temporaryFolder } from "./support/organizations";

const projectRoot = resolve(__dirname, "..");

/** The real command, as `npm run synth` runs it. */
describe.concurrent("npm run synth", () => {
  it("of a refused organization fails, names every problem on stderr, and leaves the previous output alone", async (context) => {
    const { expect } = context;
    const folder = temporaryFolder(context);
    const outdir = previousOutput(folder, { "log-archive": "previous", prod: "previous" });
    const refused = changed(minimalOrganization(), {
      organizationId: "o-short",
      "archive.retentionDays": 30,
      "trail.nmae": "acme-org-trail",
    });
    mkdirSync(join(folder, "at 100% #1"));
    const description = join(folder, "at 100% #1", "refused.mts");
    writeFileSync(description, `export default ${JSON.stringify(refused)};`);

    const { exitCode, stdout, stderr } = await synth(outdir, description);

    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("refused.mts: 3 problems. Nothing was written.");
    for (const path of ["organizationId", "archive.retentionDays", "trail.nmae"])
      expect(stderr).toContain(`  ${path} = `);
    expect(stderr).not.toContain("    at ");
    expect(stacksIn(outdir)).toEqual({ "log-archive": "previous", prod: "previous" });
    expect(readFileSync(join(outdir, "manifest.json"), "utf8")).toBe(listOf("log-archive", "prod"));
    expect(readdirSync(folder).sort()).toEqual(["at 100% #1", "cdktf.out"]);
  });

  it("of an accepted organization writes every stack, says which, where, with how many resources, removes those that it does not have, and keeps .terraform", async (context) => {
    const { expect } = context;
    const outdir = previousOutput(temporaryFolder(context), { management: "previous", prod: "previous" });
    const provider = join(outdir, "stacks", "management", ".terraform", "providers");
    mkdirSync(provider, { recursive: true });

    const { exitCode, stdout, stderr } = await synth(outdir, undefined);

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const written = stacksIn(outdir);
    const stacks = ["log-archive", "management"];
    expect(Object.keys(written).sort()).toEqual(stacks);
    expect(Object.keys(JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")).stacks).sort()).toEqual(stacks);
    expect(written.management).toContain("askflorence-org-trail");
    for (const [stack, json] of Object.entries(written)) {
      const resources = Object.values<object>(JSON.parse(json).resource).flatMap(Object.keys).length;
      expect(stdout).toMatch(new RegExp(`^  ${stack} +\\d{12}  ${resources} resources?$`, "m"));
    }
    expect(stdout).toMatch(
      /^Organization askflorence, because cdktf.json names it as this checkout's: o-vefew8kgv1, managed by account 778477254880$/m,
    );
    expect(stdout).toMatch(/^askflorence: 2 stacks, \d+ resources, in .*cdktf\.out\/stacks$/m);
    expect(existsSync(provider)).toBe(true);
  });
});

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function synth(outdir: string, organization: string | undefined): Promise<Run> {
  const { ORGANIZATION: _, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: __, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: projectRoot,
    env: { ...env, CDKTF_OUTDIR: outdir, ...(organization === undefined ? {} : { ORGANIZATION: organization }) },
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (said.stdout += chunk));
  child.stderr.on("data", (chunk) => (said.stderr += chunk));
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (exitCode) => done({ exitCode, ...said }));
  });
}

/** An output as an earlier synth would have left it. */
function previousOutput(folder: string, stacks: Readonly<Record<string, string>>): string {
  const outdir = join(folder, "cdktf.out");
  for (const [stack, json] of Object.entries(stacks)) {
    mkdirSync(join(outdir, "stacks", stack), { recursive: true });
    writeFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), json);
  }
  writeFileSync(join(outdir, "manifest.json"), listOf(...Object.keys(stacks)));
  return outdir;
}

function listOf(...stacks: readonly string[]): string {
  return JSON.stringify({ stacks: Object.fromEntries(stacks.map((stack) => [stack, {}])) });
}

/** What stands in each stack's file. */
function stacksIn(outdir: string): Record<string, string> {
  const stacks = join(outdir, "stacks");
  return Object.fromEntries(
    readdirSync(stacks).map((stack) => [stack, readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8")]),
  );
}
