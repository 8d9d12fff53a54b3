import type { Rule } from "./rule";

/**
 * `rate(...)` or `cron(...)`: at least as often is no loss. Of the two the one is not compared with the other.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 *
 * @param otherwise what is said of anything else
 */
export function schedule(otherwise: string): Rule {
  return ({ before, after, unknown, created }) => {
    if (created && !unknown) return [];
    if (unknown) return [{ direction: "undecided", what: "Terraform knows only after the apply when it runs." }];
    if (before === after) return [];
    const asOften = isAsOften(String(before ?? ""), String(after ?? ""));
    return [
      asOften ? { direction: "stronger", what: "It runs more often." } : { direction: "undecided", what: otherwise },
    ];
  };
}

function isAsOften(before: string, after: string): boolean {
  const [old, now] = [minutesOf(before), minutesOf(after)];
  if (old !== undefined && now !== undefined) return now <= old;
  const [oldFields, fields] = [cronOf(before), cronOf(after)];
  if (oldFields === undefined || fields === undefined) return false;
  return fields.every((field, at) => isWider(oldFields[at] ?? "", field));
}

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

function minutesOf(expression: string): number | undefined {
  const [, count, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return count === undefined ? undefined : Number(count) * (MINUTES[unit] ?? Number.NaN);
}

function cronOf(expression: string): readonly string[] | undefined {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(" ");
  return fields?.length === 6 ? fields : undefined;
}

/** Whether a field of cron names all that the other one names. */
function isWider(before: string, after: string): boolean {
  return after === before || after === "*" || before.split(",").every((value) => after.split(",").includes(value));
}
