import { describe, expect, it } from "vitest";
import { differencesOf } from "../../../src/tools/compat/differences";

const FILE = "stacks/prod/cdk.tf.json";

describe("differencesOf", () => {
  it("names the path of what changed, was added and is gone", () => {
    const before = { [FILE]: { terraform: { version: "5" }, resource: { list: ["a", "b"] } } };
    const after = { [FILE]: { terraform: { version: "6" }, resource: { list: ["a"] }, provider: {} } };

    expect(differencesOf(before, after)).toEqual([
      { file: FILE, path: "terraform.version", before: "5", after: "6" },
      { file: FILE, path: "resource.list[1]", before: "b", after: undefined },
      { file: FILE, path: "provider", before: undefined, after: {} },
    ]);
  });

  it("passes over comments, at any depth", () => {
    const before = { [FILE]: { "//": 1, resource: { role: { "//": { metadata: 1 } } } } };
    const after = { [FILE]: { "//": 2, resource: { role: {} } } };

    expect(differencesOf(before, after)).toEqual([]);
  });

  it("sees a stack that is gone", () => {
    expect(differencesOf({ [FILE]: { resource: {} } }, {})).toEqual([
      { file: FILE, path: "", before: { resource: {} }, after: undefined },
    ]);
  });

  it("tells a list from a block", () => {
    expect(differencesOf({ [FILE]: { rule: [] } }, { [FILE]: { rule: {} } })).toHaveLength(1);
  });

  it("quotes a key that is more than a word", () => {
    const [difference] = differencesOf({ [FILE]: { tags: { "cost.center": 1 } } }, { [FILE]: { tags: {} } });

    expect(difference?.path).toBe('tags."cost.center"');
  });
});
