import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudTrailClient, UpdateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AdoptionReport } from "../../src/tools/adopt/report/report";
import { said } from "./support/assertions";
import { describeE2e } from "./support/describe-e2e";
import { asDescribed, COLLECTOR, INVESTIGATOR } from "./support/hand-built/organizations";
import { checksOf, expectTakenOver, reportIn, Sitting } from "./support/hand-built/sitting";
import { LIVE_KEY_ID } from "./support/hand-built/start";

const MANAGEMENT = "778477254880";
const LOG_ARCHIVE = "754660694122";

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
    expect(existsSync(join(sitting.fileOf(".."), "terraform.askflorence.management.tfstate"))).toBe(false);
  });

  it("is planned whole, and then taken over by one deploy; nothing is replaced or destroyed, and the trail delivers all the while", async () => {
    const planned = await sitting.plan();
    expect(planned.exitCode, said(planned)).toBe(2);
    const { result, watched } = await sitting.deploy();
    expectTakenOver(result, ["log-archive", "management"]);
    expect(result.stdout).toContain("Delete from organizations/askflorence.accepted.json what is done now");
    expect(watched.troubles).toEqual([]);
    expect(watched.looks).toBeGreaterThan(10);
  });

  it("is then as described; and what somebody changes by hand is found by the plan and its review", async () => {
    sitting.acceptNothingMore();
    const clean = await sitting.plan();
    expect(clean.exitCode, said(clean)).toBe(0);
    const cloudTrail = new CloudTrailClient(sitting.emulator.clientConfig(MANAGEMENT));
    await cloudTrail.send(new UpdateTrailCommand({ Name: "askflorence-org-trail", EnableLogFileValidation: false }));
    const changed = await sitting.plan("management");
    expect(changed.exitCode, said(changed)).toBe(3);
    expect(said(changed)).toContain("enable_log_file_validation");
  });
});
