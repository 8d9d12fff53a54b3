import type { Organization } from "../../../src/config/organization";
import { changed } from "../../support/organizations";
import { example } from "../../support/synthesized";
import type { DayTwoRow } from "../day-two/row";
import { INDEPENDENT, OTHERS } from "../day-two/rows";
import type { LiveOrganization } from "../support/live-organization";
import { concernedStacks, workingCopy } from "../support/planned-change";
import type { GrowingRoles } from "./growing-roles";

/** Changes that can be applied to the example; those that nothing connects together. */
export const CHANGES: readonly Pick<DayTwoRow, "title" | "from" | "change" | "meanwhile">[] = [
  {
    title: INDEPENDENT.map(({ title }) => title).join(", "),
    change: Object.assign({}, ...INDEPENDENT.map(({ change }) => change)),
  },
  ...OTHERS.filter(({ planned }) => planned !== "never applied"),
];

/** Applies changes of the description one after the other, as roles that have what a run has failed without. */
export class DescribedChanges {
  private described: Organization = example;

  constructor(
    private readonly live: LiveOrganization,
    private readonly roles: GrowingRoles,
  ) {}

  /** To and fro: the next one begins at the example again. */
  async apply({ from, change, meanwhile }: (typeof CHANGES)[number]): Promise<void> {
    const before = from === undefined ? example : changed(example, from);
    const after = changed(before, change);
    await this.become(before);
    const takeBack = await meanwhile?.(this.live, before, after);
    await this.become(after);
    for (const stack of concernedStacks(before, after)) {
      await this.roles.succeed(await this.copyOf(stack), "plan", "-detailed-exitcode");
    }
    await takeBack?.();
    await this.become(example);
  }

  /** As docs/runbooks/deploy.md says: what is asked for more before, what is asked for less afterwards. */
  private async become(next: Organization): Promise<void> {
    if (this.roles.wouldAskForMore(next)) await this.roles.become(next);
    for (const stack of concernedStacks(this.described, next)) {
      await this.roles.succeed(await this.copyOf(stack), "apply", "-auto-approve");
    }
    await this.roles.become(next);
    this.described = next;
  }

  private copyOf(stack: Parameters<typeof workingCopy>[1]) {
    return workingCopy(this.live, stack, example.accounts.management.id);
  }
}
