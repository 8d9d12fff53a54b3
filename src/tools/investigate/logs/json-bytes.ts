/**
 * Finds its way in the bytes of JSON without parsing them: what is cut out stays exactly as CloudTrail wrote it, numbers of any
 * length included. Whether it is JSON at all, DuckDB says when it reads it.
 */

/** From the first byte up to, not including, the other. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Member extends Range {
  readonly key: string;
}

export class NoJson extends Error {}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function skipSpace(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(bytes[at])) at++;
  return at;
}

/** Values beside each other at the top, as JSON Lines have them. */
export function topValues(bytes: Buffer): readonly Range[] {
  const values: Range[] = [];
  let at = skipSpace(bytes, 0, bytes.length);
  while (at < bytes.length) {
    const end = endOfValue(bytes, at, bytes.length);
    values.push({ start: at, end });
    at = skipSpace(bytes, end, bytes.length);
  }
  return values;
}

/** What stands in a list. */
export function elements(bytes: Buffer, { start, end }: Range): readonly Range[] {
  if (bytes[start] !== OPEN_LIST) throw new NoJson("a list was expected");
  const found: Range[] = [];
  let at = skipSpace(bytes, start + 1, end);
  while (at < end && bytes[at] !== CLOSE_LIST) {
    const stop = endOfValue(bytes, at, end);
    found.push({ start: at, end: stop });
    at = skipSpace(bytes, stop, end);
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1, end);
    else if (bytes[at] !== CLOSE_LIST) throw new NoJson(`a comma or ] was expected at byte ${at}`);
  }
  return found;
}

/** What stands in an object, by its keys. */
export function members(bytes: Buffer, { start, end }: Range): readonly Member[] {
  if (bytes[start] !== OPEN_OBJECT) throw new NoJson("an object was expected");
  const found: Member[] = [];
  let at = skipSpace(bytes, start + 1, end);
  while (at < end && bytes[at] !== CLOSE_OBJECT) {
    const keyEnd = endOfValue(bytes, at, end);
    const key = keyOf(bytes.toString("utf8", at, keyEnd), at);
    at = skipSpace(bytes, keyEnd, end);
    if (bytes[at] !== COLON) throw new NoJson(`a colon was expected at byte ${at}`);
    at = skipSpace(bytes, at + 1, end);
    const stop = endOfValue(bytes, at, end);
    found.push({ key, start: at, end: stop });
    at = skipSpace(bytes, stop, end);
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1, end);
    else if (bytes[at] !== CLOSE_OBJECT) throw new NoJson(`a comma or } was expected at byte ${at}`);
  }
  return found;
}

function keyOf(text: string, at: number): string {
  try {
    const key: unknown = JSON.parse(text);
    if (typeof key === "string") return key;
  } catch {}
  throw new NoJson(`a key was expected at byte ${at}`);
}

function endOfValue(bytes: Buffer, start: number, end: number): number {
  const first = bytes[start];
  if (first === QUOTE) return endOfText(bytes, start, end);
  if (first === OPEN_LIST || first === OPEN_OBJECT) return endOfNested(bytes, start, end);
  let at = start;
  while (at < end && !isSpace(bytes[at]) && !isSign(bytes[at])) at++;
  if (at === start) throw new NoJson(`a value was expected at byte ${at}`);
  return at;
}

function isSign(byte: number | undefined): boolean {
  return byte === COMMA || byte === COLON || byte === CLOSE_LIST || byte === CLOSE_OBJECT;
}

function endOfText(bytes: Buffer, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  throw new NoJson("it ends inside a text");
}

function endOfNested(bytes: Buffer, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at, end) - 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
    else if ((byte === CLOSE_LIST || byte === CLOSE_OBJECT) && --depth === 0) return at + 1;
  }
  throw new NoJson("it ends inside a list or an object");
}
