import { normalized } from "../attributes/values";
import { AFTER_APPLY, type Direction } from "../finding";

const LONGEST = 160;

/** A value on one line, cut where it would flood it. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (value === AFTER_APPLY) return AFTER_APPLY;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 3)}...`;
}

/** `365 → 90`; of lists what goes and what comes; of blocks what differs in them. */
export function changeWords(before: unknown, after: unknown): string {
  if (typeof before === "string" && typeof after === "string") return textWords(before, after);
  if (isOneBlock(before) && isOneBlock(after)) return blockWords(normalized(before), normalized(after));
  if (!Array.isArray(before) || !Array.isArray(after)) return `${valueWords(before)} → ${valueWords(after)}`;
  const [old, now] = [before.map(valueWords), after.map(valueWords)];
  const gone = old.filter((value) => !now.includes(value)).map((value) => `- ${value}`);
  const come = now.filter((value) => !old.includes(value)).map((value) => `+ ${value}`);
  return [...gone, ...come].join("  ") || "in another order";
}

/** A block, or a list of one. */
function isOneBlock(value: unknown): boolean {
  const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof one === "object" && one !== null && !Array.isArray(one);
}

/** As many leaves as a line takes. */
const LEAVES = 4;

/** `expiration.days: nothing → 3000`. */
function blockWords(before: unknown, after: unknown): string {
  const [old, now] = [leavesOf(before, ""), leavesOf(after, "")];
  const differing = [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path));
  const words = differing.map((path) => `${path}: ${valueWords(old.get(path))} → ${valueWords(now.get(path))}`);
  const more = words.length > LEAVES ? [`and ${words.length - LEAVES} more`] : [];
  return [...words.slice(0, LEAVES), ...more].join("; ") || "in another order";
}

/** A list of one block, as Terraform has many, needs no number. */
function leavesOf(value: unknown, path: string): ReadonlyMap<string, unknown> {
  if (typeof value !== "object" || value === null) return new Map([[path, value]]);
  const only = Array.isArray(value) && value.length === 1;
  return new Map(
    Object.entries(value).flatMap(([key, one]) => [
      ...leavesOf(one, only ? path : `${path}${path === "" ? "" : "."}${key}`),
    ]),
  );
}

/** How much of what is the same is shown around what differs in a long text. */
const AROUND = 24;

/** Of long texts, the part that differs. */
function textWords(before: string, after: string): string {
  if (Math.max(before.length, after.length) <= LONGEST || after === AFTER_APPLY)
    return `${valueWords(before)} → ${valueWords(after)}`;
  const least = Math.min(before.length, after.length);
  let from = 0;
  while (from < least && before[from] === after[from]) from++;
  let end = 0;
  while (end < least - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const start = Math.max(0, from - AROUND);
  const part = (text: string) => {
    const until = Math.min(text.length, text.length - end + AROUND);
    return valueWords(`${start > 0 ? "..." : ""}${text.slice(start, until)}${until < text.length ? "..." : ""}`);
  };
  return `${part(before)} → ${part(after)}`;
}

/** Words that stand before a difference. */
export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  weaker: "WEAKER",
  undecided: "UNDECIDED",
  stronger: "stronger",
  neutral: "",
};

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
