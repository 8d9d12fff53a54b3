import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AttachRolePolicyCommand, DetachRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { synthesize } from "../../../../src/stacks/synthesize";
import { type Expected, expectedOf } from "../../../../src/tools/doctor/expected";
import { doctorReport } from "../../../../src/tools/doctor/report/report";
import { allAccounts } from "../../../../src/tools/emulator/organization-seed";
import { readStacks } from "../../../../src/tools/terraform/manifest";
import { expectSucceeded } from "../assertions";
import type { Result } from "../command";
import { JoinTimes } from "../join-times";
import type { LiveOrganization } from "../live-organization";
import { becomeHealthy } from "./healthy";
import { askDoctor } from "./in-process";
import { PLANTED, Planter } from "./planted";
import { makeReaders, type PrintedPolicies, READER, unused } from "./readers";

/** Where the doctor is tried: an organization that was applied. */
export interface Applied {
  readonly live: LiveOrganization;
  /** Runs `npx org-trail doctor` as the operator would. */
  readonly run: (environment: NodeJS.ProcessEnv, ...args: string[]) => Promise<Result>;
}

/** The doctor, asked about an organization that was applied; whatever is planted is put right again. */
export function describeDoctor(applied: () => Applied): void {
  describe("npx org-trail doctor", () => {
    const folder = mkdtempSync(join(tmpdir(), "e2e-doctor-"));
    let expected: Expected;
    let printed: PrintedPolicies;
    let joinTimes: JoinTimes;
    const emulator = () => applied().live.emulator;
    const ask = () => askDoctor(emulator(), expected, joinTimes.endpoint);
    const command = (...args: string[]) => applied().run({ AWS_ENDPOINT_URL: joinTimes.endpoint }, ...args);

    beforeAll(async () => {
      const { live } = applied();
      synthesize(live.organization, folder);
      expected = expectedOf(live.organization, readStacks(folder));
      await becomeHealthy(live);
      joinTimes = await JoinTimes.before(live.emulator.endpoint);
      const policies = await command("--print-policy");
      expectSucceeded(policies);
      printed = JSON.parse(policies.stdout);
      await makeReaders(live.emulator, live.organization, printed);
    });
    afterAll(() => {
      joinTimes?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("passes every line, by roles that have what it prints, and were refused nothing and given nothing else", async () => {
      const { exitCode, stdout } = await command("--role", READER, "--format", "json");
      const report = doctorReport.parse(JSON.parse(stdout));
      expect(report.lines.filter(({ status }) => status !== "pass")).toEqual([]);
      expect([report.status, exitCode]).toEqual(["pass", 0]);
      const asked = (await emulator().authorizations()).filter(({ role }) => role.endsWith(`:role/${READER}`));
      expect(asked.filter(({ allowed }) => !allowed)).toEqual([]);
      expect(unused(emulator(), printed, asked)).toEqual([]);
    });

    it.each(PLANTED)("finds that $title, on the line $line, and nothing else changes", async (planted) => {
      const putRight = await planted.plant(new Planter(emulator(), expected.names));
      onTestFinished(async () => {
        await putRight();
      });
      const after = await ask();
      // All passed before the first one, and each is put right.
      const turned = after.lines.filter(({ status }) => status !== "pass").map(({ id, status }) => [id, status]);
      expect(turned).toEqual([[planted.line, "fail"]]);
      const found = after.lines.find(({ id }) => id === planted.line)?.deviations;
      expect(found).toContainEqual({
        subject: expect.stringMatching(planted.subject),
        what: expect.stringMatching(planted.what),
        remedy: expect.stringMatching(planted.remedy),
      });
    });

    it("says what it could not check where the reader may not read everything, and that is no pass", async () => {
      await withdraw(expected.names.logArchiveAccountId);
      const { exitCode, stdout } = await command("--role", READER);
      expect(exitCode).toBe(3);
      expect(stdout).toMatch(/^could not check {2}archive-bucket /m);
      expect(stdout).toMatch(/^ {2}versioning could not be read: s3:GetBucketVersioning in account \d+: AccessDenied/m);
      expect(stdout).not.toMatch(/^FAIL/m);
    });

    it("passes no line where the reader may read nothing", async () => {
      for (const { id } of allAccounts(emulator().seed)) await withdraw(id);
      const report = await ask();
      expect(report.lines.filter(({ status }) => status !== "could-not-check").map(({ id }) => id)).toEqual([]);
      expect(report.status).toBe("could-not-check");
    });

    /** Takes the reader's policy away until the end of the test. */
    async function withdraw(accountId: string): Promise<void> {
      const iam = new IAMClient(emulator().clientConfig(accountId, expected.names.homeRegion));
      const policy = { RoleName: READER, PolicyArn: `arn:aws:iam::${accountId}:policy/${READER}` };
      await iam.send(new DetachRolePolicyCommand(policy));
      onTestFinished(async () => {
        await iam.send(new AttachRolePolicyCommand(policy));
      });
    }
  });
}
