import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import example from "../../organizations/example";
import type { Organization, OrganizationInput } from "../../src/config/organization";
import { parseOrganization } from "../../src/config/parse-organization";
import { formatProblems } from "../../src/config/problem";
import { synthesize } from "../../src/stacks/synthesize";
import { arbitraryOrganization } from "../config/arbitrary-organization";
import { brokenLimits } from "../support/aws-limits";
import { changed, temporaryFolder } from "../support/organizations";

/** Every place of the example, whose options are all on: `trail`, `trail.dataEvents[0]`, `trail.dataEvents[0].arns`, ... */
const places = placesIn(example, "");
const leaves = places.filter(({ value }) => typeof value !== "object");

/** What JSON can say, and what it cannot. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true }),
  fc.anything({ withObjectString: true, withBoxedValues: true, withSparseArray: true, withTypedArray: true }),
  fc.constantFrom(Symbol("value"), () => undefined, Number.NaN, 7n, cycle(), nested(20_000)),
);

describe("parseOrganization, of any input,", () => {
  it("yields an organization or explained problems, and never throws", () => {
    fc.assert(fc.property(anything, expectAnswer), { numRuns: 200 });
  });

  it("does so where one place of a valid organization holds anything, or has anything added", () => {
    const targets = places.flatMap(({ path, value }) => [
      path,
      ...(typeof value === "object" ? [`${path}.added`] : []),
    ]);
    fc.assert(
      fc.property(fc.constantFrom("added", ...targets), anything, (path, value) =>
        expectAnswer(changed(example, { [path]: value })),
      ),
      { numRuns: 300 },
    );
  });

  it("refuses a value of another type at its place, whichever it is", () => {
    const another = fc.constantFrom<unknown[]>(
      null,
      true,
      7,
      "text",
      7n,
      [],
      {},
      Symbol("value"),
      () => "text",
      cycle(),
    );
    for (const { path, value: right } of leaves) {
      fc.assert(
        fc.property(another, (wrong) => {
          fc.pre(typeof wrong !== typeof right);
          const result = parseOrganization(changed(example, { [path]: wrong }));
          expect(result.ok ? [] : result.problems).toContainEqual(expect.objectContaining({ path, value: wrong }));
        }),
        { numRuns: 5 },
      );
    }
  });

  it("accepts every valid organization", () => {
    fc.assert(
      fc.property(arbitraryOrganization, (input) => void accepted(input)),
      { numRuns: 200 },
    );
  });

  it("whatever it accepts synthesizes: a stack for each account that no StackSet reaches, in its own account, and nothing that AWS would refuse for its size or name", (context) => {
    const folder = temporaryFolder(context);
    let runs = 0;
    fc.assert(
      fc.property(arbitraryOrganization, (input) => {
        const organization = accepted(input);
        const outdir = join(folder, String(runs++));
        synthesize(organization, outdir);
        expect(accountsOfStacks(join(outdir, "stacks"))).toEqual(accountsOf(organization));
        expect(brokenLimitsOf(join(outdir, "stacks"))).toEqual([]);
      }),
      // Each costs as much as hundreds of descriptions that are only read; nor is there time to look for a smaller one.
      { numRuns: 5, endOnFailure: true },
    );
  });
});

function accepted(input: OrganizationInput): Organization {
  const result = parseOrganization(input);
  if (!result.ok) throw new Error(formatProblems("generated", result.problems));
  return result.organization;
}

function expectAnswer(input: unknown): void {
  const result = parseOrganization(input);
  if (result.ok) return;
  expect(result.problems).not.toEqual([]);
  // One expectation for all of them: thousands cost more than what they look at.
  const unexplained = result.problems.filter(
    ({ path, rule, remedy }) => path === "" || ![rule, remedy].every((said) => /^(?!undefined)\S/.test(said)),
  );
  expect(unexplained).toEqual([]);
  expect(formatProblems("any", result.problems)).toContain("Nothing was written");
}

function brokenLimitsOf(stacks: string): readonly string[] {
  return readdirSync(stacks).flatMap((stack) =>
    brokenLimits(JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8"))),
  );
}

/** For each stack that was written, the account its own provider is pinned to. */
function accountsOfStacks(stacks: string): Record<string, unknown> {
  return Object.fromEntries(
    readdirSync(stacks).map((stack) => {
      const { provider } = JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8"));
      const own = provider.aws.find(({ alias }: { alias: string }) => alias === stack);
      return [stack, own.allowed_account_ids];
    }),
  );
}

function accountsOf({
  accounts: { management, logArchive, security, workloads: all },
  forwarding: { stackSetFrom },
}: Organization): Record<string, unknown> {
  const workloads = all.length < stackSetFrom ? all : [];
  return {
    management: [management.id],
    "log-archive": [logArchive.id],
    ...(security && { security: [security.id] }),
    ...Object.fromEntries(workloads.map(({ name, id }) => [name, [id]])),
  };
}

interface Place {
  readonly path: string;
  readonly value: unknown;
}

function placesIn(container: object, prefix: string): readonly Place[] {
  return Object.entries(container).flatMap(([key, value]) => {
    const path = Array.isArray(container) ? `${prefix}[${key}]` : `${prefix}${prefix && "."}${key}`;
    return [{ path, value }, ...(typeof value === "object" ? placesIn(value, path) : [])];
  });
}

function cycle(): object {
  const self: Record<string, unknown> = {};
  self.self = self;
  return self;
}

function nested(levels: number): object {
  let value = {};
  for (let level = 0; level < levels; level++) value = { value };
  return value;
}
