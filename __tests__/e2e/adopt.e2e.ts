import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudTrailClient, UpdateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadOrganization } from "../../src/config/load-organization";
import type { AdoptionReport } from "../../src/tools/adopt/report/report";
import { stackOf } from "../support/synthesized";
import { partTargets } from "./support/apply-part";
import { expectSucceeded, said } from "./support/assertions";
import { describeE2e } from "./support/describe-e2e";
import { watchDelivery } from "./support/hand-built/delivery-watch";
import type { HandBuilt } from "./support/hand-built/hand-built";
import {
  asDescribed,
  COLLECTOR,
  INVESTIGATOR,
  UNSEEN,
  withControlTower,
  withOtherNames,
  withoutLock,
} from "./support/hand-built/organizations";
import { reportIn, Sitting } from "./support/hand-built/sitting";
import { LIVE_KEY_ID } from "./support/hand-built/start";
import type { Terraform } from "./support/terraform";

const MANAGEMENT = "778477254880";
const LOG_ARCHIVE = "754660694122";
const checksOf = ({ decisions }: AdoptionReport) => decisions.map(({ check }) => check);
const keptBy = ({ decisions }: AdoptionReport, check: string) => decisions.find((one) => one.check === check)?.keep;

/** The steps build on one another: one sitting, from the first look to the last apply. */
describeE2e("AskFlorence as people built it", (tools) => {
  let sitting: Sitting;
  beforeAll(async () => {
    sitting = await Sitting.begin(tools, asDescribed);
  });
  afterAll(() => sitting?.end());
  const section = () => JSON.parse(readFileSync(sitting.fileOf("askflorence.adopt.json"), "utf8"));

  it("is not adopted by halves where something may not be read: the action is named, and nothing is written", async () => {
    const before = section();
    await sitting.emulator.fault({ service: "s3", action: "GetBucketPolicy", code: "AccessDenied", status: 403 });
    const result = await sitting.adopt();
    await sitting.emulator.clearFaults();
    expect(result.exitCode).toBe(2);
    expect(said(result)).toContain(`log-archive, account ${LOG_ARCHIVE}: s3:GetBucketPolicy of`);
    expect(section()).toEqual(before);
  });

  let first: AdoptionReport;

  it("is found, throttled or not, and what a person must decide is asked before anything is planned", async () => {
    await sitting.emulator.fault({
      service: "organizations",
      action: "ListPolicies",
      code: "TooManyRequestsException",
      times: 2,
    });
    sitting.describe('insights: ["Api', 'logsRolePolicyName: "CloudTrailToCloudWatchLogsPolicy",\n    insights: ["Api');
    const result = await sitting.adopt();
    first = reportIn(result);
    expect(result.exitCode).toBe(1);
    expect(section()).toMatchObject({
      "log-archive": {
        "org-logs-key/key": LIVE_KEY_ID,
        "log-archive-bucket/bucket": true,
        "log-archive-bucket/logging": false,
      },
      management: {
        "org-trail/trail": true,
        "org-trail/delivery-topic": false,
        "cloud-trail-scp/baseline/policy": expect.stringMatching(/^p-/),
        "cloud-trail-scp/baseline/attachments": true,
      },
    });
    expect(checksOf(first).filter((check) => check.startsWith("adopt-"))).toEqual([
      "adopt-key-description",
      "adopt-bucket-key",
      "adopt-reader",
      "adopt-reader",
      "adopt-unseen-readers",
    ]);
    // The archive's and its key's policies say what the product needs, and no two people write such a policy alike.
    expect([...new Set(first.weaker.map(({ check }) => check))]).toEqual(["access-widened"]);
    expect(first.decisions.map(({ what }) => what).join()).toContain(INVESTIGATOR);
    expect(first.decisions.map(({ what }) => what).join()).toContain(COLLECTOR);
  });

  it("asks nothing more once what is left is accepted by name, and finds the same again", async () => {
    sitting.accept(first);
    const before = readFileSync(sitting.fileOf("askflorence.adopt.json"), "utf8");
    const result = await sitting.adopt();
    expect(reportIn(result)).toMatchObject({ weaker: [], decisions: [] });
    expect(result.exitCode).toBe(0);
    expect(result.stderr).toContain("says so already");
    expect(readFileSync(sitting.fileOf("askflorence.adopt.json"), "utf8")).toBe(before);
    expect(existsSync(join(sitting.workspace.checkout, "terraform.askflorence.management.tfstate"))).toBe(false);
  });

  let management: Terraform;

  it("is taken over without a replacement or a destruction, and the trail delivers all the while", async () => {
    const organization = await loadOrganization("askflorence", sitting.workspace.checkout);
    const parts: readonly (readonly [string, string, readonly string[]])[] = [
      // Not the lifecycles, for which the provider waits a minute.
      [
        "log-archive",
        LOG_ARCHIVE,
        [
          "org-logs-key",
          ...["policy", "encryption", "object-lock", "versioning", "notification"].map(
            (part) => `log-archive-bucket/${part}`,
          ),
        ],
      ],
      ["management", MANAGEMENT, ["org-trail", "cloud-trail-scp"]],
    ];
    const work = async () => {
      for (const [name, accountId, paths] of parts) {
        const terraform = (await sitting.stack(name, accountId)).only(partTargets(stackOf(organization, name), paths));
        const result = await terraform.apply();
        expectSucceeded(result);
        expect(result.stdout).toMatch(
          /Apply complete! Resources: [1-9]\d* imported, \d+ added, \d+ changed, 0 destroyed/,
        );
        expect(result.stdout).not.toContain("must be replaced");
        management = terraform;
      }
    };
    const { looks, troubles } = await watchDelivery(sitting.emulator, organization, work());
    expect(troubles).toEqual([]);
    expect(looks).toBeGreaterThan(10);
  });

  it("is then as described; and what somebody changes by hand is found by the plan and by its review", async () => {
    const clean = await management.plan();
    expect(clean.exitCode, said(clean)).toBe(0);
    const cloudTrail = new CloudTrailClient(sitting.emulator.clientConfig(MANAGEMENT));
    await cloudTrail.send(new UpdateTrailCommand({ Name: "askflorence-org-trail", EnableLogFileValidation: false }));
    // Whole: a plan of targets is no plan that can be reviewed.
    const whole = management.only("");
    const changed = await whole.run("plan", "-out=changed.tfplan");
    expect(said(changed)).toContain("enable_log_file_validation");
    const { stdout } = await whole.run("show", "-json", "changed.tfplan");
    const plan = join(sitting.workspace.checkout, "changed.json");
    writeFileSync(plan, stdout);
    const reviewed = await sitting.tool("review", plan);
    expect(said(reviewed)).toContain("enable_log_file_validation");
  });
});

/** `npm run e2e:adopt`: each costs as much as half a suite, and CI has no room for it. */
const itInFull = it.runIf(process.env.ADOPT_VARIANTS === "1");

/** Each is looked at once: the report has to ask the right things, and no plan may replace or destroy anything. */
describeE2e("AskFlorence as other people would have built it", (tools) => {
  async function reportOn(built: HandBuilt): Promise<AdoptionReport> {
    const sitting = await Sitting.begin(tools, built);
    try {
      return reportIn(await sitting.adopt());
    } finally {
      await sitting.end();
    }
  }

  itInFull(
    "under other names, beside Control Tower's trail: each name is asked for, with the line that keeps it",
    async () => {
      const [, tower] = withControlTower.trails;
      const [, towersBucket] = withControlTower.buckets;
      if (tower === undefined || towersBucket === undefined) throw new Error("Control Tower has no trail");
      const report = await reportOn({
        ...withOtherNames,
        buckets: [...withOtherNames.buckets, towersBucket],
        roles: [
          ...withOtherNames.roles,
          ...withControlTower.roles.filter(({ name }) => name.startsWith("AWSControlTower")),
        ],
        trails: [...withOtherNames.trails, tower],
      });
      expect(keptBy(report, "adopt-key-prefix")).toBe('trail: { s3KeyPrefix: "org" }');
      expect(keptBy(report, "adopt-log-group-name")).toBe(
        'trail: { logGroupName: "aws-cloudtrail-logs-778477254880-5f0c9a1b" }',
      );
      expect(keptBy(report, "adopt-logs-role-name")).toBe(
        'trail: { logsRoleName: "service-role/CloudTrail_CloudWatchLogs_Role" }',
      );
      expect(keptBy(report, "adopt-topic-name")).toBe('trail: { deliveryTopicName: "cloudtrail-notifications" }');
      expect(keptBy(report, "adopt-baseline-name")).toBe(
        'guardrails: { policyNames: { baseline: "ProtectCloudTrail" } }',
      );
      expect(keptBy(report, "adopt-lifecycle")).toContain('{ afterDays: 90, storageClass: "GLACIER" }');
      expect(checksOf(report)).toEqual(expect.arrayContaining(["adopt-control-tower-trail", "adopt-access-log"]));
      const readers = report.decisions.filter(({ check }) => check === "adopt-reader");
      expect(readers.find(({ what }) => what.includes(UNSEEN))?.live).toContain(
        "read 2 objects, last 2026-11-24T01:00:38Z",
      );
      expect(readers.find(({ what }) => what.includes(COLLECTOR))?.live).toContain("has not read");
      expect(replacedIn(report)).toEqual([]);
    },
  );

  itInFull("without a key and a lock: the bucket stays, and gets both", async () => {
    const report = await reportOn(withoutLock);
    expect(checksOf(report)).toEqual(expect.arrayContaining(["adopt-no-key", "adopt-no-lock"]));
    expect(report.stacks.map(({ name, waitsFor }) => [name, waitsFor])).toEqual([
      ["log-archive", undefined],
      ["management", "log-archive"],
    ]);
    expect(replacedIn(report)).toEqual([]);
  });
});

function replacedIn({ weaker, decisions }: AdoptionReport): readonly string[] {
  return [...weaker, ...decisions]
    .map(({ check }) => check)
    .filter((check) => ["replaced", "destroyed"].includes(check));
}
