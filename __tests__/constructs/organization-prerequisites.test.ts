import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { askflorence, example, exampleInHongKong, stackOf } from "../support/synthesized";

interface Postcondition {
  readonly condition: string;
  readonly error_message: string;
}

function postconditionsOf(organization: Organization): readonly Postcondition[] {
  const { lifecycle } = stackOf(organization, "management").onlyData("aws_organizations_organization");
  return (lifecycle as { readonly postcondition: readonly Postcondition[] }).postcondition;
}

describe("OrganizationPrerequisites", () => {
  it.each([
    ["another organization", 'self.id == "o-exampleorgid"', "Correct organizationId"],
    ["another management account", 'self.master_account_id == "111122223333"', "Correct accounts.management.id"],
    ["billing features only", 'self.feature_set == "ALL"', "aws organizations enable-all-features"],
    [
      "no trusted access of CloudTrail",
      'self.aws_service_access_principals, "cloudtrail.amazonaws.com"',
      "aws organizations enable-aws-service-access",
    ],
    [
      "no service control policies",
      'self.enabled_policy_types, "SERVICE_CONTROL_POLICY"',
      "aws organizations enable-policy-type",
    ],
    [
      "no resource control policies, where one is asked for",
      'self.enabled_policy_types, "RESOURCE_CONTROL_POLICY"',
      "guardrails.resourceControlPolicy",
    ],
    [
      "no trusted access of StackSets, where one forwards",
      'self.aws_service_access_principals, "member.org.stacksets.cloudformation.amazonaws.com"',
      "aws cloudformation activate-organizations-access",
    ],
    [
      "no trusted access of Account Management, where accounts have to switch a Region on",
      'self.aws_service_access_principals, "account.amazonaws.com"',
      "govern no opt-in Region",
    ],
  ])("fails the plan on %s, and says what to do", (_title, condition, remedy) => {
    const matching = postconditionsOf(exampleInHongKong).filter((check) => check.condition.includes(condition));
    expect(matching).toHaveLength(1);
    expect(matching[0]?.error_message).toContain(remedy);
  });

  it.each([
    [example, "stacksets"],
    [askflorence, "stacksets"],
    [askflorence, "RESOURCE_CONTROL_POLICY"],
    [example, "account.amazonaws.com"],
  ])("of $name asks for nothing that it does not use: %s", (organization, unused) => {
    expect(JSON.stringify(postconditionsOf(organization))).not.toContain(unused);
  });
});
