import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import { roleBoundary } from "../../src/policies/deployer/role-boundary";
import { emittedPolicies } from "../support/emitted-policies";
import { askflorence, example, exampleWithStackSet, synthesized, undeployed } from "../support/synthesized";

const SRC = resolve(__dirname, "../../src");

/** A Sid as a source file writes it: whole, or, where each day has a statement of its own, its beginning. */
interface WrittenSid {
  readonly file: string;
  readonly sid: string;
}

const LITERAL = /"((?:Rcp)?(?:Allow|Deny)[A-Z]\w*)"|\b[Ss]id: "(\w+)"|`((?:Allow|Deny)\w+)\$\{/g;

/**
 * These name statements too, as what they count on: the catalogue of attacks says on its own what must stop each, and the
 * frameworks what serves a requirement.
 */
const NAMES_THEM = /^(threats|controls)\//;

const WRITTEN: readonly WrittenSid[] = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !NAMES_THEM.test(file))
  .flatMap((file) =>
    [...readFileSync(join(SRC, file), "utf8").matchAll(LITERAL)].map(([, said, named, begun]) => ({
      file: `src/${file}`,
      sid: said ?? named ?? begun ?? "",
    })),
  );

const EMITTED: ReadonlySet<string> = new Set(
  [askflorence, example, exampleWithStackSet, undeployed]
    .flatMap((organization) => [
      ...[...synthesized(organization).values()].flatMap((stack) => emittedPolicies(stack)),
      // What bounds the stacks' roles names what a key's policy gives them, too.
      { document: roleBoundary(namesOf(organization), organization.accounts.logArchive.id) },
    ])
    .flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid)),
);

/** What `npx org-trail` prints for people to attach: no Terraform of ours does. */
const PRINTED = /^src\/(policies\/deployer|tools)\//;

const isWritten = (sid: string): boolean => WRITTEN.some((written) => covers(written.sid, sid));
const isEmitted = (sid: string): boolean => [...EMITTED].some((emitted) => covers(sid, emitted));
/** `DenyAuditorsFrom` is the beginning of `DenyAuditorsFrom20270701`. */
const covers = (written: string, sid: string): boolean =>
  sid === written || (sid.startsWith(written) && /^\d{8}$/.test(sid.slice(written.length)));

describe("a statement stands in one place", () => {
  it("has its Sid in one source file, so that grep leads to it", () => {
    const files = (sid: string) => [...new Set(WRITTEN.filter((one) => one.sid === sid).map(({ file }) => file))];
    const twice = [...new Set(WRITTEN.map(({ sid }) => sid))]
      .filter((sid) => files(sid).length > 1)
      .map((sid) => `${sid} stands in ${files(sid).join(" and ")}: give one of them a Sid of its own`);
    expect(twice).toEqual([]);
  });

  it("has its Sid written out, not put together", () => {
    const computed = [...EMITTED]
      .filter((sid) => !isWritten(sid))
      .map((sid) => `${sid} is emitted, and no source file says it: write the Sid as one literal`);
    expect(computed).toEqual([]);
  });

  it("is attached to something, in one description at least", () => {
    const loose = WRITTEN.filter(({ file, sid }) => !PRINTED.test(file) && !isEmitted(sid)).map(
      ({ file, sid }) => `${sid} of ${file} is attached to nothing: list it in a policy, or let a description need it`,
    );
    expect(loose).toEqual([]);
  });
});
