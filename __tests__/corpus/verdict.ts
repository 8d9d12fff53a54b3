import type { Case } from "./case";
import { BaseFixture, type Recording } from "./fixture";

/** Of a finding of the review, as much as decides a case. */
export interface Found {
  readonly check: string;
  readonly address?: string;
  readonly what: string;
}

/** The check that stands for a plan which the review refuses to read: nothing is applied that was not judged. */
export const REFUSED = "refused";

/** What the review says of a recorded plan. */
export type Review = (recording: Recording, one: Case) => readonly Found[];

export interface Verdict {
  readonly case: Case;
  readonly findings: readonly Found[];
  /** Findings that are about what the case is about: of a dangerous one those at its place, of a harmless one all. */
  readonly telling: readonly Found[];
  readonly right: boolean;
}

const BASES = new Map<string, BaseFixture>();

export function baseOf({ organization, stack }: Pick<Case, "organization" | "stack">): BaseFixture {
  const key = `${organization}/${stack}`;
  const base = BASES.get(key) ?? BaseFixture.read(organization, stack);
  if (base === undefined) throw new Error(`the stack ${key} was never recorded: npm run corpus`);
  BASES.set(key, base);
  return base;
}

/** On the plan as it was recorded. */
export function verdictOn(one: Case, review: Review): Verdict {
  return verdictOf(one, baseOf(one).readCase(one.id), review);
}

export function verdictOf(one: Case, recording: Recording, review: Review): Verdict {
  const findings = review(recording, one);
  if (one.expected === "harmless") return { case: one, findings, telling: findings, right: findings.length === 0 };
  const addresses = addressesOf(one.at, [recording, baseOf(one).recording]);
  // A plan that is refused is not applied, whatever it is about.
  const telling = findings.filter((found) => one.at.length === 0 || found.check === REFUSED || at(addresses)(found));
  return { case: one, findings, telling, right: telling.length > 0 };
}

/** Whether a finding is about one of the addresses, or about an instance of one. */
function at(addresses: readonly string[]) {
  return ({ address = "" }: Found) => addresses.includes(address.replace(/\[.*$/, ""));
}

/** State addresses of construct paths, before and after the case. */
export function addressesOf(paths: readonly string[], recordings: readonly Recording[]): readonly string[] {
  return recordings.flatMap(({ stack }) => {
    const types = Object.entries((stack.resource ?? {}) as Readonly<Record<string, Readonly<Record<string, Block>>>>);
    return types.flatMap(([type, blocks]) =>
      Object.entries(blocks)
        .filter(([name, block]) => paths.includes(pathOf(name, block)))
        .map(([name]) => `${type}.${name}`),
    );
  });
}

interface Block {
  readonly "//"?: { readonly metadata: { readonly path: string } };
}

/** Construct path within the stack; what a case added has none, and is named by its name. */
function pathOf(name: string, block: Block): string {
  return block["//"]?.metadata.path.replace(/^[^/]*\//, "") ?? name;
}
