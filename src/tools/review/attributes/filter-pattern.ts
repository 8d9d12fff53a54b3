import type { Rule, Verdict } from "./rule";

/**
 * A metric filter's pattern: after must count whatever before counted.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const filterPattern: Rule = ({ before, after, unknown, created }) => {
  if (created) return [];
  if (unknown) return [said("undecided", "Terraform knows the pattern only after the apply.")];
  const [old, now] = [alternativesOf(before), alternativesOf(after)];
  if (old === undefined || now === undefined)
    return before === after ? [] : [said("undecided", "It is no pattern that can be compared.")];
  const lost = old.filter((one) => !now.some((other) => countsAllOf(other, one)));
  if (lost.length > 0)
    return [said("weaker", `It no longer counts: ${lost.map((one) => one.join(" && ")).join(" || ")}.`)];
  return now.every((one) => old.some((other) => countsAllOf(other, one))) ? [] : [said("stronger", "It counts more.")];
};

/** All of these must hold: `$.eventName = "StopLogging"`. */
type Alternative = readonly string[];

/** More alternatives than any pattern of 1,024 characters can mean. */
const MOST = 4096;

function said(direction: Verdict["direction"], what: string): Verdict {
  return { direction, what };
}

/** Whether `wide` asks nothing that `narrow` does not ask. */
function countsAllOf(wide: Alternative, narrow: Alternative): boolean {
  return wide.every((asked) => narrow.some((given) => given === asked || isWithin(given, asked)));
}

const EQUALS = /^(\S+)\s*=\s*"?([^"]*)"?$/;

/** `$.x = "StopLogging"` is within `$.x = "Stop*"`. */
function isWithin(given: string, asked: string): boolean {
  const [, field, value = ""] = EQUALS.exec(given) ?? [];
  const [, other, pattern = ""] = EQUALS.exec(asked) ?? [];
  if (field === undefined || field !== other || !pattern.endsWith("*") || pattern.slice(0, -1).includes("*"))
    return false;
  return value.startsWith(pattern.slice(0, -1));
}

/** A pattern of JSON as its alternatives; undefined of any other pattern. */
function alternativesOf(pattern: unknown): readonly Alternative[] | undefined {
  const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(String(pattern ?? ""))?.[1];
  if (inner === undefined) return undefined;
  const signs = inner.match(/"[^"]*"|\(|\)|&&|\|\||[^\s()"&|]+/g) ?? [];
  const reader = { signs, at: 0 };
  const all = readAlternatives(reader);
  return reader.at === signs.length ? all : undefined;
}

interface Reader {
  readonly signs: readonly string[];
  at: number;
}

function readAlternatives(reader: Reader): readonly Alternative[] | undefined {
  let all = readAll(reader);
  while (all !== undefined && reader.signs[reader.at] === "||") {
    reader.at++;
    const more = readAll(reader);
    all = more === undefined ? undefined : [...all, ...more];
  }
  return all;
}

function readAll(reader: Reader): readonly Alternative[] | undefined {
  let all = readOne(reader);
  while (all !== undefined && reader.signs[reader.at] === "&&") {
    reader.at++;
    const more = readOne(reader);
    if (more === undefined || all.length * more.length > MOST) return undefined;
    all = all.flatMap((one) => more.map((other) => [...one, ...other]));
  }
  return all;
}

function readOne(reader: Reader): readonly Alternative[] | undefined {
  if (reader.signs[reader.at] === "(") {
    reader.at++;
    const inner = readAlternatives(reader);
    return reader.signs[reader.at++] === ")" ? inner : undefined;
  }
  const words: string[] = [];
  for (
    let sign = reader.signs[reader.at];
    sign !== undefined && !["(", ")", "&&", "||"].includes(sign);
    sign = reader.signs[++reader.at]
  )
    words.push(sign);
  return words.length === 0 ? undefined : [[words.join(" ")]];
}
