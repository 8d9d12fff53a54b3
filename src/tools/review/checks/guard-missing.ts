import { listOf } from "../attributes/values";
import { WHOLE_PLAN } from "../finding";
import type { PlanCheck } from "./check";

/** What must never be destroyed by an apply: it holds evidence, or cannot be made again. */
const GUARDED = ["aws_cloudtrail", "aws_kms_key", "aws_s3_bucket", "aws_cloudwatch_log_group"];

/**
 * AWS names a role of its own there, which the provider would take away in every plan.
 * https://github.com/hashicorp/terraform-provider-aws/issues/23464
 */
const MAY_LOOK_AWAY = ["aws_cloudformation_stack_set administration_role_arn"];

/**
 * A plan does not show lifecycle blocks or the backend: the synthesized stack does. Nor does it show that a key's policy was
 * taken out of the stack: https://github.com/hashicorp/terraform-provider-aws/issues/22557
 */
export const guardMissing: PlanCheck = {
  id: "guard-missing",
  about:
    "The stack no longer refuses to destroy what holds evidence, lets Terraform look away, or keeps its state without a lock.",
  remedy: "Put prevent_destroy, the key's policy, and the backend's encrypt and use_lockfile, back into src/.",
  judge: (_, { stack }) => {
    if (stack === undefined) return [];
    const guards = Object.entries(stack.json.resource ?? {}).flatMap(([type, resources]) =>
      Object.entries(resources).flatMap(([name, { lifecycle, policy }]) => [
        ...(GUARDED.includes(type) && lifecycle?.prevent_destroy !== true
          ? [found(`${type}.${name}`, "An apply may destroy it.", "prevent_destroy", null)]
          : []),
        ...(type === "aws_kms_key" && policy === undefined
          ? [found(`${type}.${name}`, "No plan compares its policy any more.", "policy", null)]
          : []),
        ...listOf(lifecycle?.ignore_changes)
          .filter((ignored) => !MAY_LOOK_AWAY.includes(`${type} ${ignored}`))
          .map((ignored) => found(`${type}.${name}`, "Terraform looks away from changes of it.", null, ignored)),
      ]),
    );
    const { s3 } = stack.json.terraform.backend;
    const backend =
      s3 === undefined
        ? []
        : [
            ...(s3.encrypt === true
              ? []
              : [found(WHOLE_PLAN, "The state is kept without encryption.", "encrypt", null)]),
            ...(s3.use_lockfile === true
              ? []
              : [found(WHOLE_PLAN, "Nothing keeps two applies apart.", "use_lockfile", null)]),
          ];
    return [...guards, ...backend];
  },
};

function found(address: string, what: string, before: unknown, after: unknown) {
  return { address, direction: "weaker" as const, what, before, after };
}
