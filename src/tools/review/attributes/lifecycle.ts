import type { Rule, Verdict } from "./rule";
import { type Block, blockAt, blocksOf } from "./values";

/** What a bucket's lifecycle does at the earliest, in days. */
interface Lifecycle {
  readonly expires: number;
  readonly destroys: number;
  readonly needsRestore: number;
}

/** Classes out of which nothing can be read before it was restored. https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html */
const ARCHIVED = ["GLACIER", "DEEP_ARCHIVE"];

/** A lifecycle configuration's rules. Without one, everything is kept for ever. */
export const lifecycle: Rule = ({ before, after, unknown, created, onLive }) => {
  if (created && !onLive) return [];
  if (unknown) return [{ direction: "undecided", what: "Terraform knows only after the apply when objects expire." }];
  const [old, now] = [effectOf(before), effectOf(after)];
  return [
    ...judge(old.expires, now.expires, "weaker", "Objects expire"),
    ...judge(old.destroys, now.destroys, "weaker", "Versions that were hidden are destroyed"),
    ...judge(old.needsRestore, now.needsRestore, "undecided", "Objects cannot be read without a restore"),
  ];
};

function judge(old: number, now: number, sooner: Verdict["direction"], what: string): readonly Verdict[] {
  if (old === now) return [];
  return [{ direction: now < old ? sooner : "stronger", what: `${what} ${days(now)}; before: ${days(old)}.` }];
}

function days(count: number): string {
  return count === Number.POSITIVE_INFINITY ? "never" : `after ${count} days`;
}

function effectOf(rules: unknown): Lifecycle {
  const enabled = blocksOf(rules).filter(({ status }) => status === "Enabled");
  const least = (each: (rule: Block) => readonly number[]) =>
    Math.min(Number.POSITIVE_INFINITY, ...enabled.flatMap(each));
  return {
    expires: least((rule) => expirationOf(blockAt(rule, "expiration"))),
    destroys: least((rule) => numberOf(blockAt(rule, "noncurrent_version_expiration")?.noncurrent_days)),
    needsRestore: least((rule) =>
      blocksOf(rule.transition)
        .filter(({ storage_class }) => ARCHIVED.includes(String(storage_class)))
        .flatMap(expirationOf),
    ),
  };
}

/** A date is a day that comes: as soon as none at all, for whoever compares. */
function expirationOf(block: Block | undefined): readonly number[] {
  if (block === undefined) return [];
  return typeof block.date === "string" && block.date !== "" ? [0] : numberOf(block.days);
}

/** The provider says 0 of what was left out. */
function numberOf(value: unknown): readonly number[] {
  return typeof value === "number" && value > 0 ? [value] : [];
}
