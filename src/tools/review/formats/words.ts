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
  if (!Array.isArray(before) || !Array.isArray(after)) return `${valueWords(before)} → ${valueWords(after)}`;
  const [old, now] = [before.map(valueWords), after.map(valueWords)];
  const gone = old.filter((value) => !now.includes(value)).map((value) => `- ${value}`);
  const come = now.filter((value) => !old.includes(value)).map((value) => `+ ${value}`);
  return [...gone, ...come].join("  ") || "in another order";
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
