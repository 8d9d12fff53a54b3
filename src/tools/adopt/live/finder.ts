import type { AccountReader } from "../aws/account";
import type { ReadAction } from "../aws/reads";

/** How one type of resource is looked for. */
export interface Finder {
  /** What it asks with. */
  readonly reads: readonly ReadAction[];
  /** Whether a resource is live, by the id under which Terraform imports it. */
  readonly isLive: (account: AccountReader, region: string, id: string) => Promise<boolean>;
}
