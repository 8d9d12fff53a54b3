import { describe, expect, it } from "vitest";
import { STACK_SETS_SERVICE } from "../../src/naming";
import { deployerRoles, deployerSessions } from "../../src/naming/deployers";
import { assumedRole, permissionSetSession, serviceLinkedRoleSession } from "../support/cloudtrail/identities";
import { type CloudTrailCall, cloudTrailRecord } from "../support/cloudtrail/record";
import { askflorence, example, undeployed } from "../support/synthesized";
import { differentlyDeployed, large, longest } from "./organizations";
import { watchOf } from "./watch";

/** As StackSets calls it in a member. */
const STACK_SET_ROLE = "stacksets-exec-0123456789abcdef";

const roleChange = (roleName: string, accountId: string, more: Partial<CloudTrailCall> = {}) =>
  cloudTrailRecord({
    eventSource: "iam.amazonaws.com",
    eventName: "UpdateAssumeRolePolicy",
    accountId,
    requestParameters: { roleName },
    ...more,
  });

describe("whom the audit bus ignores", () => {
  it.each([
    ["nobody is named", undeployed, 0],
    ["askflorence, by one permission set", askflorence, 1],
    ["example, by one role", example, 1],
    ["a large organization, by one role and a StackSet", large, 2],
    ["the longest names", longest, 1],
    ["four roles", differentlyDeployed(4), 4],
    ["fifteen roles", differentlyDeployed(15), 15],
    ["sixty roles", differentlyDeployed(60), 60],
  ])("is nobody whose role somebody takes over unheard: %s", (_, organization, count) => {
    const { names, tells } = watchOf(organization);
    const roles = deployerRoles(organization).map((role) => role.replace("*", "0123456789abcdef"));
    const accounts = [names.managementAccountId, names.logArchiveAccountId];
    const unheard = roles.filter((role) =>
      accounts.some((account) => !tells("guardrail-role-changed", roleChange(role, account))),
    );
    expect(unheard).toEqual([]);
    expect(roles).toHaveLength(count);
    expect(deployerSessions(names, organization)).toHaveLength(count);
  });
});

describe("where a permission set deploys", () => {
  const { names, counted, told } = watchOf(askflorence);
  const role = "AWSReservedSSO_AdministratorAccess_0123456789abcdef";
  const provisioned = (accountId: string) =>
    roleChange(role, accountId, {
      eventName: "CreateRole",
      by: serviceLinkedRoleSession(accountId, "sso.amazonaws.com", "AWSServiceRoleForSSO"),
    });
  const workload = "123456789012";

  it("Identity Center makes its role in a workload account without a message, and where it is exempt with one", () => {
    expect([...counted(provisioned(workload)), ...told(provisioned(workload))]).toEqual([]);
    expect(counted(provisioned(names.logArchiveAccountId))).toEqual(["guardrail-role-changed"]);
    expect(told(provisioned(names.logArchiveAccountId))).toContain("guardrail-role-changed");
  });

  it("whoever else makes a role of that name is told of, in whichever account", () => {
    expect(counted(roleChange(role, workload, { eventName: "CreateRole" }))).toEqual(["guardrail-role-changed"]);
  });

  it.each(["us-east-1", "eu-west-2"])("Terraform is known in it, with Identity Center in %s", (homeRegion) => {
    const change = (permissionSet: string) =>
      cloudTrailRecord({
        eventSource: "s3.amazonaws.com",
        eventName: "PutBucketPolicy",
        accountId: names.logArchiveAccountId,
        region: names.homeRegion,
        by: permissionSetSession(names.logArchiveAccountId, permissionSet, { homeRegion }),
        requestParameters: { bucketName: names.archive.bucket.name },
      });
    expect(told(change("AdministratorAccess"))).not.toContain("changed-outside-terraform");
    expect(told(change("PowerUserAccess"))).toContain("changed-outside-terraform");
  });
});

describe("where a StackSet forwards", () => {
  const { names, counted, told } = watchOf(large);
  const [prod = ""] = large.accounts.workloads.map(({ id }) => id);
  const made = (invokedBy: string) =>
    roleChange(STACK_SET_ROLE, prod, {
      eventName: "CreateRole",
      by: assumedRole(prod, "AWSServiceRoleForCloudFormationStackSetsOrgMember", { invokedBy }),
    });

  it("StackSets makes its role in an account without a message, and nobody else does", () => {
    expect([...counted(made(STACK_SETS_SERVICE)), ...told(made(STACK_SETS_SERVICE))]).toEqual([]);
    expect(counted(made("cloudformation.amazonaws.com"))).toEqual(["guardrail-role-changed"]);
    expect(told(made("cloudformation.amazonaws.com"))).toEqual(["guardrail-role-changed"]);
  });

  it.each([
    ["monitoring", "DeleteAlarms", { alarmNames: ["other"] }],
    ["cloudformation", "DeleteStackSet", { stackSetName: names.forwardingStackSet }],
    ["cloudtrail", "StopLogging", { name: names.trail.arn }],
  ])("a role called as StackSets' is a stranger in the management account: %s %s", (service, eventName, parameters) => {
    const by = (accountId: string) =>
      cloudTrailRecord({
        eventSource: `${service}.amazonaws.com`,
        eventName,
        accountId,
        by: assumedRole(accountId, STACK_SET_ROLE),
        requestParameters: parameters,
      });
    expect(told(by(names.managementAccountId))).toContain("changed-outside-terraform");
    expect(told(by(prod))).not.toContain("changed-outside-terraform");
  });
});

describe("where stacks forward", () => {
  it("a role called as StackSets' is a role like others", () => {
    const { names, seen } = watchOf(example);
    // Any role's trust is watched there.
    expect(seen(roleChange(STACK_SET_ROLE, names.managementAccountId))).toEqual(["evidence-identity-changed"]);
  });
});
