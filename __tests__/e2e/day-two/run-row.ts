import type { Organization } from "../../../src/config/organization";
import { readPlan } from "../../../src/tools/review/plan";
import { changed } from "../../support/organizations";
import { reviewPlan } from "../../support/plans";
import { example, stackOf, synthesized } from "../../support/synthesized";
import { expectApplied } from "../support/assertions";
import type { LiveOrganization } from "../support/live-organization";
import { concernedStacks, type PlannedStack, plannedChange, workingCopy } from "../support/planned-change";
import { pathsIn } from "../support/planned-lines";
import type { DayTwoRow } from "./row";

/** What a change comes to. */
export interface Outcome {
  /** Of each stack concerned, all that its plan changes. */
  readonly plans: Readonly<Record<string, readonly string[]>>;
  /** What the review finds, by stack. */
  readonly findings: readonly string[];
  /** Protected resources that would be destroyed or made anew: always none. */
  readonly lost: readonly string[];
}

/** What a row says that its change comes to. */
export function expectedOf({ plans, findings = [] }: Pick<DayTwoRow, "plans" | "findings">): Outcome {
  const sorted = Object.entries(plans).map(([stack, lines]) => [stack, [...lines].sort()] as const);
  return { plans: Object.fromEntries(sorted), findings: [...findings].sort(), lost: [] };
}

/** Rows one after the other, on one organization. */
export class DayTwo {
  /** @param applied what the organization is described as, and was applied and read back clean */
  constructor(
    private readonly live: LiveOrganization,
    private applied: Organization,
  ) {}

  async outcomeOf({ from, change, meanwhile }: Pick<DayTwoRow, "from" | "change" | "meanwhile">): Promise<Outcome> {
    const before = from === undefined ? example : changed(example, from);
    const after = changed(before, change);
    const takeBack = await meanwhile?.(this.live, before, after);
    try {
      await this.apply(before);
      return outcomeOf(before, after, await plannedChange(this.live, before, after));
    } finally {
      await takeBack?.();
    }
  }

  private async apply(organization: Organization): Promise<void> {
    for (const stack of concernedStacks(this.applied, organization)) {
      await expectApplied(await workingCopy(this.live, stack, organization.accounts.management.id));
    }
    this.applied = organization;
  }
}

function outcomeOf(before: Organization, after: Organization, planned: readonly PlannedStack[]): Outcome {
  return {
    plans: Object.fromEntries(planned.map(({ name, lines }) => [name, lines])),
    findings: planned.flatMap((one) => findingsOf(after, one)).sort(),
    lost: planned.flatMap((one) => lostBy(before, one)),
  };
}

function findingsOf(organization: Organization, { name, json, text, stacks }: PlannedStack): readonly string[] {
  const pathOf = pathsIn(stacks);
  const findings = reviewPlan(readPlan(text, name), { stack: { name, json }, organization });
  return [...new Set(findings.map(({ check, address }) => `${name} ${check}: ${pathOf(address)}`))];
}

function lostBy(before: Organization, { name, plan }: PlannedStack): readonly string[] {
  if (!synthesized(before).has(name)) return [];
  const guarded = stackOf(before, name)
    .blocks()
    .filter(([, block]) => (block.lifecycle as { readonly prevent_destroy?: boolean } | undefined)?.prevent_destroy)
    .map(([address]) => address);
  return (plan.resource_changes ?? [])
    .filter(({ change }) => change.actions.includes("delete") || change.actions.includes("forget"))
    .map(({ address }) => address)
    .filter((address) => guarded.includes(address.replace(/\[.*$/, "")));
}
