import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { checkOut } from "../../../src/tools/emulator/checkout";
import { temporaryFolder } from "../../support/organizations";

it("a checkout has all that synth reads", () => {
  const folder = temporaryFolder({ onTestFinished });
  checkOut(resolve(__dirname, "../../.."), folder);
  const { status, stderr } = spawnSync("npm", ["run", "synth"], { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(existsSync(join(folder, "cdktf.out/stacks/management/cdk.tf.json"))).toBe(true);
});
