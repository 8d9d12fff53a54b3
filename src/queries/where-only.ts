/** Texts, quoted names, comments; a parameter; a word; a parenthesis. */
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|:([a-z][a-z0-9_]*)|([a-z_][a-z0-9_]*)|([()])/gi;

/** Words at which a part of a SELECT begins. */
const PARTS = new Set(["select", "from", "on", "where", "group", "having", "window", "order", "limit", "offset"]);

/**
 * Parameters that stand elsewhere than in a WHERE: Athena takes none there. DuckDB would.
 * https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html#querying-with-prepared-statements-considerations-and-limitations
 */
export function parametersOutsideWhere(sql: string): readonly string[] {
  // The part that is being read, of each parenthesis that is open.
  const parts = [""];
  const outside: string[] = [];
  for (const [, parameter, word, parenthesis] of sql.matchAll(TOKENS)) {
    const part = parts.at(-1) ?? "";
    if (parenthesis === "(") parts.push(part);
    else if (parenthesis === ")") parts.pop();
    else if (word !== undefined && PARTS.has(word.toLowerCase())) parts[parts.length - 1] = word.toLowerCase();
    else if (parameter !== undefined && part !== "where") outside.push(parameter);
  }
  return [...new Set(outside)];
}
