/**
 * The simulator compares ARNs a character at a time with localeCompare and options, which makes a collator each time:
 * half of its time. A text equals itself in every locale, so that case is answered at once, and as before.
 */
const localeCompare = String.prototype.localeCompare;

String.prototype.localeCompare = function (this: string, that, ...rest: [(string | string[])?, Intl.CollatorOptions?]) {
  return String(this) === that ? 0 : localeCompare.call(this, that, ...rest);
};
