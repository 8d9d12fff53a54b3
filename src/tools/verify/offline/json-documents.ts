/**
 * The JSON documents of a text: one, or several one behind the other, as `aws ... >> file` leaves them. The AWS command
 * line ends each with a brace at the beginning of a line.
 *
 * @throws SyntaxError where one is none
 */
export function jsonDocuments(text: string): readonly unknown[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/(?<=^\})\r?\n/m)
    .filter((part) => part.trim() !== "")
    .map((part) => JSON.parse(part) as unknown);
}
