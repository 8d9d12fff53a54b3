/**
 * The grammar of JSON filter patterns, as far as AWS's pages show it; what they do not show is refused.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * Quotations are of an earlier version of it,
 * https://github.com/awsdocs/amazon-cloudwatch-logs-user-guide/blob/5ae5c9aeccbdc909d7549b9260291ce7ed2a92f3/doc_source/FilterAndPatternSyntax.md
 */

export type OrderOperator = "<" | "<=" | ">" | ">=";

/** What `=` and `!=` compare with. `400` is a number and, being alphanumeric, also a string; `10e3` only a number. */
export interface Operand {
  /** As written, with its asterisks, without quotes and escapes. */
  readonly text?: string;
  readonly number?: number;
}

/** Property names and array indexes: `$.users[0].id` is `["users", 0, "id"]`. */
export type Selector = readonly (string | number)[];

export type Expression =
  | { readonly kind: "all" | "any"; readonly of: readonly Expression[] }
  | { readonly kind: "equal" | "differ"; readonly selector: Selector; readonly operand: Operand }
  | {
      readonly kind: "order";
      readonly selector: Selector;
      readonly operator: OrderOperator;
      readonly bound: number;
    }
  | { readonly kind: "is"; readonly selector: Selector; readonly value: boolean | null }
  | { readonly kind: "absent"; readonly selector: Selector };

/** @throws Error that names the character where AWS's grammar ends, and the remedy. */
export function parseFilter(pattern: string): Expression {
  const tokens = new Tokens(pattern);
  tokens.expect("{");
  const expression = anyOf(tokens);
  tokens.expect("}");
  tokens.expectEnd();
  return expression;
}

interface Token {
  readonly kind: "symbol" | "selector" | "quoted" | "word" | "end";
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /(?<symbol>&&|\|\||!=|<=|>=|[={}()<>])|(?<selector>\$[^ =!<>&|(){}"]*)|"(?<quoted>(?:[^"\\]|\\["\\])*)"|(?<word>[\w.*+-]+)/y;

/** What looks like a pattern and is none that is documented, or none that is supported here. */
const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/^%/, "AWS takes regular expressions, this evaluator does not"],
  [/^"/, 'a quoted string ends with " and escapes only \\" and \\\\'],
  [/^!/, "AWS has no negation besides != and NOT EXISTS"],
  [/^\s/, "AWS's pages show spaces only"],
  [/^[&|]/, "write && or ||"],
];

class Tokens {
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(private readonly pattern: string) {
    this.tokens = tokenize(pattern);
  }

  peek(): Token {
    return this.tokens[this.next] ?? { kind: "end", text: "", at: this.pattern.length };
  }

  take(): Token {
    const token = this.peek();
    this.next += 1;
    return token;
  }

  /** Takes the symbol or keyword if it comes next. */
  takes(text: string): boolean {
    const token = this.peek();
    const found = (token.kind === "symbol" || token.kind === "word") && token.text === text;
    if (found) this.next += 1;
    return found;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw refusal(this.pattern, this.peek().at, `expected '${text}'`);
  }

  expectEnd(): void {
    if (this.peek().kind !== "end") throw refusal(this.pattern, this.peek().at, "nothing may follow the last }");
  }

  refuse(token: Token, why: string): Error {
    return refusal(this.pattern, token.at, why);
  }
}

function tokenize(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    if (pattern[at] === " ") {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(pattern);
    if (match === null) throw unreadable(pattern, at);
    tokens.push(tokenOf(match, at));
    at += match[0].length;
  }
  return tokens;
}

function tokenOf({ groups = {} }: RegExpExecArray, at: number): Token {
  const { symbol, selector, quoted, word = "" } = groups;
  if (symbol !== undefined) return { kind: "symbol", text: symbol, at };
  if (selector !== undefined) return { kind: "selector", text: selector, at };
  // The CDK, AWS's own, writes these two escapes:
  // https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-logs/lib/pattern.ts
  if (quoted !== undefined) return { kind: "quoted", text: quoted.replace(/\\(["\\])/g, "$1"), at };
  return { kind: "word", text: word, at };
}

function unreadable(pattern: string, at: number): Error {
  const rest = pattern.slice(at);
  const [, why = "a string of other characters than letters, digits, _ . and * needs quotes"] =
    REFUSALS.find(([start]) => start.test(rest)) ?? [];
  return refusal(pattern, at, why);
}

const refusal = (pattern: string, at: number, why: string): Error =>
  new Error(`metric filter, at character ${at + 1}, '${pattern.slice(at, at + 20)}': ${why}. In ${pattern}`);

/** "Compound expressions follow standard order of operations: () > && > ||" */
function anyOf(tokens: Tokens): Expression {
  const of = [allOf(tokens)];
  while (tokens.takes("||")) of.push(allOf(tokens));
  return combined("any", of);
}

function allOf(tokens: Tokens): Expression {
  const of = [term(tokens)];
  while (tokens.takes("&&")) of.push(term(tokens));
  return combined("all", of);
}

function combined(kind: "all" | "any", of: readonly Expression[]): Expression {
  const [first] = of;
  return of.length === 1 && first !== undefined ? first : { kind, of };
}

function term(tokens: Tokens): Expression {
  if (!tokens.takes("(")) return condition(tokens);
  const expression = anyOf(tokens);
  tokens.expect(")");
  return expression;
}

function condition(tokens: Tokens): Expression {
  const selector = selectorOf(tokens);
  const operator = tokens.take();
  if (operator.kind === "quoted") throw tokens.refuse(operator, "expected an operator, without quotes");
  switch (operator.text) {
    case "=":
      return { kind: "equal", selector, operand: operandOf(tokens) };
    case "!=":
      return { kind: "differ", selector, operand: operandOf(tokens) };
    case "<":
    case "<=":
    case ">":
    case ">=":
      return { kind: "order", selector, operator: operator.text, bound: boundOf(tokens) };
    case "IS":
      return { kind: "is", selector, value: literalOf(tokens) };
    case "NOT":
      tokens.expect("EXISTS");
      return { kind: "absent", selector };
    case "EXISTS":
      // The CDK's FilterPattern.exists() is "a readable convenience wrapper over 'field = *'":
      // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_logs.FilterPattern.html
      throw tokens.refuse(operator, "AWS documents NOT EXISTS only; write = *");
    default:
      throw tokens.refuse(operator, "expected =, !=, <, <=, >, >=, IS or NOT EXISTS, in capitals");
  }
}

/** "Property selectors are alphanumeric strings that also support '-' and '_'"; an index "must follow a property". */
function selectorOf(tokens: Tokens): Selector {
  const token = tokens.take();
  if (token.kind !== "selector") throw tokens.refuse(token, "expected a property selector: $.name");
  if (!/^\$(\.[A-Za-z0-9_-]+(\[\d+\])*)+$/.test(token.text)) {
    throw tokens.refuse(token, "a selector reads $.name, $.name.name or $.name[0]; others are not supported here");
  }
  return Array.from(token.text.matchAll(/\.([A-Za-z0-9_-]+)|\[(\d+)\]/g), ([, name, index]) => name ?? Number(index));
}

const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/;
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ["NULL", null],
  ["TRUE", true],
  ["FALSE", false],
]);

function operandOf(tokens: Tokens): Operand {
  const token = tokens.take();
  if (token.kind === "quoted") return { text: token.text };
  if (token.kind !== "word") throw tokens.refuse(token, "expected a string or a number");
  if (LITERALS.has(token.text)) throw tokens.refuse(token, `write IS ${token.text}, or quote the string`);
  const text = /^[\w.*]+$/.test(token.text) ? token.text : undefined;
  if (NUMBER.test(token.text)) {
    // "Strings containing scientific notation are not supported."
    return token.text.includes("e") ? { number: Number(token.text) } : { text, number: Number(token.text) };
  }
  if (text === undefined) throw tokens.refuse(token, "a string with + or - needs quotes");
  return { text };
}

function boundOf(tokens: Tokens): number {
  const token = tokens.take();
  if (token.kind !== "word" || !NUMBER.test(token.text)) throw tokens.refuse(token, "expected a number");
  return Number(token.text);
}

function literalOf(tokens: Tokens): boolean | null {
  const token = tokens.take();
  const value = token.kind === "word" ? LITERALS.get(token.text) : undefined;
  if (value === undefined) throw tokens.refuse(token, "AWS documents IS NULL, IS TRUE and IS FALSE only");
  return value;
}
