import type { Problem } from "../config/problem";
import { ANY, PARAMETER_TYPES, type ParameterType, TYPE_RULES } from "./parameter-types";

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** As it would be given: `today-7`; `any` takes every value. A parameter without a default must be given. */
  readonly default?: string;
  readonly description: string;
}

/** What the comments at the top of a query say. */
export interface Header {
  readonly title: string;
  /** What it answers, as somebody would ask. */
  readonly question: string;
  readonly parameters: readonly Parameter[];
  /** Requirements that it serves, as the detections name them: `CIS 4.5`, `OWN-2`, `SOC 2 CC7.2`. */
  readonly controls: readonly string[];
  /** ATT&CK techniques that it shows: `T1078.004`. */
  readonly techniques: readonly string[];
  /** What a row means. */
  readonly hit: string;
  /** Names of the queries to ask next. */
  readonly next: readonly string[];
}

const FIELDS = ["title", "question", "parameters", "controls", "techniques", "hit", "next"] as const;
type Field = (typeof FIELDS)[number];

const PARAMETER = /^([a-z][a-z0-9_]*) ([a-z]+)(?: = (\S+))?: (\S.*)$/;
const SHAPES = `<name> <${PARAMETER_TYPES.join("|")}> = <default>: <description>`;

/** Reads the header of a query's file; what is wrong with it is put into `problems`. */
export function readHeader(file: string, text: string, problems: Problem[]): Header {
  const fields = fieldsOf(file, text, problems);
  for (const field of FIELDS.filter((name) => (fields.get(name) ?? []).length === 0))
    problems.push({
      path: `${file}: ${field}`,
      value: undefined,
      rule: "a field of every header",
      remedy: `write \`-- ${field}: ...\` at the top`,
    });
  const words = (field: Field) => (fields.get(field) ?? []).join(" ");
  const list = (field: Field) =>
    words(field)
      .split(/,\s*/)
      .filter((item) => item !== "");
  return {
    title: words("title"),
    question: words("question"),
    parameters: (fields.get("parameters") ?? []).flatMap((line) => readParameter(file, line, problems)),
    controls: list("controls"),
    techniques: list("techniques"),
    hit: words("hit"),
    next: list("next"),
  };
}

/** The lines of each field, a continued one on several. */
function fieldsOf(file: string, text: string, problems: Problem[]): ReadonlyMap<Field, readonly string[]> {
  const fields = new Map<Field, string[]>();
  let current: string[] | undefined;
  for (const line of text.split("\n")) {
    if (!line.startsWith("--")) break;
    const [, name = "", rest = ""] = /^-- ([a-z]+):\s*(.*)$/.exec(line) ?? [];
    const field = FIELDS.find((known) => known === name);
    if (field !== undefined && !fields.has(field)) {
      current = rest === "" ? [] : [rest];
      fields.set(field, current);
    } else if (current !== undefined && line.startsWith("--   ")) {
      current.push(line.slice(5).trim());
    } else {
      problems.push({
        path: `${file}: header`,
        value: line,
        rule: `a field once (${FIELDS.join(", ")}), or a line of one, three blanks in`,
        remedy: "put it right, or leave an empty line before the statement's own comments",
      });
    }
  }
  return fields;
}

function readParameter(file: string, line: string, problems: Problem[]): readonly Parameter[] {
  const [, name = "", written = "", fallback, description = ""] = PARAMETER.exec(line) ?? [];
  const type = PARAMETER_TYPES.find((known) => known === written);
  const path = `${file}: parameters`;
  if (type === undefined) {
    problems.push({ path, value: line, rule: SHAPES, remedy: "leave `= <default>` out where one must be given" });
    return [];
  }
  if (fallback !== undefined && fallback !== ANY && TYPE_RULES[type].read(fallback, new Date(0)) === undefined)
    problems.push({ path, value: line, rule: TYPE_RULES[type].rule, remedy: `write = ${TYPE_RULES[type].example}` });
  return [{ name, type, ...(fallback === undefined ? {} : { default: fallback }), description }];
}
