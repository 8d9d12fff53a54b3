import type { ReviewContext } from "../../src/tools/review/checks/check";
import type { Finding } from "../../src/tools/review/finding";
import type { Plan, ResourceChange } from "../../src/tools/review/plan";
import { review } from "../../src/tools/review/review-plan";

/** Nothing is known beside the plan. */
export const PLAN_ALONE: ReviewContext = { stack: undefined, organization: undefined };

/** What is found in a plan. @param context what the review knows beside it @default - the plan alone */
export function reviewPlan(plan: Plan, context: Partial<ReviewContext> = {}): readonly Finding[] {
  return review(plan, { ...PLAN_ALONE, ...context }).findings;
}

type Values = Readonly<Record<string, unknown>>;

/** A plan, as Terraform would print one that does this and nothing else. */
export function planOf(...changes: readonly ResourceChange[]): Plan {
  return {
    format_version: "1.2",
    resource_changes: [...changes],
    resource_drift: [],
    checks: [],
    errored: false,
    configuration: { provider_config: {}, root_module: { resources: [] } },
  };
}

/** A resource named `one`, with what differs from nothing happening. */
function changeOf(
  type: string,
  change: Partial<ResourceChange["change"]>,
  more: Partial<ResourceChange> = {},
): ResourceChange {
  const base = {
    actions: ["no-op" as const],
    before: null,
    after: null,
    before_sensitive: false,
    after_sensitive: false,
  };
  return { address: `${type}.one`, mode: "managed", type, name: "one", ...more, change: { ...base, ...change } };
}

/** @param unknown marks what is known after apply: `{ kms_key_id: true }` */
export function created(type: string, after: Values, unknown: Values = {}): ResourceChange {
  return changeOf(type, { actions: ["create"], after, after_unknown: unknown });
}

export function updated(type: string, before: Values, after: Values, unknown: Values = {}): ResourceChange {
  return changeOf(type, { actions: ["update"], before, after, after_unknown: unknown });
}

export function unchanged(type: string, values: Values): ResourceChange {
  return changeOf(type, { before: values, after: values });
}

export function destroyed(type: string, before: Values = {}, more: Partial<ResourceChange> = {}): ResourceChange {
  return changeOf(type, { actions: ["delete"], before }, more);
}

export function replaced(
  type: string,
  before: Values,
  after: Values,
  more: Partial<ResourceChange> = {},
): ResourceChange {
  return changeOf(type, { actions: ["delete", "create"], before, after }, more);
}

export function forgotten(type: string): ResourceChange {
  return changeOf(type, { actions: ["forget"], before: {} });
}
