import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { readKeys } from "../../../src/tools/verify/offline/keys";
import { readSignatures } from "../../../src/tools/verify/offline/signatures";
import { verifyFolder } from "../../../src/tools/verify/offline/verify-folder";
import {
  headObject,
  listPublicKeys,
  SignedChain,
  SigningKey,
  writeObjects,
} from "../../support/cloudtrail/signed-archive";

const SCRATCH = mkdtempSync(join(tmpdir(), "org-audit-trail-verify-"));
const CLEAN = join(SCRATCH, "clean");
const CHANGED = join(SCRATCH, "changed");
afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

const KEY = new SigningKey();
const CHAINS = ["111122223333", "444455556666"].map((accountId) => {
  const chain = new SignedChain({ key: KEY, accountId });
  return Array.from({ length: 4 }, (_, hour) => chain.hour([`{"Records":["${accountId}",${hour}]}`, "{}"])).flat();
});
const OBJECTS = CHAINS.flat();
for (const folder of [CLEAN, CHANGED]) writeObjects(folder, OBJECTS);

const { keys } = readKeys(listPublicKeys(KEY));
const signatures = CHAINS.flatMap((chain) => readSignatures(chain.slice(-1).map(headObject).join(""), "f").signatures);

const pathIn = (folder: string, index: number) => join(folder, OBJECTS[index]?.key ?? "");

/** What may be done to one file, or to it and another one. */
const CHANGES: Readonly<Record<string, (path: string, other: string, number: number) => void>> = {
  remove: (path) => rmSync(path),
  "remove both": (path, other) => {
    for (const one of new Set([path, other])) rmSync(one);
  },
  "change a byte": (path, _, number) => {
    const body = readFileSync(path);
    body[number % body.length] = number >> 8;
    writeFileSync(path, body);
  },
  truncate: (path, _, number) => {
    const body = readFileSync(path);
    writeFileSync(path, body.subarray(0, number % body.length));
  },
  append: (path, _, number) => writeFileSync(path, Buffer.from([number]), { flag: "a" }),
  overwrite: (path, other) => {
    if (path !== other) cpSync(other, path);
  },
  exchange: (path, other) => {
    if (path === other) return;
    renameSync(path, join(CHANGED, "aside"));
    renameSync(other, path);
    renameSync(join(CHANGED, "aside"), other);
  },
};

/** A header's unused bytes, or a file exchanged for one that says the same, change nothing that is proven. */
function saysTheSame(): boolean {
  return OBJECTS.every((_, index) => {
    try {
      const [one, other] = [CLEAN, CHANGED].map((folder) => gunzipSync(readFileSync(pathIn(folder, index))));
      return one !== undefined && other !== undefined && one.equals(other);
    } catch {
      return false;
    }
  });
}

it("any change of any file is a finding, unless every file says the same as before", async () => {
  const file = fc.nat(OBJECTS.length - 1);
  const touched: number[] = [];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(CHANGES)),
      file,
      file,
      fc.nat(65_535),
      async (what, one, two, n) => {
        for (const index of touched.splice(0)) cpSync(pathIn(CLEAN, index), pathIn(CHANGED, index));
        touched.push(one, two);
        CHANGES[what]?.(pathIn(CHANGED, one), pathIn(CHANGED, two), n);
        const given = { folder: CHANGED, range: {}, keys, signatures, threads: 1, onProgress: () => {} };
        const { findings } = await verifyFolder(given);
        // Appended zeros are no part of what a file says, and are found all the same.
        if (what !== "append") expect(findings.length === 0).toBe(saysTheSame());
        else expect(findings.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 100 },
  );
});
