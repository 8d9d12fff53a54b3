import { distance } from "fastest-levenshtein";

/** So many known words fit a remedy. */
const LISTED = 20;

/** What to do about a word that nobody knows: the closest one that is known, or all of them. */
export function suggestion(word: string, known: readonly string[]): string {
  const [closest] = known
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits);
  if (closest !== undefined && closest.edits <= Math.max(2, word.length / 3)) {
    return `did you mean \`${closest.candidate}\`?`;
  }
  return known.length > LISTED ? "delete it" : `delete it; known here: ${known.join(", ")}`;
}
