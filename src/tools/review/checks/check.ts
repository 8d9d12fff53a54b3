import type { Organization } from "../../../config/organization";
import type { StackJson } from "../../terraform/stack-json";
import type { TypeRules } from "../attributes/rule";
import type { Finding } from "../finding";
import type { Plan } from "../plan";

/** What a review knows beside the plan. */
export interface ReviewContext {
  /** The stack as the description has it. Every command knows it; a test of one check may have the plan alone. */
  readonly stack: { readonly name: string; readonly json: StackJson } | undefined;
  /** The description that the stack was synthesized from. Required too, so that no caller forgets it: checks are silent without. */
  readonly organization: Organization | undefined;
}

interface Described {
  /** Kebab-case; named in an accepted weakening. */
  readonly id: string;
  /** What it finds, in one sentence. */
  readonly about: string;
  /** What to do about a finding. */
  readonly remedy: string;
}

/** Judges attributes of resources, before against after. */
export interface AttributeCheck extends Described {
  readonly attributes: TypeRules;
}

/** Judges a plan as a whole. */
export interface PlanCheck extends Described {
  judge(plan: Plan, context: ReviewContext): readonly Omit<Finding, "check" | "remedy">[];
}

export type Check = AttributeCheck | PlanCheck;
