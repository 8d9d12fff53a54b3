import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateAliasCommand, CreateKeyCommand, DeleteAliasCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askflorence } from "../support/synthesized";
import { expectSucceeded, said } from "./support/assertions";
import { describeE2e } from "./support/describe-e2e";
import { LiveOrganization } from "./support/live-organization";
import type { Workspace } from "./support/terraform";

const MANAGEMENT = "778477254880";
const LOG_ARCHIVE = "754660694122";
/** AskFlorence before it had a trail: nothing is live yet, and nothing beside the description says so. */
const NEWCOMER = `import askflorence from "./askflorence";
export default { ...askflorence };
`;
const NEWCOMER_IN_S3 = NEWCOMER.replace(
  " };",
  ', state: { backend: "s3", bucket: "askflorence-terraform-state", region: "us-east-1", profile: "askflorence-management" } };',
);
/** The same with one reader more, who gets into the archive: found by the review. */
const WITH_A_READER = NEWCOMER.replace(
  " };",
  ', archive: { ...askflorence.archive, readers: [{ accountId: "754660694122", role: "Investigator" }] } };',
);
/**
 * By then everything is created and noted but the lifecycles, which Terraform reads again and again. What is interrupted
 * while it is being created may be in AWS and not in the state.
 */
const WAITING_FOR_LIFECYCLES = /lifecycle_configuration\S+: 30s so far/;

describeE2e("AskFlorence as a newcomer, with npm run plan and npm run deploy", (tools) => {
  let live: LiveOrganization;
  let workspace: Workspace;
  const described = { ORGANIZATION: "newcomer" };
  const npm = (...args: string[]) => workspace.command(MANAGEMENT, described, "npm", "run", ...args);
  const deploy = (...args: string[]) => npm("deploy", ...args, "--", "--auto-approve");
  // As a supervisor starts it, which sees the exit code itself.
  const deployStarted = (...args: string[]) =>
    workspace.commandStarted(
      MANAGEMENT,
      described,
      "node",
      "--import",
      "tsx",
      "src/tools/deploy/main.ts",
      "--auto-approve",
      ...args,
    );
  const describedIn =
    (environment: NodeJS.ProcessEnv) =>
    (...args: string[]) =>
      workspace.command(MANAGEMENT, environment, "npm", "run", ...args);
  const local = (path: string) => join(workspace.checkout, path);

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, { ...askflorence, adopt: {} });
    workspace = live.workspace();
    writeFileSync(local("organizations/newcomer.ts"), NEWCOMER);
    writeFileSync(local("organizations/newcomer-in-s3.ts"), NEWCOMER_IN_S3);
    writeFileSync(local("organizations/with-a-reader.ts"), WITH_A_READER);
  });
  afterAll(() => live?.stop());

  it("refuses to apply beside a live key of which the description says more than of the bucket", async () => {
    const refused = await describedIn({ ORGANIZATION: "askflorence" })("deploy", "--", "--auto-approve");
    expect(refused.exitCode).toBe(1);
    expect(said(refused)).toContain("nobody has looked what else is live");
    expect(existsSync(local("terraform.askflorence.log-archive.tfstate"))).toBe(false);
  });

  it("refuses to make a second key beside a live one that was forgotten", async () => {
    const kms = new KMSClient(live.emulator.clientConfig(LOG_ARCHIVE));
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeyUsage: "ENCRYPT_DECRYPT" }));
    await kms.send(new CreateAliasCommand({ AliasName: askflorence.key.alias, TargetKeyId: KeyMetadata?.KeyId }));
    const refused = await deploy("log-archive");
    expect(refused.exitCode).toBe(1);
    expect(said(refused)).toContain(`${askflorence.key.alias} is live, key ${KeyMetadata?.KeyId}`);
    await kms.send(new DeleteAliasCommand({ AliasName: askflorence.key.alias }));
  });

  it("says everything that is missing at once, before anything is planned", async () => {
    const refused = await describedIn({ ...described, AWS_CONFIG_FILE: "none" })("plan");
    expect(refused.exitCode).toBe(1);
    const text = said(refused);
    expect(text).toContain("Nothing was planned");
    for (const profile of ["askflorence-log-archive", "askflorence-management"]) {
      expect(text).toContain(`The profile ${profile} is not on this machine`);
    }
    expect(text).not.toContain("Planning");
  });

  it("refuses a workspace of the shell's, which has a state of its own", async () => {
    const refused = await describedIn({ ...described, TF_WORKSPACE: "other" })("plan");
    expect(refused.exitCode).toBe(1);
    expect(said(refused)).toContain("unset TF_WORKSPACE");
  });

  it("says of a first plan what can be planned, and what waits for it", async () => {
    const planned = await npm("plan");
    expect(planned.exitCode).toBe(2);
    expect(planned.stdout).toContain("management: can be planned when log-archive is applied");
    expect(planned.stdout).not.toContain("Saved the plan to");
  });

  it("applies nothing where the question at the terminal gets no answer", async () => {
    const run = workspace.commandAtTerminal(MANAGEMENT, described, "npm", "run", "deploy", "log-archive");
    await run.has(/Only "yes" is taken for yes/);
    run.type("\x04");
    const refused = await run.result;
    expect(said(refused)).toContain('Not applied, because the answer was not "yes": log-archive.');
    expect(said(refused)).toContain("log-archive: not begun");
    expect(refused.exitCode).toBe(1);
  });

  it("names the key and the bucket whose creation failed half-way, and the command that goes on", async () => {
    await live.emulator.fault({ service: "kms", action: "EnableKeyRotation", code: "UnsupportedOperationException" });
    await live.emulator.fault({
      service: "s3",
      action: "PutBucketTagging",
      code: "InvalidTag",
      containing: "-access-logs",
    });
    expect((await deploy("log-archive")).exitCode).toBe(1);
    await live.emulator.clearFaults();
    // From the first apply on, whatever became of it: an empty state there would be refused.
    expect(existsSync(local(".org-trail/data/askflorence/log-archive/known-state.json"))).toBe(true);

    const wedged = await deploy("log-archive");
    expect(wedged.exitCode).toBe(1);
    for (const address of ["aws_kms_key.org-logs-key", "aws_s3_bucket.log-archive-bucket_access-logs"]) {
      expect(said(wedged)).toContain(address);
    }
    expect(said(wedged)).toContain("npm run deploy log-archive -- --untaint");
  });

  describe("interrupted", () => {
    it("by SIGTERM: ends with 143, lets the state go, says how to go on", async () => {
      const run = deployStarted("log-archive", "--untaint");
      await run.has(WAITING_FOR_LIFECYCLES);
      run.signal("SIGTERM");
      const stopped = await run.result;
      expect(said(stopped)).toContain("no further stack is begun");
      expect(said(stopped)).toContain("Go on with: npm run deploy log-archive");
      expect(stopped.exitCode).toBe(143);
      expect(existsSync(local(".terraform.askflorence.log-archive.tfstate.lock.info"))).toBe(false);
    });

    it("by Ctrl-C at a terminal, once: Terraform ends by itself", async () => {
      const run = workspace.commandAtTerminal(
        MANAGEMENT,
        described,
        "npm",
        "run",
        "deploy",
        "log-archive",
        "--",
        "--untaint",
      );
      await run.has(/Only "yes" is taken for yes/);
      run.type("yes\r");
      await run.has(WAITING_FOR_LIFECYCLES);
      run.type("\x03");
      const stopped = await run.result;
      expect(said(stopped)).toContain("no further stack is begun");
      expect(said(stopped)).not.toContain("Two interrupts received");
      // npm ends by the signal itself.
      expect(stopped.exitCode).not.toBe(0);
    });

    it("by SIGKILL: Terraform finishes, and the next run waits for it", async () => {
      const run = deployStarted("log-archive", "--untaint");
      await run.has(WAITING_FOR_LIFECYCLES);
      run.kill();
      await run.result;
      const next = await deploy("log-archive");
      expect(said(next)).toContain("was killed. This one goes on from there");
      expectSucceeded(next);
      expect(next.stdout).toContain("log-archive: no change");
    });
  });

  it("refuses a second run beside the first, by the name of who holds it", async () => {
    const first = workspace.commandStarted(MANAGEMENT, described, "npm", "run", "plan", "log-archive");
    await first.has(/Planning/);
    const second = await npm("plan", "log-archive");
    expect(second.exitCode).toBe(1);
    expect(said(second)).toContain("`npm run plan log-archive` works on this organization already");
    expectSucceeded(await first.result);
  });

  it("finds the state from wherever the output lies, without cdktf.out, and with the shell's TF_DATA_DIR", async () => {
    rmSync(join(workspace.folder, "cdktf.out"), { recursive: true, force: true });
    const planned = await describedIn({
      ...described,
      CDKTF_OUTDIR: join(workspace.folder, "elsewhere"),
      TF_DATA_DIR: "x",
    })("plan", "log-archive");
    expectSucceeded(planned);
  });

  it("refuses a state that moved: it never plans to make anew what is applied", async () => {
    const s3 = new S3Client({ ...live.emulator.clientConfig(MANAGEMENT), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "askflorence-terraform-state" }));
    const inS3 = describedIn({ ORGANIZATION: "newcomer-in-s3" });
    const refused = await inS3("plan", "log-archive");
    expect(refused.exitCode).toBe(1);
    expect(said(refused)).toContain("npm run terraform log-archive -- state push");

    const state = local("terraform.askflorence.log-archive.tfstate");
    expectSucceeded(await inS3("terraform", "log-archive", "--", "state", "push", state));
    expectSucceeded(await inS3("plan", "log-archive"));
    const back = await npm("plan", "log-archive");
    // The local file is the same state, an older copy: nothing was applied since.
    expectSucceeded(back);
  });

  describe("a protected resource whose creation failed half-way", () => {
    it.each([
      [
        "the log group",
        { service: "logs", action: "PutRetentionPolicy", code: "InvalidParameterException" },
        "aws_cloudwatch_log_group.",
      ],
      [
        "the trail",
        { service: "cloudtrail", action: "StartLogging", code: "InvalidTrailNameException" },
        "aws_cloudtrail.",
      ],
    ])("%s: is named, and goes on after --untaint", async (_title, fault, address) => {
      await live.emulator.fault(fault);
      const failed = await npm("deploy", "management", "--", "--auto-approve", "--untaint");
      expect(failed.exitCode).toBe(1);
      await live.emulator.clearFaults();
      const wedged = await deploy("management");
      expect(wedged.exitCode).toBe(1);
      expect(said(wedged)).toContain(`the creation of ${address}`);
      expect(said(wedged)).toContain("npm run deploy management -- --untaint");
    });

    it("the whole is applied after that, and leaves nothing to change", async () => {
      const applied = await npm("deploy", "--", "--auto-approve", "--untaint");
      expectSucceeded(applied);
      expectSucceeded(await npm("plan"));
      const logs = readdirSync(local(".org-trail/logs/askflorence"));
      const output = await npm("terraform", "management", "--", "output", "-json");
      expect(output.stdout).toContain("arn:aws:cloudtrail:us-east-1:778477254880:trail/askflorence-org-trail");
      // Of the logs of the last runs it pushes none out.
      expect(readdirSync(local(".org-trail/logs/askflorence"))).toEqual(logs);
    });
  });

  describe("a change that the review finds", () => {
    const withAReader = describedIn({ ORGANIZATION: "with-a-reader" });
    let refused: string;

    it("is told on a page, with the exit code of findings; the whole plan is its user's alone", async () => {
      const planned = await withAReader("plan", "log-archive", "--", "--hashes", local("reviewed.json"));
      expect(planned.exitCode).toBe(3);
      expect(planned.stdout).toContain("Investigator");
      const [, text = ""] = /The whole plan: (\S+)/.exec(planned.stdout) ?? [];
      expect(readFileSync(text, "utf8")).toContain("will be updated in-place");
      const folder = local(".org-trail/plans/askflorence");
      for (const file of [".", ...readdirSync(folder)]) expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0);
    });

    it("is found by npx org-trail review too, which plans the stack itself; standard output is the review alone", async () => {
      const environment = { ORGANIZATION: "with-a-reader" };
      const words = ["org-trail", "review", "log-archive", "--format", "json"];
      const reviewed = await workspace.command(MANAGEMENT, environment, "npx", ...words);
      expect(reviewed.exitCode, reviewed.stderr).toBe(1);
      expect(JSON.stringify(JSON.parse(reviewed.stdout))).toContain("Investigator");
      expect(reviewed.stderr).toContain(LOG_ARCHIVE);
    });

    it("is not applied, though nobody is to be asked, and the refusal has the entries that accept it", async () => {
      const answer = await withAReader("deploy", "log-archive", "--", "--auto-approve");
      expect(answer.exitCode).toBe(1);
      refused = answer.stderr;
      expect(refused).toContain('"accepted" of organizations/askflorence.accepted.json');
      expect(said(answer)).toContain("log-archive: not begun");
    });

    it("is applied once somebody wrote down why, by the hashes of the very plan that was reviewed; then the entry has to go", async () => {
      const entries = (refused.match(/\{"check".*\}/g) ?? []).map((entry) => JSON.parse(entry));
      const accepted = entries.map((entry) => ({ ...entry, reason: "An investigation that this test made up" }));
      writeFileSync(local("organizations/askflorence.accepted.json"), JSON.stringify({ accepted }));
      expectSucceeded(await withAReader("deploy", "log-archive", "--", "--approved", local("reviewed.json")));
      const planned = await withAReader("plan", "log-archive");
      expect(planned.exitCode).toBe(3);
      expect(planned.stdout).toContain("Delete the entry.");
    });
  });

  it("leaves no synthesized folder behind, and of what was applied no plan", () => {
    expect(readdirSync(local(".org-trail/runs"))).toEqual([]);
    expect(readdirSync(local(".org-trail/plans/askflorence"))).toEqual([]);
  });
});
