import type { Choice } from "../../config/choose-organization";
import type { Organization } from "../../config/organization";

/** What a summary says of one stack. */
export interface StackSummary {
  readonly stack: string;
  readonly accountId: string;
  readonly resources: number;
}

/** More stacks than this are counted together, so that a large organization's summary fits a screen. */
const LISTED_STACKS = 12;

/** Which organization, and why this one: with several about, whoever plans and deploys reads this first. */
export function formatChoice(
  { reference, reason }: Choice,
  { organizationId, accounts }: Pick<Organization, "organizationId" | "accounts">,
): string {
  return `Organization ${reference}, because ${reason}: ${organizationId}, managed by account ${accounts.management.id}`;
}

/** What was written, where, in the order it is applied. */
export function formatSummary(organization: string, folder: string, stacks: readonly StackSummary[]): string {
  const listed = stacks.length > LISTED_STACKS ? stacks.slice(0, LISTED_STACKS - 1) : stacks;
  const rest = stacks.slice(listed.length);
  const width = Math.max(...listed.map(({ stack }) => stack.length));
  const lines = listed.map(
    ({ stack, accountId, resources }) => `  ${stack.padEnd(width)}  ${accountId}  ${counted(resources, "resource")}`,
  );
  const total = stacks.reduce((sum, { resources }) => sum + resources, 0);
  return [
    `${organization}: ${counted(stacks.length, "stack")}, ${counted(total, "resource")}, in ${folder}`,
    ...lines,
    ...(rest.length > 0 ? [`  and ${counted(rest.length, "stack")} more`] : []),
  ].join("\n");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
