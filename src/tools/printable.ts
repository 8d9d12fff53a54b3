/**
 * Characters by which a text could steer the terminal that shows it, or show itself other than it is: a caller chooses its user
 * agent freely, and whoever copies logs their files' names. Control characters, characters that are not seen, such as those that
 * turn the direction of writing, and separators of lines and paragraphs.
 */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text with such characters as JSON would write them. */
export function printable(text: string): string {
  return text.replace(STEERING, (sign) => sign.split("").map(escaped).join(""));
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
