/**
 * Does the text read: the first piece, anything, the second piece, anything, ..., the last piece? One piece alone must
 * be the whole text. Linear: a piece is taken where it first occurs, which leaves the most to those after it.
 */
export function matchesPieces(pieces: readonly string[], text: string): boolean {
  const [first = "", ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const piece of others) {
    const at = text.indexOf(piece, from);
    if (at === -1 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}
