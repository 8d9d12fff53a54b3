import { expect } from "vitest";
import type { Account, Organization } from "../../../src/config/organization";
import type { Authorization } from "../../../src/tools/emulator/emulator";
import { deployerReplacedWhen } from "../../support/printed-policies";
import { type EmittedStack, example } from "../../support/synthesized";
import type { Meanwhile } from "../day-two/row";
import { expectApplied, expectNoChange } from "../support/assertions";
import { type DeployRoles, expectAllAllowed, type Kept } from "../support/deploy-roles";
import type { LiveOrganization } from "../support/live-organization";
import { concernedStacks, workingCopy } from "../support/planned-change";
import type { Terraform } from "../support/terraform";
import { accountOf } from "./applied";

/**
 * Changes of the description, one after the other, deployed by the roles: each has what `npx org-trail permissions` prints for
 * the description after the change, or less, and nothing else.
 */
export class ChangesByRoles {
  private readonly asked: Authorization[] = [];

  /** @param applied what the organization is described as, and was applied */
  constructor(
    private readonly live: LiveOrganization,
    private readonly roles: DeployRoles,
    private applied: Organization,
    private readonly kept: Kept,
  ) {}

  /** All that IAM was asked so far. */
  async authorizations(): Promise<readonly Authorization[]> {
    await this.note();
    return this.asked;
  }

  /** Applies what the description was before, then what it is after; the second leaves nothing to change. */
  async change(before: Organization, after: Organization, meanwhile?: Meanwhile): Promise<void> {
    // Where the description before is another one than the example, it may need the same.
    if (before === example) await this.become(before);
    const takeBack = await meanwhile?.(this.live, before, after);
    try {
      await this.become(before);
      const changed = await this.become(after);
      expect(changed.length).toBeGreaterThan(0);
      await Promise.all(changed.map(expectNoChange));
      const asked = await this.note();
      expectAllAllowed(asked);
      // A session of a role that the emulator does not know would be held to nothing.
      const held = new Set(asked.map(({ role }) => role.split(":")[4]));
      const accounts = concernedStacks(before, after).map(({ name }) => accountOf(after, name).id);
      expect(accounts.filter((id) => !held.has(id))).toEqual([]);
    } finally {
      await takeBack?.();
    }
  }

  /** As docs/runbooks/deploy.md says: policies that grant anything more come first, those that grant less go last. */
  private async become(next: Organization): Promise<readonly Terraform[]> {
    const { kept } = this;
    const accounts = (account: Account) => deployerReplacedWhen(this.applied, next, account) === "before the deploy";
    await this.roles.allow(next, { kept, accounts });
    const stacks = concernedStacks(this.applied, next);
    const copies: Terraform[] = [];
    for (const stack of stacks) copies.push(await this.applying(stack, next));
    await this.roles.allow(next, { kept });
    this.applied = next;
    return copies;
  }

  private async applying(stack: EmittedStack, { accounts }: Organization): Promise<Terraform> {
    const copy = await workingCopy(this.live, stack, accounts.management.id);
    const terraform = copy.as(this.roles.environment);
    await expectApplied(terraform);
    return terraform;
  }

  private async note(): Promise<readonly Authorization[]> {
    const { emulator } = this.live;
    const asked = await emulator.authorizations();
    await emulator.forgetAuthorizations();
    this.asked.push(...asked);
    return asked;
  }
}
