import { describe, expect, it } from "vitest";
import { deployerRoles, deployerSessions, STACK_SET_ROLES, STACK_SETS_SERVICE } from "../../src/naming";
import { assumedRole } from "../support/cloudtrail/identities";
import { type CloudTrailCall, cloudTrailRecord } from "../support/cloudtrail/record";
import { askflorence, example } from "../support/synthesized";
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
    ["askflorence, nobody", askflorence, 0],
    ["example, by one role", example, 1],
    ["a large organization, by one role and a StackSet", large, 2],
    ["the longest names", longest, 1],
    ["four roles", differentlyDeployed(4), 4],
    ["fifteen roles", differentlyDeployed(15), 15],
    ["sixty roles", differentlyDeployed(60), 60],
  ])("is nobody whose role somebody takes over unheard: %s", (_, organization, count) => {
    const { names, tells } = watchOf(organization);
    const roles = deployerRoles(names, organization).map((role) => role.replace(STACK_SET_ROLES, STACK_SET_ROLE));
    const accounts = [names.managementAccountId, names.logArchiveAccountId];
    const unheard = roles.filter((role) =>
      accounts.some((account) => !tells("guardrail-role-changed", roleChange(role, account))),
    );
    expect(unheard).toEqual([]);
    expect(roles).toHaveLength(count);
    expect(deployerSessions(names, organization)).toHaveLength(count);
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
  it("a role called as StackSets' is nobody's business", () => {
    const { names, seen } = watchOf(example);
    expect(seen(roleChange(STACK_SET_ROLE, names.managementAccountId))).toEqual([]);
  });
});
