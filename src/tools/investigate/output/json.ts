import type { Rows } from "./rows";

/** One list of objects. */
export async function* jsonLines({ columns, chunks }: Rows): AsyncGenerator<string> {
  let before: string | undefined;
  for await (const chunk of chunks())
    for (const row of chunk) {
      if (before !== undefined) yield `${before},`;
      const object = JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index]])));
      before = `${before === undefined ? "[" : " "}${object}`;
    }
  yield before === undefined ? "[]" : `${before}]`;
}
