import type { Rule, Verdict } from "./rule";

/** Accounts that a table reads, one after another with commas between them. */
const ACCOUNTS = "projection.account.values";

/**
 * A table's parameters: where its files lie, and of which accounts, Regions and days. An account that joins is one more; one
 * that is missing now is not read any more, as when it left the organization.
 */
export const projection: Rule = ({ before, after, unknown, created }) => {
  if (created) return [];
  if (unknown) return [{ direction: "undecided", what: "Terraform knows only after the apply what the table reads." }];
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const others = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => key !== ACCOUNTS);
  return [
    ...lostAccounts(old[ACCOUNTS], now[ACCOUNTS]),
    ...others.filter((key) => old[key] !== now[key]).map(otherwise),
  ];
};

function entriesOf(value: unknown): Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null ? (value as Record<string, string>) : {};
}

function lostAccounts(before = "", after = ""): readonly Verdict[] {
  const now = after.split(",");
  const lost = before.split(",").filter((account) => account !== "" && !now.includes(account));
  if (lost.length === 0) return [];
  return [{ direction: "weaker", part: ACCOUNTS, what: `Queries no longer read the logs of ${lost.join(", ")}.` }];
}

function otherwise(part: string): Verdict {
  return { direction: "undecided", part, what: "The table reads other files than before." };
}
