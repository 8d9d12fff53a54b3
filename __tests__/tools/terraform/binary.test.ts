import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { terraformBinary } from "../../../src/tools/terraform/binary";

const ROOT = resolve(__dirname, "../../..");

describe("the Terraform that is run", () => {
  it.each<[string, NodeJS.ProcessEnv, string]>([
    ["terraform, where nothing is said", {}, "terraform"],
    ["terraform, where the variable is empty", { TERRAFORM_BINARY_NAME: "" }, "terraform"],
    ["what cdktf's own variable names", { TERRAFORM_BINARY_NAME: "terraform-1.11" }, "terraform-1.11"],
    ["a path", { TERRAFORM_BINARY_NAME: "/usr/local/bin/tofu" }, resolve("/usr/local/bin/tofu")],
    ["a path from where the command was started", { TERRAFORM_BINARY_NAME: "./terraform" }, resolve("terraform")],
  ])("is %s", (_, environment, binary) => {
    expect(terraformBinary(environment)).toBe(binary);
  });

  it("has its name from there alone, in the commands and in the end-to-end tests", () => {
    const files = ["src/tools", "__tests__/e2e", "bench"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => join(folder, file)),
    );
    // Among the arguments of a function that starts a process, or as the `command` of one.
    const started = /(?:spawn|spawnSync|run|exec\w*|command)\([^;"]*"terraform"|command: "terraform"/;
    expect(files.filter((file) => started.test(readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
    expect(files.length).toBeGreaterThan(40);
  });
});
