import { basename } from "node:path";
import { WHOLE_PLAN } from "../finding";
import type { PlanCheck } from "./check";

/** A plan does not show its backend. From an empty state, Terraform makes everything anew beside what is live. */
export const stateElsewhere: PlanCheck = {
  id: "state-elsewhere",
  about: "The stack keeps its state elsewhere than the organization's description says.",
  remedy: "Set the backend back, or move the state first: docs/runbooks/change-the-description.md.",
  judge: (_, { stack, organization }) => {
    if (stack === undefined || organization === undefined) return [];
    const { name, state } = organization;
    const { local, s3 } = stack.json.terraform.backend;
    const described =
      state.backend === "local"
        ? `terraform.${name}.${stack.name}.tfstate`
        : `s3://${state.bucket}/${state.prefix ?? name}/${stack.name}.tfstate in ${state.region}`;
    const emitted = s3 === undefined ? basename(String(local?.path)) : `s3://${s3.bucket}/${s3.key} in ${s3.region}`;
    if (emitted === described) return [];
    const what = "What is live is not in that state: Terraform would make it a second time.";
    return [{ address: WHOLE_PLAN, direction: "weaker" as const, what, before: described, after: emitted }];
  },
};
