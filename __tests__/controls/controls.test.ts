import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Block, placedBlocks } from "../../src/adoption/stack-json";
import { FRAMEWORKS } from "../../src/controls";
import { measured } from "../../src/controls/measured";
import { SETTINGS, type SettingId } from "../../src/controls/settings";
import { loadQueries } from "../../src/queries/catalogue";
import { askflorence, example, synthesized } from "../support/synthesized";

const PROJECT = resolve(__dirname, "../..");
const REQUIREMENTS = FRAMEWORKS.flatMap((framework) =>
  framework.requirements.map((requirement) => ({ name: `${framework.id} ${requirement.id}`, requirement })),
);
const emitted = (organization: typeof example) =>
  [...synthesized(organization).values()].map(({ name, json }) => ({ name, blocks: placedBlocks(name, json) }));

describe.each(REQUIREMENTS)("the requirement $name", ({ requirement }) => {
  it("rests on queries and pages that there are, and says what is left", () => {
    const { by } = requirement;
    const queries = loadQueries().map(({ name }) => name);
    expect((by.queries ?? []).filter((name) => !queries.includes(name))).toEqual([]);
    expect((by.pages ?? []).filter((page) => !existsSync(join(PROJECT, "docs", page)))).toEqual([]);
    expect(requirement.left ?? "nothing").toMatch(/\S/);
    expect(Object.values(by).flat()).not.toEqual([]);
  });

  it("has all of its settings and statements emitted where the description leaves nothing out", () => {
    const { settings, statements } = measured(requirement, emitted(example));
    expect(settings.filter(({ holds }) => !holds)).toEqual([]);
    expect(statements.filter(({ where }) => where.length === 0)).toEqual([]);
  });
});

describe("what requirements rest on", () => {
  it("is each numbered once", () => {
    for (const { id, requirements } of FRAMEWORKS) {
      const ids = requirements.map((requirement) => requirement.id);
      expect(new Set(ids).size, id).toBe(ids.length);
    }
  });

  it("has no setting that no requirement calls for", () => {
    const used = new Set(REQUIREMENTS.flatMap(({ requirement }) => requirement.by.settings ?? []));
    expect(Object.keys(SETTINGS).filter((id) => !used.has(id as SettingId))).toEqual([]);
  });

  it("is said not to be there where the description leaves it out", () => {
    const requirement = {
      id: "x",
      asks: "x",
      left: "x",
      by: { settings: ["archive-transitions"], statements: ["RcpDenyInsecureTransport"] },
    } as const;
    const { isEmitted, settings, statements } = measured(requirement, emitted(askflorence));
    expect(isEmitted).toBe(false);
    expect(settings[0]).toMatchObject({ holds: false, value: undefined });
    expect(statements).toEqual([{ sid: "RcpDenyInsecureTransport", where: [] }]);
  });

  it.each<[SettingId, unknown, boolean]>([
    ["every-region", true, true],
    ["every-region", false, false],
    ["log-group-retention", 365, true],
    ["log-group-retention", 364, false],
    ["object-lock", "COMPLIANCE", true],
    ["object-lock", "GOVERNANCE", false],
    ["lock-six-years", { days: 2191 }, true],
    ["lock-six-years", { days: 2190 }, false],
    ["lock-a-year", { years: 1 }, true],
    ["trail-encrypted", "${aws_kms_key.x.arn}", true],
    ["trail-encrypted", undefined, false],
  ])("is judged by its value: %s is %j", (id, value, holds) => {
    const { construct, type, attribute } = SETTINGS[id];
    const block = attribute.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Block;
    const stacks = [{ name: "management", blocks: [{ path: construct, address: `${type}.one`, type, block }] }];
    const { settings } = measured({ id: "x", asks: "x", left: "x", by: { settings: [id] } }, stacks);
    expect(settings[0]?.holds).toBe(holds);
  });
});
