import { describe, expect, it } from "vitest";
import { created, planOf, reviewPlan, unchanged, updated } from "../../../support/plans";

const organization = (values: object) => ({
  ...planOf(),
  prior_state: {
    values: {
      root_module: {
        resources: [
          {
            address: "data.aws_organizations_organization.o",
            mode: "data" as const,
            type: "aws_organizations_organization",
            values: {
              aws_service_access_principals: ["cloudtrail.amazonaws.com"],
              feature_set: "ALL",
              enabled_policy_types: ["SERVICE_CONTROL_POLICY"],
              ...values,
            },
          },
        ],
      },
    },
  },
});

describe("check-failed, trusted-access-lost, unknown-kind, unjudged-change", () => {
  it.each(["fail", "error"] as const)("a check block whose status is %s is found, with what it says", (status) => {
    const check = {
      address: { kind: "check", to_display: "check.every_account_forwards" },
      status,
      instances: [{ problems: [{ message: "Some accounts forward nothing." }] }],
    };
    expect(reviewPlan({ ...planOf(), checks: [check] })).toMatchObject([
      { check: "check-failed", address: "check.every_account_forwards", what: "Some accounts forward nothing." },
    ]);
  });

  it("a condition that holds is no finding", () => {
    expect(
      reviewPlan({ ...planOf(), checks: [{ address: { kind: "check", to_display: "c" }, status: "pass" }] }),
    ).toEqual([]);
  });

  it.each([
    ["CloudTrail is not trusted", { aws_service_access_principals: [] }],
    ["there is billing only", { feature_set: "CONSOLIDATED_BILLING" }],
    ["policies are off", { enabled_policy_types: [] }],
  ])("an organization where %s is found", (_, values) => {
    expect(reviewPlan(organization({}))).toEqual([]);
    expect(reviewPlan(organization(values))).toMatchObject([{ check: "trusted-access-lost", direction: "weaker" }]);
  });

  it("a kind of resource that nobody judges is found when it is made or changed, not when it stays", () => {
    const share = "aws_ram_resource_share";
    expect(reviewPlan(planOf(created(share, {})))).toMatchObject([{ check: "unknown-kind" }]);
    expect(reviewPlan(planOf(unchanged(share, {})))).toEqual([]);
  });

  it("an attribute that nobody judges is found when it is changed", () => {
    expect(
      reviewPlan(planOf(updated("aws_sns_topic", { archive_policy: "a" }, { archive_policy: "b" }))),
    ).toMatchObject([{ check: "unjudged-change", direction: "undecided" }]);
  });
});
