import { type Action, actionOf, isOnLive, managed, withoutIndex } from "./changes";
import { CHECKS, PLAN_CHECKS } from "./checks";
import type { ReviewContext } from "./checks/check";
import { compareResource, type JudgedDifference } from "./compare";
import type { Finding } from "./finding";
import type { Plan, ResourceChange } from "./plan";
import { placesOf } from "./providers";

/** What becomes of one resource, attribute by attribute. */
export interface ReviewedChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** Account and Region that its provider is for: `111122223333 us-east-1`. */
  readonly place: string;
  readonly previousAddress?: string;
  readonly importing?: string;
  readonly differences: readonly JudgedDifference[];
}

export interface Review {
  readonly plan: Plan;
  readonly changes: readonly ReviewedChange[];
  readonly findings: readonly Finding[];
}

/** Judges a plan. Pure: what is accepted, and what is written where, comes after. */
export function review(plan: Plan, context: ReviewContext): Review {
  const placeOf = placeWords(plan);
  const changes = managed(plan.resource_changes)
    .filter(({ deposed }) => deposed === undefined)
    .map((change) => reviewedChange(change, plan.resource_changes, placeOf(change), context));
  const ofPlan = PLAN_CHECKS.flatMap((check) =>
    check.judge(plan, context).map((finding) => ({ check: check.id, remedy: check.remedy, ...finding })),
  );
  return { plan, changes, findings: [...changes.flatMap(findingsOf), ...ofPlan] };
}

function placeWords(plan: Plan): (change: ResourceChange) => string {
  const places = placesOf(plan);
  const keys = new Map(plan.configuration.root_module.resources.map((one) => [one.address, one.provider_config_key]));
  return ({ address }) => {
    const place = places.get(keys.get(withoutIndex(address)) ?? "");
    return place === undefined ? "elsewhere" : [...place.accountIds, place.region ?? ""].join(" ").trim();
  };
}

function reviewedChange(
  change: ResourceChange,
  all: readonly ResourceChange[],
  place: string,
  context: ReviewContext,
): ReviewedChange {
  const action = actionOf(change);
  const { importing } = change.change;
  return {
    address: change.address,
    type: change.type,
    action,
    place,
    ...(change.previous_address === undefined ? {} : { previousAddress: change.previous_address }),
    ...(importing === undefined ? {} : { importing: importing.id ?? "" }),
    differences:
      action === "create" || action === "update" || action === "replace"
        ? differencesOf(change, action, all, context)
        : [],
  };
}

function differencesOf(
  change: ResourceChange,
  action: Action,
  all: readonly ResourceChange[],
  { organization }: ReviewContext,
): readonly JudgedDifference[] {
  const { before, after, after_unknown: unknown, before_sensitive, after_sensitive } = change.change;
  const differences = compareResource(change.type, {
    before,
    after,
    unknown,
    sensitive: [before_sensitive, after_sensitive],
    onLive: action === "create" && isOnLive(change, all),
    organization,
  });
  // Of what is made anew, much is known only afterwards: that it is made anew is the finding.
  return action === "replace" ? differences.filter(({ direction }) => direction !== "undecided") : differences;
}

function findingsOf({ address, differences }: ReviewedChange): readonly Finding[] {
  return differences.flatMap(({ check, attribute, direction, what, before, after }) => {
    if (check === undefined || direction === "stronger" || direction === "neutral") return [];
    return [{ check, address, attribute, direction, what, before, after, remedy: remedyOf(check) }];
  });
}

function remedyOf(check: string): string {
  return CHECKS.find(({ id }) => id === check)?.remedy ?? "";
}
