import { describe, expect, it } from "vitest";
import type { Organization } from "../../../src/config/organization";
import { readerRoles, terraformRoles } from "../../../src/tools/rehearse/described-roles";
import { profilesOf } from "../../../src/tools/rehearse/profiles";
import { stacksToRehearse } from "../../../src/tools/rehearse/stacks-to-rehearse";
import { changed } from "../../support/organizations";
import { askflorence, example, exampleWithStackSet } from "../../support/synthesized";

const workload = (index: number) => ({
  name: `team-${index}`,
  id: `1000000000${String(index).padStart(2, "0")}`,
  organizationalUnit: "Security",
});

describe("what a rehearsal makes before the first plan", () => {
  const rolesOf = (organization: Organization) => terraformRoles(organization, stacksToRehearse(organization).names);

  it("the role of a permission set lies where Identity Center puts it: with the Region's folder, unless that is us-east-1", () => {
    const paths = (home: string) =>
      rolesOf(changed(askflorence, { homeRegion: home, governedRegions: [home] })).map(({ path }) => path);
    expect(new Set(paths("us-east-1"))).toEqual(new Set(["/aws-reserved/sso.amazonaws.com/"]));
    expect(new Set(paths("eu-west-1"))).toEqual(new Set(["/aws-reserved/sso.amazonaws.com/eu-west-1/"]));
  });

  it("every account with a stack has its deploy role, and where Terraform assumes them somebody starts it", () => {
    expect(rolesOf(example).map(({ accountId, path, name, purposes }) => [accountId + path + name, purposes])).toEqual([
      ["111122223333/OrgAuditDeployer", ["deploy", "register-administrator"]],
      ["444455556666/OrgAuditDeployer", ["deploy"]],
      ["777788889999/OrgAuditDeployer", ["deploy"]],
      ["123456789012/OrgAuditDeployer", ["deploy"]],
      ["210987654321/OrgAuditDeployer", ["deploy"]],
      ["111122223333/OrgAuditStarter", ["start"]],
    ]);
  });

  it.each([
    ["the one that starts it, where Terraform assumes roles", example, ["OrgAuditStarter"]],
    ["nobody's, where every account names a profile", askflorence, []],
    [
      "an account's own, where the description says nothing of it",
      changed(example, { "accounts.management.deploy": undefined }),
      ["OrgAuditDeployer"],
    ],
  ])("the shell holds a session of a role: %s", (_, organization, names) => {
    expect(
      rolesOf(organization)
        .filter(({ inShell }) => inShell)
        .map(({ name }) => name),
    ).toEqual(names);
  });

  it("whoever reads and writes the state with an account's profile may", () => {
    const state = { backend: "s3", bucket: "the-state", region: "us-east-1", profile: "askflorence-log-archive" };
    const starting = rolesOf(changed(askflorence, { state })).filter(({ purposes }) => purposes.includes("start"));
    expect(starting.map(({ accountId }) => accountId)).toEqual([askflorence.accounts.logArchive.id]);
  });

  it("every reader of the archive exists", () => {
    const made = readerRoles(example).map(({ accountId, path, name }) => `${accountId}${path}${name}`);
    expect(made).toEqual([
      "777788889999/Auditor",
      "444455556666/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_SecurityAudit_0123456789abcdef",
    ]);
  });

  it("a profile assumes the deploy role, and the state's own profile is there", () => {
    const profiles = profilesOf(askflorence);
    expect(profiles).toMatch(
      /\[profile askflorence-log-archive\]\nregion = us-east-1\nrole_arn = arn:aws:iam::754660694122:role\/aws-reserved\/sso\.amazonaws\.com\/AWSReservedSSO_AdministratorAccess_0123456789abcdef\nsource_profile = administrator-of-754660694122/,
    );
    const state = { backend: "s3", bucket: "the-state", region: "us-east-1", profile: "state" };
    expect(profilesOf(changed(askflorence, { state }))).toContain("[profile state]");
  });
});

describe("the stacks of a rehearsal", () => {
  it.each([
    ["all, where they are few", example, ["log-archive", "management", "security", "prod", "dev"], 0],
    ["none of workloads that a StackSet reaches", exampleWithStackSet, ["log-archive", "management", "security"], 0],
    [
      "three of many that differ in nothing but the account",
      changed(askflorence, { "accounts.workloads": Array.from({ length: 20 }, (_, index) => workload(index)) }),
      ["log-archive", "management", "team-0", "team-1", "team-2"],
      17,
    ],
  ])("%s", (_, organization, names, leftOut) => {
    const stacks = stacksToRehearse(organization);
    expect(stacks.names).toEqual(names);
    expect(stacks.leftOut).toHaveLength(leftOut);
  });
});
