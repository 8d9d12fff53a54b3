import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { OUR_PRICES } from "../../../src/tools/cost/prices";
import { temporaryFolder } from "../../support/organizations";

const PROJECT = resolve(__dirname, "../../..");

function cost(...args: readonly string[]) {
  return spawnSync(process.execPath, ["--import", "tsx", "src/tools/org-trail/main.ts", "cost", ...args], {
    cwd: PROJECT,
    env: { ...process.env, ORGANIZATION: "askflorence" },
    encoding: "utf8",
  });
}

describe("npx org-trail cost", () => {
  it("reckons what the chosen organization emits, with prices of one's own", (context) => {
    const file = join(temporaryFolder(context), "own.json");
    const alarm = { ...OUR_PRICES.prices["cloudwatch-alarm"], price: 7, by: "own" };
    writeFileSync(file, JSON.stringify({ prices: { "cloudwatch-alarm": alarm } }));
    const { status, stdout } = cost("--format", "json", "--accounts", "4", "--months", "2", "--prices", file);
    expect(status).toBe(0);
    const { organization, items } = JSON.parse(stdout);
    expect(organization).toBe("askflorence");
    const { months } = items.find(({ id }: { id: string }) => id === "alarms");
    expect(months).toHaveLength(2);
    expect(months[0].amount).toBe(7 * months[0].quantity);
  });

  it.each([
    [["--accounts", "none", "--months", "0"], /2 problems[\s\S]*--accounts = "none"[\s\S]*--months = "0"/],
    [["--prices", "nowhere.json"], /--prices nowhere\.json cannot be read/],
    [["--format", "pdf"], /table, json, markdown/],
    [["--cheaper"], /unknown option/],
  ])("%j ends with 2, says why, and prints nothing else", (args, why) => {
    const { status, stdout, stderr } = cost(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(why);
  });
});
