/** A statement without its texts, quoted names and comments: what is left are keywords, names and signs. */
export function bare(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, (token) =>
    token.startsWith("'") ? "''" : " ",
  );
}

/** Every name that stands before a parenthesis, once, in small letters. */
export function called(sql: string): readonly string[] {
  return [
    ...new Set([...bare(sql).matchAll(/\b([a-z_][a-z0-9_]*)\s*\(/gi)].map(([, name = ""]) => name.toLowerCase())),
  ];
}
