import type { Condition, Named, NormalStatement } from "./statements";

const SHOWN = 4;

/** What parts of a statement are about, with the conditions that they stand under. */
export function describeParts(parts: readonly NormalStatement[]): string {
  const [first] = parts;
  if (first === undefined) return "";
  const all = (element: "action" | "resource" | "principal") => listed(parts.flatMap((part) => namesOf(part[element])));
  const isAbout = (element: "resource" | "principal") => !parts.every((part) => isEverything(part[element]));
  return [
    all("action"),
    ...(isAbout("resource") ? [`on ${all("resource")}`] : []),
    ...(isAbout("principal") ? [`by ${all("principal")}`] : []),
    ...first.condition.map((condition, index) => `${index === 0 ? "where" : "and"} ${conditionWords(condition)}`),
  ].join(" ");
}

/** What differs between two statements of one Sid: `Action + s3:DeleteObject; Condition StringEquals aws:PrincipalOrgID gone`. */
export function describeDifference(before: NormalStatement, after: NormalStatement): string {
  const elements = (["principal", "action", "resource"] as const).flatMap((element) =>
    differenceOf(capitalized(element), before[element], after[element]),
  );
  return [...elements, ...conditionDifferences(before.condition, after.condition)].join("; ");
}

function differenceOf(name: string, before: Named, after: Named): readonly string[] {
  if (before.except !== after.except) return [`${name} is now ${listed(namesOf(after))}`];
  const words = changeOf(before.values, after.values);
  return words === "" ? [] : [`${before.except ? `Not${name}` : name} ${words}`];
}

function conditionDifferences(before: readonly Condition[], after: readonly Condition[]): readonly string[] {
  const name = ({ operator, written }: Condition) => `${operator} ${written}`;
  const keyOf = ({ operator, key }: Condition) => `${operator.toLowerCase()} ${key}`;
  const other = (among: readonly Condition[], one: Condition) =>
    among.find((candidate) => keyOf(candidate) === keyOf(one));
  return [
    ...before.filter((one) => other(after, one) === undefined).map((one) => `Condition ${conditionWords(one)} is gone`),
    ...after.flatMap((one) => {
      const old = other(before, one);
      if (old === undefined) return [`Condition ${conditionWords(one)} is new`];
      const words = changeOf(old.values, one.values);
      return words === "" ? [] : [`Condition ${name(one)} ${words}`];
    }),
  ];
}

function changeOf(before: readonly string[], after: readonly string[]): string {
  const gone = before.filter((value) => !after.includes(value));
  const come = after.filter((value) => !before.includes(value));
  return [
    ...(gone.length === 0 ? [] : [`without ${listed(gone)}`]),
    ...(come.length === 0 ? [] : [`with ${listed(come)}`]),
  ].join(", ");
}

function conditionWords({ operator, written, values }: Condition): string {
  return `${operator} ${written} ${listed(values)}`;
}

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function isEverything({ except, values }: Named): boolean {
  return !except && values.includes("*");
}

function namesOf({ except, values }: Named): readonly string[] {
  return except ? [`everything but ${listed(values)}`] : values;
}

function listed(values: readonly string[]): string {
  const each = [...new Set(values)];
  return each.length <= SHOWN ? each.join(", ") : `${each.slice(0, SHOWN).join(", ")} and ${each.length - SHOWN} more`;
}
