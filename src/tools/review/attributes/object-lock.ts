import type { Rule, Verdict } from "./rule";
import { blockAt } from "./values";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes */
const STRENGTH: Readonly<Record<string, number>> = { GOVERNANCE: 1, COMPLIANCE: 2 };

/** The rule of an Object Lock: its mode, and for how long what arrives is locked. */
export const objectLock: Rule = ({ before, after, unknown, created, onLive }) => {
  if (unknown) return [verdict("undecided", "Terraform knows the lock only after the apply.")];
  const [old, now] = [lockOf(before), lockOf(after)];
  if (now.strength === 0) return [verdict("weaker", "Nothing that arrives is locked any more.")];
  if (created && !onLive) return [];
  if (now.strength < old.strength)
    return [verdict("weaker", "The lock's mode gives way to whoever has s3:BypassGovernanceRetention.")];
  if (now.days < old.days) return [verdict("weaker", "What arrives is locked for a shorter time.")];
  if (now.strength === old.strength && now.days === old.days) return [];
  return [verdict("stronger", "What arrives is locked longer, or harder. In COMPLIANCE mode nobody can undo it.")];
};

function lockOf(rule: unknown): { readonly strength: number; readonly days: number } {
  const retention = blockAt(rule, "default_retention");
  const days = Number(retention?.days ?? 0) + Number(retention?.years ?? 0) * 365;
  return { strength: days > 0 ? (STRENGTH[String(retention?.mode)] ?? 0) : 0, days };
}

function verdict(direction: Verdict["direction"], what: string): Verdict {
  return { direction, what };
}
