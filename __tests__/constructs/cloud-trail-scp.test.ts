import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { targetIdsOf } from "../support/attachments";
import { changed } from "../support/organizations";
import { askflorence, example, exampleWithStackSet, stackOf } from "../support/synthesized";

describe("CloudTrailScp", () => {
  const stack = () => stackOf(example, "management");
  const targetsOf = (organization: Organization, policy: string) =>
    targetIdsOf(stackOf(organization, "management").at(`${policy}/attachments`));
  const ROOT = /^\$\{data\.aws_organizations_organization\..+\.roots\[0\]\.id\}$/;

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
    const unit = (path: string) => {
      const [address] =
        stack()
          .blocks()
          .find(([, block]) => stack().pathOf(block) === `organizational-units/${path}/unit`) ?? [];
      return `\${${address}.id}`;
    };
    for (const policy of ["baseline", "trail", "detection"]) {
      expect(targetsOf(example, `cloud-trail-scp/${policy}`)).toEqual([
        expect.stringMatching(ROOT),
        unit("ou-Security"),
        unit("ou-Workloads/ou-Prod"),
        unit("ou-Workloads/ou-Non-Prod"),
      ]);
    }
    expect(targetsOf(askflorence, "cloud-trail-scp/baseline")).not.toContainEqual(expect.stringMatching(ROOT));
  });

  it("has attachments whose addresses a unit's renaming leaves as they are: nothing of its name is in them", () => {
    const renamed = changed(example, {
      "guardrails.organizationalUnits": ["Guards", "Workloads/Production", "Workloads/Non-Prod"],
      "accounts.logArchive.organizationalUnit": "Guards",
      "accounts.security.organizationalUnit": "Guards",
      "accounts.workloads[0].organizationalUnit": "Workloads/Production",
    });
    const addresses = (organization: Organization) =>
      stackOf(organization, "management")
        .resources("aws_organizations_policy_attachment")
        .map(([address]) => address);
    expect(addresses(renamed)).toEqual(addresses(example));
  });

  it("finds its targets when Terraform plans: no look-up waits for a resource or for another stack's provider", () => {
    for (const organization of [askflorence, example, exampleWithStackSet]) {
      const emitted = stackOf(organization, "management");
      const lookUps = emitted.blocks().filter(([address]) => address.startsWith("data.aws_organizations_"));
      for (const [address, block] of lookUps) {
        expect(block, address).not.toHaveProperty("depends_on");
        expect(block.provider, address).toBe("aws.management");
        const references = JSON.stringify({ ...block, lifecycle: undefined }).match(/\$\{[a-z_.]+/g) ?? [];
        for (const reference of references) expect(reference, address).toMatch(/^\$\{data\.aws_organizations_/);
      }
    }
  });

  it("guards by the new policy before an old one goes, should Terraform ever replace one", () => {
    for (const [address, block] of stack().resources("aws_organizations_policy_attachment")) {
      expect(block.lifecycle, address).toEqual({ create_before_destroy: true });
    }
  });

  it("guards the archive on the log-archive account itself", () => {
    expect(targetsOf(example, "cloud-trail-scp/archive")).toEqual(["444455556666"]);
  });
});

describe("ArchiveRcp", () => {
  it("is attached to the log-archive account where the organization asks for it, and only there", () => {
    const stack = stackOf(example, "management");
    expect(stack.at("archive-rcp/archive/policy")).toMatchObject({ type: "RESOURCE_CONTROL_POLICY" });
    expect(targetIdsOf(stack.at("archive-rcp/archive/attachments"))).toEqual(["444455556666"]);
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

describe("the archive's key in the organization's policies", () => {
  const textOf = (organization: Organization, path: string) =>
    String(stackOf(organization, "management").at(path).content);
  const LOOKED_UP = /\$\{data\.aws_kms_alias\.[\w-]+\.target_key_arn\}/;

  it.each(["cloud-trail-scp/archive/policy", "archive-rcp/archive/policy"])(
    "is the one that the management stack looks up, where the description does not state it: %s",
    (path) => {
      expect(textOf(example, path)).toMatch(LOOKED_UP);
      expect(textOf(example, path)).not.toContain("00000000-0000");
    },
  );

  it("is the stated one where it is: readable in a diff", () => {
    const text = textOf(askflorence, "cloud-trail-scp/archive/policy");
    expect(text).toContain("arn:aws:kms:us-east-1:754660694122:key/e9dfcdbe-19e1-491c-a8f9-d17612cf6353");
    expect(text).not.toMatch(LOOKED_UP);
  });
});
