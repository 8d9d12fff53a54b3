import { actionOf, managed, withoutIndex } from "../changes";
import type { ResourceChange } from "../plan";
import type { PlanCheck } from "./check";

/**
 * Terraform walks its graph side by side, and knows no order between an attachment that goes and another that comes. One that
 * is replaced is not meant: the stacks create it before they destroy it.
 * https://developer.hashicorp.com/terraform/internals/graph#walking-the-graph
 */
export const attachmentsExchanged: PlanCheck = {
  id: "attachments-exchanged",
  about: "A policy goes from some targets while it comes to others, so that accounts may be bare for moments.",
  remedy:
    'Make it two deploys: describe the new targets beside the old ones, and deploy; then take the old ones out, and deploy. See docs/runbooks/change-the-description.md, "Guard other units".',
  judge: ({ resource_changes: changes }) => {
    const attachments = managed(changes).filter(({ type }) => type === "aws_organizations_policy_attachment");
    const resources = [...new Set(attachments.map(({ address }) => withoutIndex(address)))];
    return resources.flatMap((address) => {
      const own = attachments.filter((one) => withoutIndex(one.address) === address);
      const before = targets(own, "destroy");
      const after = targets(own, "create");
      if (before.length === 0 || after.length === 0) return [];
      const what = `The policy is detached from ${before.join(", ")} and attached to ${after.join(", ")} in no certain order: accounts may be bare for moments.`;
      return [{ address, direction: "weaker" as const, what, before, after }];
    });
  },
};

function targets(attachments: readonly ResourceChange[], action: "create" | "destroy"): readonly string[] {
  return attachments
    .filter((change) => actionOf(change) === action)
    .map(({ change: { before, after } }) => String((before ?? after)?.target_id ?? "a target that the apply finds"));
}
