import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GetRoleCommand, IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askflorence } from "../support/synthesized";
import { expectSucceeded, said } from "./support/assertions";
import { describeE2e } from "./support/describe-e2e";
import { LiveOrganization } from "./support/live-organization";
import type { Workspace } from "./support/terraform";

const MANAGEMENT = askflorence.accounts.management.id;
const LOG_ARCHIVE = askflorence.accounts.logArchive.id;
const ROLE = "askflorence-org-audit-auditor";
const ACMES_ROLE = `${ROLE}-acme-2027`;
const LOG = `AWSLogs/${askflorence.organizationId}/${MANAGEMENT}/CloudTrail/us-east-1/2026/11/30/log.json.gz`;

const PAGE = readFileSync(resolve(__dirname, "../../docs/runbooks/incident-access.md"), "utf8");

/** Blocks of one language below a heading of the page, up to the next one, in their order. */
function blocksBelow(heading: string, language: string): readonly string[] {
  const [, section = ""] = new RegExp(`^#+ ${heading}$([^]*?)(?=^#|$(?![^]))`, "m").exec(PAGE) ?? [];
  return [...section.matchAll(new RegExp(`^ *\`\`\`${language}\n([^]*?)^ *\`\`\``, "gm"))].map(
    ([, block = ""]) => block,
  );
}

/** The one of several blocks; fails where the page has another number of them. */
function only(blocks: readonly string[], count: number, index = 0): string {
  expect(blocks).toHaveLength(count);
  return blocks[index] ?? "";
}

/** AskFlorence before it had a trail, with what the page has somebody describe. */
const described = (more: string) =>
  `import askflorence from "./askflorence";\nexport default { ...askflorence, ${more} };\n`;

/** Not everybody who develops this has it. */
describe.runIf(spawnSync("aws", ["--version"]).status === 0)("with the AWS command line", () => {
  describeE2e("every command of docs/runbooks/incident-access.md", (tools) => {
    const scratch = mkdtempSync(join(tmpdir(), "e2e-incident-access-"));
    let live: LiveOrganization;
    let workspace: Workspace;

    beforeAll(async () => {
      live = await LiveOrganization.start(tools, { ...askflorence, adopt: {} });
      workspace = live.workspace();
      describeAs("");
      expectSucceeded(await deploy("log-archive"));
      writeFileSync(join(scratch, "aws-config"), [live.emulator.profiles(), auditorsProfile(), ...people()].join("\n"));
    });
    afterAll(async () => {
      rmSync(scratch, { recursive: true, force: true });
      await live?.stop();
    });

    const s3 = () => new S3Client({ ...live.emulator.clientConfig(LOG_ARCHIVE), forcePathStyle: true });
    const iam = () => new IAMClient(live.emulator.clientConfig(LOG_ARCHIVE));

    /** The archive with a log, while a read is tried: the emulator takes each Deny of a bucket's policy for one of everybody. */
    async function withReadableLog(read: () => Promise<void>): Promise<void> {
      const Bucket = askflorence.archive.bucketName;
      const { Policy } = await s3().send(new GetBucketPolicyCommand({ Bucket }));
      await s3().send(new DeleteBucketPolicyCommand({ Bucket }));
      await s3().send(new PutObjectCommand({ Bucket, Key: LOG, Body: "a log" }));
      await read();
      await s3().send(new PutBucketPolicyCommand({ Bucket, Policy }));
    }

    const describeAs = (more: string) =>
      writeFileSync(join(workspace.checkout, "organizations/newcomer.ts"), described(more));
    const npm = (...args: readonly string[]) =>
      workspace.command(MANAGEMENT, { ORGANIZATION: "newcomer" }, "npm", "run", ...args);
    const deploy = (...stacks: readonly string[]) => npm("deploy", ...stacks, "--", "--auto-approve");

    /** The commands as the page has them: each deploys without a question, once what the review finds is accepted. */
    async function deployAsSaid(commands: string): Promise<readonly string[]> {
      const stacks = commands.trim().split(/\s*\n\s*/);
      const checks: string[] = [];
      for (const stack of stacks.map((command) => command.replace(/^npm run deploy /, ""))) {
        const refused = await deploy(stack);
        expect(refused.exitCode, said(refused)).toBe(1);
        const entries = (refused.stderr.match(/\{"check".*\}/g) ?? []).map((entry) => JSON.parse(entry));
        const accepted = entries.map((entry) => ({ ...entry, reason: "An engagement that this test made up" }));
        const file = join(workspace.checkout, "organizations/askflorence.accepted.json");
        writeFileSync(file, JSON.stringify({ accepted }));
        expectSucceeded(await deploy(stack));
        rmSync(file);
        checks.push(...entries.map(({ check, address }) => `${check} ${address}`));
      }
      return checks;
    }

    /** The page's own, from which only the sign-in to Identity Center is missing: a key takes its place. */
    function auditorsProfile(): string {
      const [profile = ""] = only(blocksBelow("Use", "ini"), 1).split(/(?=\[profile askflorence-responder\])/);
      return profile;
    }

    function people(): readonly string[] {
      return [
        ["askflorence-responder", LOG_ARCHIVE],
        ["acme-jane", "222233334444"],
      ].map(
        ([name, account]) =>
          `[profile ${name}]\naws_access_key_id = AKIAMOTO${account}\naws_secret_access_key = emulator\n`,
      );
    }

    /** Runs what a person pastes; variables stay from one block to the next, as in a shell. */
    function shell(block: string): Promise<Ended> {
      const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...emulated } = live.emulator.environment(MANAGEMENT);
      const script = `set -euo pipefail; set -a; [ ! -f variables ] || . ./variables\n${block}\nexport -p > variables`;
      const environment = {
        PATH: process.env.PATH,
        HOME: scratch,
        ...emulated,
        AWS_CONFIG_FILE: join(scratch, "aws-config"),
        AWS_DEFAULT_REGION: "us-east-1",
      };
      return run(script, scratch, environment);
    }

    async function answerOf(block: string): Promise<string> {
      const { code, stdout, stderr } = await shell(block);
      expect(code, stderr).toBe(0);
      return stdout.trim();
    }

    const assignments =
      'aws sso-admin list-account-assignments --profile askflorence-management --instance-arn $INSTANCE --account-id 754660694122 --permission-set-arn $PERMISSION_SET --query "AccountAssignments[].PrincipalId" --output text';

    it("grant: a permission set that may take the role on, of four hours, and one person's assignment", async () => {
      const blocks = blocksBelow("To the organization's people", "sh");
      for (const block of blocks) await answerOf(block);
      expect(blocks).toHaveLength(2);
      const of = "--profile askflorence-management --instance-arn $INSTANCE --permission-set-arn $PERMISSION_SET";
      const policy = await answerOf(
        `aws sso-admin get-inline-policy-for-permission-set ${of} --query InlinePolicy --output text`,
      );
      expect(JSON.parse(policy).Statement).toMatchObject([{ Resource: `arn:aws:iam::${LOG_ARCHIVE}:role/${ROLE}` }]);
      const session = "PermissionSet.SessionDuration";
      expect(await answerOf(`aws sso-admin describe-permission-set ${of} --query ${session} --output text`)).toBe(
        "PT4H",
      );
      expect(await answerOf(assignments)).toBe("34887428-4081-7042-c3c6-928d413009e7");
    });

    it("grant: an auditor from outside, as the page describes one, whose role the review makes somebody accept", async () => {
      describeAs(only(blocksBelow("To an auditor from outside", "ts"), 1));
      const checks = await deployAsSaid(only(blocksBelow("To an auditor from outside", "sh"), 1));
      expect(checks).toEqual([expect.stringMatching(/^access-widened aws_s3_bucket_policy\.log-archive-bucket_/)]);
      const { Role } = await iam().send(new GetRoleCommand({ RoleName: ACMES_ROLE }));
      expect(Role?.MaxSessionDuration).toBe(14_400);
      expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toContain("2027-07-01T00:00:00Z");
      expectSucceeded(await npm("plan", "log-archive"));
    });

    it("use: reads a copy of a day, and the user gets a session of four hours", async () => {
      const [reading = "", assuming = ""] = blocksBelow("Use", "sh");
      await withReadableLog(async () => {
        expect(await answerOf(reading)).toContain(`assumed-role/${ROLE}/alice`);
        expect(readFileSync(join(scratch, "copy", LOG), "utf8")).toBe("a log");
      });
      const { Credentials, AssumedRoleUser } = JSON.parse(await answerOf(`${assuming.trim()} --output json`));
      expect(AssumedRoleUser.Arn).toContain(`assumed-role/${ACMES_ROLE}/jane.doe`);
      expect((Date.parse(Credentials.Expiration) - Date.now()) / 3600_000).toBeCloseTo(4, 1);
    });

    it.each([
      ["writes nothing", `aws s3 cp copy/${LOG} s3://$BUCKET/${LOG}`],
      ["lists nothing beside the trail's prefixes", "aws s3 ls s3://$BUCKET"],
      ["reads no access log", "aws s3 cp s3://$BUCKET-access-logs/archive/one one"],
      ["changes nothing of its role", `aws iam delete-role-policy --role-name ${ROLE} --policy-name ReadTheAuditTrail`],
    ])("use: %s", async (_, command) => {
      const { code, stderr } = await shell(`${command} --profile askflorence-auditor`);
      expect(code).not.toBe(0);
      expect(stderr).toMatch(/AccessDenied|403|Forbidden/);
    });

    it("revoke: ends the session that runs, at once, and not the one that somebody begins behind it", async () => {
      const list = "aws s3 ls s3://$BUCKET/$ROOT/ --profile askflorence-auditor";
      await answerOf(list);
      await answerOf("sleep 1");
      await answerOf(only(blocksBelow("Revoke", "sh"), 3, 0));
      const refused = await shell(list);
      expect(refused.stderr).toMatch(/AccessDenied/);
      await answerOf("sleep 1; rm -r .aws/cli/cache");
      await answerOf(list);
    });

    it("revoke: takes the assignment away", async () => {
      await answerOf(only(blocksBelow("Revoke", "sh"), 3, 1));
      expect(await answerOf(assignments)).toBe("");
    });

    it("revoke: what ended the sessions goes again, and Terraform never minded it", async () => {
      expectSucceeded(await npm("plan", "log-archive"));
      await answerOf(only(blocksBelow("Revoke", "sh"), 3, 2));
      const { PolicyNames } = await iam().send(new ListRolePoliciesCommand({ RoleName: ROLE }));
      expect(PolicyNames).toEqual(["ReadTheAuditTrail"]);
    });

    it("revoke: takes an auditor's role away with all that it has, where the entry is deleted", async () => {
      await answerOf(only(blocksBelow("Revoke", "sh"), 3, 0).replace(`ROLE=${ROLE}`, `ROLE=${ACMES_ROLE}`));
      describeAs("");
      const checks = await deployAsSaid(only(blocksBelow("To an auditor from outside", "sh"), 1));
      expect([...new Set(checks.map((check) => check.replace(/\..*/, "")))].sort()).toEqual([
        "access-widened aws_kms_key",
        "access-widened aws_s3_bucket_policy",
        "destroyed aws_iam_role",
        "destroyed aws_iam_role_policy",
      ]);
      await expect(iam().send(new GetRoleCommand({ RoleName: ACMES_ROLE }))).rejects.toThrow(
        /not found|cannot be found/,
      );
      expectSucceeded(await npm("plan", "log-archive"));
    });
  });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  mkdirSync(cwd, { recursive: true });
  return new Promise((done) => {
    execFile("bash", ["-c", script], { cwd, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      done({ code, stdout, stderr });
    });
  });
}
