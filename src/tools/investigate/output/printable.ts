/**
 * Characters by which a text could steer the terminal that shows it, or show itself other than it is: a caller chooses its user
 * agent freely, and it reaches the logs. Control characters, and those that turn the direction of writing.
 */
const STEERING = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\ufeff]/gu;

/** A text with such characters as JSON would write them. */
export function printable(text: string): string {
  return text.replace(STEERING, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
