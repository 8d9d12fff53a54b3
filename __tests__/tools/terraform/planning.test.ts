import { describe, expect, it } from "vitest";
import { shownPlan } from "../../../src/tools/terraform/shown-plan";
import { parseState } from "../../../src/tools/terraform/state";
import { divideByWaiting } from "../../../src/tools/terraform/waiting";

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
    const { now, waiting } = divideByWaiting(stacks);
    expect(waiting.map(({ name }) => name)).toEqual(expected);
    expect(now.length + waiting.length).toBe(stacks.length);
  });

  it("waits for nothing where it is to become empty, or Terraform to let go of it", () => {
    const left = { ...stack("management", full, "log-archive"), json: {} };
    expect(divideByWaiting([stack("log-archive"), left]).waiting).toEqual([]);
  });

  it("says for which", () => {
    const { waiting } = divideByWaiting([stack("log-archive"), stack("management", undefined, "log-archive")]);
    expect(waiting).toEqual([{ name: "management", for: "log-archive" }]);
  });
});
