import type { Organization } from "../../../src/config/organization";
import type { Change } from "../../support/organizations";
import type { LiveOrganization } from "../support/live-organization";

/** What the owner does besides the description, in AWS or with the states; returns what takes it back. */
export type Meanwhile = (
  live: LiveOrganization,
  before: Organization,
  after: Organization,
) => Promise<() => Promise<void>>;

/** One change of a description that is applied, as its owner makes it on an ordinary day. */
export interface DayTwoRow {
  readonly title: string;
  /** How the description before differs from the example, which is applied; it is applied first. @default not at all */
  readonly from?: Change;
  /** What changes in the description. */
  readonly change: Change;
  /** Planned alone: nobody applies it. @default false */
  readonly neverApplied?: true;
  /** Done before the plan. @default nothing */
  readonly meanwhile?: Meanwhile;
  /** Every stack concerned, and all that its plan changes (support/planned-lines.ts). */
  readonly plans: Readonly<Record<string, readonly string[]>>;
  /** What the review finds: `stack check: construct path`. @default nothing */
  readonly findings?: readonly string[];
}
