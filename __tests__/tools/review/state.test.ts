import { describe, expect, it } from "vitest";
import { stackWith } from "../../../src/tools/review/described-stacks";
import { readStateAddresses, reviewState } from "../../../src/tools/review/state";
import type { StackJson } from "../../../src/tools/terraform/stack-json";

const json: StackJson = {
  terraform: { backend: {}, required_providers: { aws: { version: "5.100.0" } } },
  provider: { aws: [] },
  resource: { aws_kms_key: { a: {} }, aws_sns_topic: { b: {}, c: {} } },
};
const stack = { name: "management", json };
const resource = (address: string, mode = "managed") => ({
  mode,
  type: address.split(".")[0],
  name: address.split(".")[1],
});
const shown = (...resources: object[]) =>
  JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } });

describe("a state", () => {
  it("as terraform show -json and as state pull print it, holds the same addresses", () => {
    const pulled = {
      version: 4,
      lineage: "x",
      resources: [
        {
          ...resource("aws_sns_topic.b"),
          provider: 'provider["registry.terraform.io/hashicorp/aws"].management',
          instances: [],
        },
      ],
    };
    expect(readStateAddresses(JSON.stringify(pulled), "s")).toEqual(["aws_sns_topic.b"]);
    expect(
      readStateAddresses(
        shown(resource("aws_sns_topic.b"), resource("aws_sns_topic.b"), resource("aws_kms_alias.d", "data")),
        "s",
      ),
    ).toEqual(["aws_sns_topic.b"]);
  });

  it("that lacks something of its stack is found, and so is what the stack does not have", () => {
    expect(
      reviewState(["aws_kms_key.a", "aws_sns_topic.b", "aws_sns_topic.z"], stack).map(({ check, address }) => [
        check,
        address,
      ]),
    ).toEqual([
      ["not-in-state", "aws_sns_topic.c"],
      ["only-in-state", "aws_sns_topic.z"],
    ]);
    expect(reviewState(["aws_kms_key.a", "aws_sns_topic.b", "aws_sns_topic.c"], stack)).toEqual([]);
  });

  it.each([
    ["no JSON", "x", "not JSON"],
    ["a plan", '{"format_version":"1.2","resource_changes":[]}', "is a plan"],
    ["an empty state", '{"format_version":"1.0"}', "empty"],
  ])("that is %s is refused", (_, text, words) => {
    expect(() => readStateAddresses(text, "s")).toThrow(words);
  });

  it("of none of the stacks is refused, and one of a stack is known by what it holds", () => {
    expect(stackWith(["aws_kms_key.a"], [{ name: "other", json: { ...json, resource: {} } }, stack], "s").name).toBe(
      "management",
    );
    expect(() => stackWith(["aws_vpc.x", "aws_vpc.y", "aws_kms_key.a"], [stack], "s")).toThrow(
      "none of this organization's stacks",
    );
  });
});
