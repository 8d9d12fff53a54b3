import { describe, expect, it } from "vitest";
import { askflorence, example, stackOf } from "../support/synthesized";

describe("CloudTrailScp", () => {
  const stack = () => stackOf(example, "management");
  const unitAt = (path: string) => `cloud-trail-scp/baseline/attachment-${path}`;

  it("finds nested units level by level, each level once", () => {
    const units = Object.values(stack().json.data?.aws_organizations_organizational_unit ?? {});
    expect(units.map(({ name }) => name).sort()).toEqual(["Non-Prod", "Prod", "Security", "Workloads"]);
    const [address = ""] =
      stack()
        .blocks()
        .find(([, { name }]) => name === "Workloads") ?? [];
    expect(units.find(({ name }) => name === "Prod")?.parent_id).toBe(`\${${address}.id}`);
  });

  it("is attached to every guarded unit, and to the root where the organization says so", () => {
    expect(stack().at(unitAt("ou-Security")).target_id).toMatch(/^\$\{data\.aws_organizations_organizational_unit\./);
    expect(stack().at(unitAt("root")).target_id).toMatch(
      /^\$\{data\.aws_organizations_organization\..+\.roots\[0\]\.id\}$/,
    );
    expect(() => stackOf(askflorence, "management").at(unitAt("root"))).toThrow("found 0");
  });

  it("guards the archive on the log-archive account itself", () => {
    expect(stack().at("cloud-trail-scp/archive/attachment-444455556666")).toMatchObject({ target_id: "444455556666" });
  });
});

describe("ArchiveRcp", () => {
  it("is attached to the log-archive account where the organization asks for it, and only there", () => {
    const stack = stackOf(example, "management");
    expect(stack.at("archive-rcp/archive/policy")).toMatchObject({ type: "RESOURCE_CONTROL_POLICY" });
    expect(stack.at("archive-rcp/archive/attachment-444455556666")).toMatchObject({ target_id: "444455556666" });
    expect(() => stackOf(askflorence, "management").at("archive-rcp/archive/policy")).toThrow("found 0");
  });

  it("fails the plan where that policy type is off", () => {
    const checks = JSON.stringify(stackOf(example, "management").onlyData("aws_organizations_organization").lifecycle);
    expect(checks).toContain("RESOURCE_CONTROL_POLICY");
    const without = JSON.stringify(
      stackOf(askflorence, "management").onlyData("aws_organizations_organization").lifecycle,
    );
    expect(without).not.toContain("RESOURCE_CONTROL_POLICY");
  });
});
