import { WHOLE_PLAN } from "../../src/tools/review/finding";
import { readPlan } from "../../src/tools/review/plan";
import { Unreadable } from "../../src/tools/review/unreadable";
import type { StackJson } from "../../src/tools/terraform/stack-json";
import { reviewPlan } from "../support/plans";
import { organizationOf } from "./organizations";
import { REFUSED, type Review } from "./verdict";

/** The review, as `npm run plan` has it: of a plan and of the stack that was synthesized for it. */
export const review: Review = ({ plan, stack }, { id, stack: name, organization, made }) => {
  try {
    const json = stack as unknown as StackJson;
    return reviewPlan(readPlan(JSON.stringify(plan), id), {
      stack: { name, json },
      organization: organizationOf(organization, made.description),
    });
  } catch (error) {
    if (error instanceof Unreadable) return [{ check: REFUSED, address: WHOLE_PLAN, what: error.message }];
    throw error;
  }
};
