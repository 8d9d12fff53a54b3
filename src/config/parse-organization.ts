import { z } from "zod";
import { withoutRefused } from "./draft";
import { type Organization, type OrganizationInput, organizationSchema } from "./organization";
import { formatPath, type Problem } from "./problem";
import { RULES } from "./rules";
import { suggestion } from "./suggestion";

export type ParseResult =
  | { readonly ok: true; readonly organization: Organization }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a description of an organization. Never throws: any input yields an organization or every problem it has,
 * those of single fields (the schema) and those between fields (rules/) in one go.
 */
export function parseOrganization(input: unknown): ParseResult {
  const parsed = organizationSchema.safeParse(input, { reportInput: true, error: suggestKnownKeys });
  const issues = parsed.success ? [] : parsed.error.issues;
  const draft = withoutRefused<OrganizationInput>(parsed.success ? parsed.data : input, issues.flatMap(refusedPaths));
  const problems = [...issues.flatMap(problemsOf), ...RULES.flatMap((rule) => rule(draft))];
  if (parsed.success && problems.length === 0) return { ok: true, organization: parsed.data };
  return { ok: false, problems };
}

/** What an issue condemns. An unknown key's stands at the object around it, whose other keys are still worth checking. */
function refusedPaths(issue: z.core.$ZodIssue): readonly (readonly PropertyKey[])[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...issue.path, key]);
  // Where its discriminator is wrong, nothing else in the object was looked at.
  return [issue.code === "invalid_union" && issue.discriminator !== undefined ? issue.path.slice(0, -1) : issue.path];
}

function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  const path = formatPath(issue.path);
  const value = issue.input;
  switch (issue.code) {
    case "custom":
      return [{ path, value, ...explanationOf(issue.params) }];
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: formatPath([...issue.path, key]),
        value: valueAt(value, key),
        rule: "a key of the schema",
        remedy: suggestion(key, issue.message.split(" ")),
      }));
    case "invalid_type":
      return [
        {
          path,
          value,
          rule: `${withArticle(issue.expected === "record" ? "object" : issue.expected)}${value === undefined ? ", required" : ""}`,
          remedy: value === undefined ? "add it" : "see src/config/organization.ts for what belongs here",
        },
      ];
    case "invalid_value":
      return [
        {
          path,
          value,
          rule: `one of ${issue.values.map((known) => JSON.stringify(known)).join(", ")}`,
          remedy: "write one of these",
        },
      ];
    case "too_small":
      return [{ path, value, rule: `a list of ${issue.minimum} or more`, remedy: "add what is missing" }];
    case "too_big":
      return [{ path, value, rule: `a list of ${issue.maximum} or fewer`, remedy: "delete what is too many" }];
    case "invalid_union":
      return problemsOfUnion(issue);
    default:
      return [{ path, value, rule: issue.message, remedy: "see src/config/organization.ts for what belongs here" }];
  }
}

/** Of the choices, what is meant is the one that has the value's type, and nothing missing. */
function problemsOfUnion({
  discriminator,
  errors,
  input,
  message,
  path,
}: z.core.$ZodIssueInvalidUnion): readonly Problem[] {
  const isOther = (issue: z.core.$ZodIssue) =>
    issue.code === "invalid_type" && (issue.path.length === 0 || issue.input === undefined);
  const meant = errors.find((issues) => !issues.some(isOther));
  if (meant !== undefined) return meant.flatMap((issue) => problemsOf({ ...issue, path: [...path, ...issue.path] }));
  const value = discriminator === undefined ? input : valueAt(input, discriminator);
  return [{ path: formatPath(path), value, rule: message, remedy: "write one of these" }];
}

/** The schema gives every refinement of its own a rule and a remedy. */
function explanationOf(params: Record<string, unknown> | undefined): Pick<Problem, "rule" | "remedy"> {
  return { rule: String(params?.rule), remedy: String(params?.remedy) };
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

function valueAt(container: unknown, key: string): unknown {
  return typeof container === "object" && container !== null ? Reflect.get(container, key) : undefined;
}

/** Zod drops the schema from the issues it returns; here it is still at hand, and its keys become the message. */
const suggestKnownKeys: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== "unrecognized_keys" || !(issue.inst instanceof z.ZodObject)) return undefined;
  return Object.keys(issue.inst.shape).join(" ");
};
