import type { Organization } from "../../src/config/organization";

/**
 * What differs from one recording to the next, though nothing else does: ids and times that AWS chose. Each gets a name in
 * its own form, by the order in which it is met.
 */
const VOLATILE: readonly (readonly [form: RegExp, name: (number: number) => string])[] = [
  [
    /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
    (n) => `00000000-0000-4000-8000-${padded(n, 12)}`,
  ],
  [/\bp-[0-9a-z]{8}\b/g, (n) => `p-${padded(n, 8)}`],
  [/\bou-[0-9a-z]{4}-[0-9a-z]{8}\b/g, (n) => `ou-root-${padded(n, 8)}`],
  [/\bA(?:RO|ID|SC)A[0-9A-Z]{17}\b/g, (n) => `AROA${padded(n, 17)}`],
  [/\bterraform-\d{18,}\w*/g, (n) => `terraform-${padded(n, 26)}`],
];

/** https://www.iana.org/assignments/special-use-domain-names: resolves nowhere. */
const ENDPOINT = "https://emulator.invalid";

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, "0");
}

/** Names what is volatile; the same value gets the same name. */
export class Stable {
  private constructor(
    private readonly names: Map<string, string>,
    private readonly counts: number[],
  ) {}

  /** What the description states stays. */
  static of(organization: Organization): Stable {
    const stated = VOLATILE.flatMap(([form]) => JSON.stringify(organization).match(form) ?? []);
    return new Stable(
      new Map(stated.map((value) => [value, value])),
      VOLATILE.map(() => 0),
    );
  }

  /** One that knows the names given so far, and gives further ones apart from this. */
  fork(): Stable {
    return new Stable(new Map(this.names), [...this.counts]);
  }

  text(json: string): string {
    const named = VOLATILE.reduce(
      (text, [form, name], kind) => text.replaceAll(form, (value) => this.nameOf(value, kind, name)),
      json,
    );
    return named
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d{4})/g, "2026-01-01T00:00:00Z")
      .replaceAll(/https?:\/\/(?:127\.0\.0\.1|localhost):\d+/g, ENDPOINT);
  }

  private nameOf(value: string, kind: number, name: (number: number) => string): string {
    const known = this.names.get(value);
    if (known !== undefined) return known;
    const number = (this.counts[kind] ?? 0) + 1;
    this.counts[kind] = number;
    this.names.set(value, name(number));
    return name(number);
  }
}
