import { loadQueries, type Query } from "../../queries/catalogue";
import { queryNamed } from "./chosen-query";

/** A line for each query. */
export function listQueries(): number {
  const queries = loadQueries();
  const width = Math.max(...queries.map(({ name }) => name.length));
  for (const { name, title } of queries) console.log(`${name.padEnd(width)}  ${title}`);
  return 0;
}

export function showQuery(name: string): number {
  console.log(queryText(queryNamed(name)));
  return 0;
}

/** All that the catalogue says of a query, and the command that asks it. */
export function queryText({ name, title, question, parameters, controls, techniques, hit, next, sql }: Query): string {
  const width = Math.max(0, ...parameters.map((parameter) => parameter.name.length));
  const list = parameters.map(({ name: parameter, type, default: fallback, description }) => {
    const given = fallback === undefined ? "must be given" : `default: ${fallback}`;
    return `  ${parameter.padEnd(width)}  ${type}, ${given}. ${description}`;
  });
  const required = parameters.filter((parameter) => parameter.default === undefined);
  const values = required.map(({ name: parameter, type }) => ` --param ${parameter}=<${type}>`).join("");
  return [
    title,
    `  ${question}`,
    "",
    "Parameters",
    ...list,
    "",
    `A row means: ${hit}`,
    `Ask next: ${next.join(", ")}`,
    `Serves: ${[...controls, ...techniques].join(", ")}`,
    "",
    sql,
    "",
    `npx org-trail investigate run ${name} --logs <folder>${values}`,
    `npx org-trail investigate run ${name} --engine athena${values}`,
  ].join("\n");
}
