import { readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { planAll } from "../../../src/tools/terraform/planning";
import type { Session } from "../../../src/tools/terraform/session";
import { saysMore, shownPlan } from "../../../src/tools/terraform/shown-plan";
import type { StackJson } from "../../../src/tools/terraform/stack-json";
import { parseState } from "../../../src/tools/terraform/state";
import { divideByWaiting } from "../../../src/tools/terraform/waiting";
import { WorkFolder } from "../../../src/tools/terraform/work-folder";
import { temporaryFolder } from "../../support/organizations";
import { example } from "../../support/synthesized";

describe("a plan that is shown", () => {
  it("has every change and message, and neither what Terraform looked at nor a file that is gone soon", () => {
    const output = `data.aws_kms_alias.key: Reading...
aws_kms_key.key: Refreshing state... [id=1]
data.aws_kms_alias.key: Read complete after 0s [id=x]

Terraform will perform the following actions:

  # aws_kms_key.key will be updated in-place
  ~ resource "aws_kms_key" "key" {}

Plan: 0 to add, 1 to change, 0 to destroy.

Warning: something to know

─────────────────────────────────────────────────────────────────────────────

Saved the plan to: /tmp/run.tfplan

To perform exactly these actions, run the following command to apply:
    terraform apply "/tmp/run.tfplan"
`;
    expect(shownPlan(output)).toBe(`Terraform will perform the following actions:

  # aws_kms_key.key will be updated in-place
  ~ resource "aws_kms_key" "key" {}

Plan: 0 to add, 1 to change, 0 to destroy.

Warning: something to know`);
  });

  it("is the whole of an error", () => {
    const error = "╷\n│ Error: reading KMS Alias: empty result\n╵";
    expect(shownPlan(`data.a.b: Reading...\n${error}\n`)).toBe(error);
  });
});

describe("a plan without a change", () => {
  const NONE = "No changes. Your infrastructure matches the configuration.";

  it.each([
    ["a check block that fails", `${NONE}\n\n│ Warning: Check block assertion failed\n│ \n`],
    ["the same without a frame", `${NONE}\n\nWarning: Check block assertion failed\n`],
    ["a change outside that Terraform does not undo", `Note: Objects have changed outside of Terraform\n\n${NONE}`],
  ])("is reviewed all the same where it says more: %s", (_title, output) => {
    expect(saysMore(output)).toBe(true);
  });

  it("is left at that where it does not", () => {
    expect(saysMore(`aws_a.b: Refreshing state... [id=Warning: one]\n\n${NONE}\n`)).toBe(false);
  });
});

describe("a plan that is kept", () => {
  it("is its user's alone to read, in all three forms, and takes the place of the one before", async (context) => {
    const folder = temporaryFolder(context);
    const stack = { name: "prod", folder, dependencies: [] };
    const files = new WorkFolder(folder, "acme").plansOf("prod");
    writeFileSync(files.text, "of yesterday");
    const session = {
      organization: example,
      say: () => {},
      interruption: { signal: new AbortController().signal },
      plansOf: () => files,
      run: async (_stack: unknown, words: readonly string[]) => {
        writeFileSync(words.at(-1)?.replace("-out=", "") ?? "", "saved");
        return { exitCode: 2, output: "the plan" };
      },
      read: async () => "{}",
    } as unknown as Session;
    await planAll(session, [{ stack, json: {} as StackJson, state: parseState(""), unfinished: [] }], 1);
    expect(readFileSync(files.text, "utf8")).toBe("the plan\n");
    for (const file of Object.values(files)) expect(statSync(file).mode & 0o077, file).toBe(0);
    expect(statSync(dirname(files.plan)).mode & 0o077).toBe(0);
  });
});

describe("a stack that waits for another", () => {
  const full = parseState(
    JSON.stringify({
      version: 4,
      lineage: "one",
      resources: [{ mode: "managed", type: "aws_kms_key", name: "key", provider: "", instances: [{}] }],
    }),
  );
  const stack = (name: string, state = parseState(""), ...dependencies: string[]) => ({
    stack: { name, dependencies },
    state,
    json: { resource: {} },
  });
  const nothing = () => [];

  it.each([
    [
      "all, before the first apply",
      [stack("log-archive"), stack("management", undefined, "log-archive")],
      ["management"],
    ],
    ["those after the first", [stack("log-archive", full), stack("management", undefined, "log-archive")], []],
    [
      "a new workload beside others",
      [stack("management", full), stack("prod", full, "management"), stack("dev", undefined, "management")],
      [],
    ],
    ["one of which nothing else was read", [stack("management", undefined, "log-archive")], []],
  ])("is planned when that has something: %s", (_title, stacks, expected) => {
    const { now, waiting } = divideByWaiting(stacks, nothing);
    expect(waiting.map(({ name }) => name)).toEqual(expected);
    expect(now.length + waiting.length).toBe(stacks.length);
  });

  it("waits for nothing where it is to become empty, or Terraform to let go of it", () => {
    const left = { ...stack("management", full, "log-archive"), json: {} };
    expect(divideByWaiting([stack("log-archive"), left], nothing).waiting).toEqual([]);
  });

  it.each([
    ["the archive's alias is live, and taken over", ["aws_kms_key.key", "aws_kms_alias.alias"], []],
    ["all but the key is live", ["aws_s3_bucket.archive"], ["management"]],
  ])("waits for what is looked up, and not for who takes it over: %s", (_title, adopted, expected) => {
    const stacks = [stack("log-archive"), stack("management", undefined, "log-archive")];
    const { waiting } = divideByWaiting(stacks, ({ name }) => (name === "log-archive" ? adopted : []));
    expect(waiting.map(({ name }) => name)).toEqual(expected);
  });

  it("says for which", () => {
    const { waiting } = divideByWaiting([stack("log-archive"), stack("management", undefined, "log-archive")], nothing);
    expect(waiting).toEqual([{ name: "management", for: "log-archive" }]);
  });
});
