import { describe, expect, it } from "vitest";
import { deployerNotice } from "../../../src/tools/terraform/deployer-notice";
import { askflorence, example, undeployed } from "../../support/synthesized";

const session = (accountId: string, role: string) => `arn:aws:sts::${accountId}:assumed-role/${role}/alice@example.com`;

const AS_ADMINISTRATOR = "AWSReservedSSO_AdministratorAccess_0123456789abcdef";

describe("before it plans, Terraform's caller is compared with the description", () => {
  const { logArchive, management } = askflorence.accounts;
  const [prod = example.accounts.logArchive] = example.accounts.workloads;

  it.each([
    ["the permission set's session", askflorence, logArchive, AS_ADMINISTRATOR],
    ["the same in the management account, which no guardrail binds", askflorence, management, AS_ADMINISTRATOR],
    ["the deploy role by its name", example, prod, "OrgAuditDeployer"],
    ["anybody, where nobody is named", undeployed, undeployed.accounts.logArchive, "Administrator"],
  ])("and nothing is said of %s", (_, organization, account, role) => {
    expect(deployerNotice(organization, account, session(account.id, role))).toBeUndefined();
  });

  it.each([
    ["another permission set", "AWSReservedSSO_PowerUserAccess_0123456789abcdef"],
    ["one whose name only begins alike", "AWSReservedSSO_AdministratorAccess_Too_0123456789abcdef"],
    ["one whose name only ends alike", "AWSReservedSSO_NotAdministratorAccess_0123456789abcdef"],
    ["a role of one's own", "AdministratorAccess"],
  ])("and %s in a guarded account is told, with what is expected", (_, role) => {
    const arn = session(logArchive.id, role);
    expect(deployerNotice(askflorence, logArchive, arn)).toBe(
      `Terraform runs as ${arn}, and guardrails.deployRole is the permission set AdministratorAccess: the guardrails refuse every other, so an apply here fails half-way.`,
    );
  });

  it.each(["user/alice", "root"])("and so is a caller without a session: %s", (who) => {
    const arn = `arn:aws:iam::${prod.id}:${who}`;
    expect(deployerNotice(example, prod, arn)).toContain("guardrails.deployRole is the role OrgAuditDeployer");
  });

  it("and in the management account, that what it changes will be told of", () => {
    const arn = session(management.id, "Administrator");
    expect(deployerNotice(askflorence, management, arn)).toBe(
      `Terraform runs as ${arn}, which the description does not name: the alert changed-outside-terraform will tell of its changes.`,
    );
  });
});
