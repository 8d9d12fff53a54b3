import type { Problem } from "../../../config/problem";
import type { Query } from "../../../queries/catalogue";
import { athenaLiteral, bind } from "../../../queries/parameters";
import { parametersOutsideWhere } from "../../../queries/where-only";
import { bare } from "../../../queries/words";
import type { Given } from "../asked-days";
import { UsageError } from "../usage-error";

/** What Athena is sent. */
export interface AthenaStatement {
  readonly sql: string;
  /** A literal of SQL for each `?`. */
  readonly literals: readonly string[];
}

/**
 * Bytes, and characters of a value with its quotation marks.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 */
const LONGEST_STATEMENT = 262_144;
const LONGEST_LITERAL = 1024;

/**
 * A query as Athena takes it.
 *
 * @throws UsageError of all that Athena would refuse, before anything is sent
 */
export function athenaStatement(query: Query, given: Given, now: Date): AthenaStatement {
  const { sql, values } = bind(query, given, now);
  const problems: readonly Problem[] = [
    ...statementProblems(query.sql),
    ...query.parameters.flatMap(({ name }) => literalProblems(name, given[name] ?? "")),
  ];
  if (problems.length > 0) throw new UsageError(query.name, problems);
  return { sql, literals: values.map(athenaLiteral) };
}

function statementProblems(sql: string): readonly Problem[] {
  const problem = (rule: string, remedy: string) => ({ path: "statement", value: sql.slice(0, 80), rule, remedy });
  const text = bare(sql).trim();
  return [
    ...(/^\(*\s*(?:select|with|values|table)\b/i.test(text)
      ? []
      : [problem("one SELECT: anything else could write", "begin it with SELECT or WITH")]),
    ...(text.includes(";") ? [problem("one statement", "ask one after the other")] : []),
    ...(text.includes("?")
      ? [problem("no ? of one's own: names are bound by place", "name the parameter, `:name`")]
      : []),
    ...parametersOutsideWhere(sql).map((name) =>
      problem(
        `:${name} in a WHERE: Athena takes no parameter elsewhere`,
        "ask for it in a WHERE around the statement, or write its value",
      ),
    ),
    ...(Buffer.byteLength(sql) > LONGEST_STATEMENT
      ? [problem(`at most ${LONGEST_STATEMENT} bytes`, "ask in several statements")]
      : []),
  ];
}

function literalProblems(name: string, value: string): readonly Problem[] {
  const { length } = athenaLiteral(value);
  if (length <= LONGEST_LITERAL) return [];
  const rule = `at most ${LONGEST_LITERAL} characters as Athena's literal: it has ${length}`;
  return [{ path: `parameter ${name}`, value, rule, remedy: "give a shorter part that tells it from others" }];
}
