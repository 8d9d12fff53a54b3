import { describe, expect, it } from "vitest";
import { example, stackOf } from "../support/synthesized";

describe("CloudTrailScp", () => {
  const stack = () => stackOf(example, "management");
  const units = () => stack().json.data?.aws_organizations_organizational_unit ?? {};

  it("finds nested units level by level, each level once", () => {
    expect(
      Object.values(units())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["Non-Prod", "Prod", "Security", "Workloads"]);
  });

  it("is attached to every guarded unit", () => {
    const targets = Object.values(stack().json.resource?.aws_organizations_policy_attachment ?? {}).map(
      ({ target_id }) => target_id,
    );
    const guarded = Object.entries(units()).filter(([, { name }]) => name !== "Workloads");
    expect(targets.sort()).toEqual(
      guarded.map(([address]) => `\${data.aws_organizations_organizational_unit.${address}.id}`).sort(),
    );
  });
});
