import type { CheckResult } from "../plan";
import type { PlanCheck } from "./check";

/** https://developer.hashicorp.com/terraform/language/checks: a check block that fails stops no plan. */
export const checkFailed: PlanCheck = {
  id: "check-failed",
  about: "A condition that the stack states does not hold.",
  remedy: "Do what the message says, and plan again.",
  judge: ({ checks }) =>
    checks
      .filter(({ status }) => status === "fail" || status === "error")
      .map((check) => ({
        address: check.address.to_display,
        direction: "weaker" as const,
        what: problemsOf(check).join(" ") || "Terraform does not say why.",
        before: "must hold",
        after: check.status === "fail" ? "does not hold" : "could not be evaluated",
      })),
};

export function problemsOf({ instances = [] }: CheckResult): readonly string[] {
  return instances.flatMap(({ problems = [] }) => problems.map(({ message }) => message));
}
