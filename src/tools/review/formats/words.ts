import { AFTER_APPLY, type Direction } from "../finding";

const LONGEST = 160;

/** A value on one line, cut where it would flood it. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (value === AFTER_APPLY) return AFTER_APPLY;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 3)}...`;
}

/** `365 → 90`; of lists, what goes and what comes. */
export function changeWords(before: unknown, after: unknown): string {
  if (typeof before === "string" && typeof after === "string") return textWords(before, after);
  if (!Array.isArray(before) || !Array.isArray(after)) return `${valueWords(before)} → ${valueWords(after)}`;
  const [old, now] = [before.map(valueWords), after.map(valueWords)];
  const gone = old.filter((value) => !now.includes(value)).map((value) => `- ${value}`);
  const come = now.filter((value) => !old.includes(value)).map((value) => `+ ${value}`);
  return [...gone, ...come].join("  ") || "in another order";
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
