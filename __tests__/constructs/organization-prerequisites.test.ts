import { describe, expect, it } from "vitest";
import { example, stackOf } from "../support/synthesized";

describe("OrganizationPrerequisites", () => {
  const { postcondition } = stackOfManagement().lifecycle as {
    postcondition: readonly { condition: string; error_message: string }[];
  };

  it.each([
    ["another organization", 'self.id == "o-exampleorgid"', "Correct organizationId"],
    ["another management account", 'self.master_account_id == "111122223333"', "Correct accounts.management.id"],
    ["billing features only", 'self.feature_set == "ALL"', "aws organizations enable-all-features"],
    ["no trusted access", "self.aws_service_access_principals", "aws organizations enable-aws-service-access"],
    [
      "no service control policies",
      'self.enabled_policy_types, "SERVICE_CONTROL_POLICY"',
      "aws organizations enable-policy-type",
    ],
  ])("fails the plan on %s, and says what to do", (_title, condition, remedy) => {
    const matching = postcondition.filter((check) => check.condition.includes(condition));
    expect(matching).toHaveLength(1);
    expect(matching[0]?.error_message).toContain(remedy);
  });
});

function stackOfManagement() {
  return stackOf(example, "management").onlyData("aws_organizations_organization");
}
