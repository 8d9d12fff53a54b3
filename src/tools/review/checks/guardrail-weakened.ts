import { policy, unchanged } from "../attributes/rules";
import { butForSameRoleElsewhere } from "../attributes/same-role-elsewhere";
import type { AttributeCheck } from "./check";

export const guardrailWeakened: AttributeCheck = {
  id: "guardrail-weakened",
  about: "A service or resource control policy refuses less, spares more, or binds somebody else.",
  remedy: "Read the statement, before against after. Undo the change, or accept it with a reason.",
  attributes: {
    aws_organizations_policy: {
      content: butForSameRoleElsewhere(policy("guardrail")),
      type: unchanged("It is another kind of policy."),
    },
    aws_organizations_policy_attachment: {
      policy_id: unchanged("Another policy is attached."),
      target_id: unchanged("The policy binds somebody else."),
    },
  },
};
