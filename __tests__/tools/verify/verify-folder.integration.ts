import { cpSync, linkSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readKeys } from "../../../src/tools/verify/offline/keys";
import type { Range } from "../../../src/tools/verify/offline/range";
import { readSignatures } from "../../../src/tools/verify/offline/signatures";
import { verifyFolder } from "../../../src/tools/verify/offline/verify-folder";
import {
  type ChainOptions,
  type Delivered,
  headObject,
  listPublicKeys,
  SignedChain,
  SigningKey,
  writeObjects,
} from "../../support/cloudtrail/signed-archive";

const KEY = new SigningKey();
const FOREIGN_KEY = new SigningKey();
const SCRATCH = mkdtempSync(join(tmpdir(), "org-audit-trail-verify-"));
const HOURS = 8;

/** Eight hours of an account: three log files in each but one, which has none. */
function hoursOf(options: Partial<ChainOptions> = {}) {
  const chain = new SignedChain({ key: KEY, ...options });
  const { accountId = "111122223333" } = options;
  const hours = Array.from({ length: HOURS }, (_, hour) =>
    chain.hour(hour === 5 ? [] : [0, 1, 2].map((file) => `{"Records":[{"eventID":"${accountId}-${hour}-${file}"}]}`)),
  );
  return { chain, hours };
}

const { chain: CHAIN, hours: FIRST } = hoursOf();
const { hours: SECOND } = hoursOf({ accountId: "444455556666" });
const CLEAN = join(SCRATCH, "clean");

beforeAll(() => writeObjects(CLEAN, [...FIRST, ...SECOND].flat()));
afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

const at = <T>(list: readonly T[], index: number): T => {
  const item = list.at(index);
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
};
const digestOf = (hour: number) => at(at(FIRST, hour), -1);
const logOf = (hour: number, file = 0) => at(at(FIRST, hour), file);
const NEWEST = [at(at(FIRST, -1), -1), at(at(SECOND, -1), -1)];

interface Given {
  readonly signatures?: readonly Delivered[];
  readonly keys?: string;
  readonly range?: Range;
  readonly bucket?: string;
  readonly threads?: number;
}

async function verify(folder: string, { signatures = NEWEST, keys = listPublicKeys(KEY), range = {}, ...rest }: Given) {
  const saved = signatures.flatMap((one) => readSignatures(headObject(one), "signature.json").signatures);
  const read = readKeys(keys);
  expect(read.problems).toEqual([]);
  return verifyFolder({ folder, range, keys: read.keys, signatures: saved, threads: 2, onProgress: () => {}, ...rest });
}

const found = ({ findings }: Awaited<ReturnType<typeof verify>>) =>
  findings.flatMap(({ kind, told }) => told.map(({ file }) => [kind, file]));

/** A copy of the clean archive of its own. */
let copies = 0;
function copy(): string {
  copies += 1;
  const folder = join(SCRATCH, `copy-${copies}`);
  cpSync(CLEAN, folder, { recursive: true });
  return folder;
}

describe("a clean copy", () => {
  it("has no finding, and every digest and log file is proven", async () => {
    const outcome = await verify(CLEAN, {});
    expect(found(outcome)).toEqual([]);
    expect(
      outcome.chains.map(({ digests, provenDigests, provenLogFiles }) => [digests, provenDigests, provenLogFiles]),
    ).toEqual([
      [HOURS, HOURS, 21],
      [HOURS, HOURS, 21],
    ]);
    expect(outcome.place).toEqual({ bucket: "acme-org-cloudtrail-logs", keyPrefix: "", pathPrefix: "" });
  });

  it.each([
    ["below folders of the user's own", (folder: string) => ["copies/2026", folder] as const],
    ["of what lies below AWSLogs/", (folder: string) => ["", join(folder, "AWSLogs")] as const],
  ])("is the same %s", async (_, where) => {
    const [below, from] = where(CLEAN);
    copies += 1;
    const folder = join(SCRATCH, `copy-${copies}`);
    cpSync(from, join(folder, below), { recursive: true });
    expect(found(await verify(folder, {}))).toEqual([]);
  });

  it("is the same where the trail has an S3 prefix that the copy lacks", async () => {
    const { hours } = hoursOf({ prefix: "audit/trail" });
    const folder = join(SCRATCH, "prefixed");
    writeObjects(folder, hours.flat());
    const outcome = await verify(join(folder, "audit"), { signatures: [at(at(hours, -1), -1)] });
    expect(found(outcome)).toEqual([]);
    expect(outcome.place.keyPrefix).toBe("audit/");
  });

  it("takes keys as version 1 of the AWS command line prints them, and answers one behind the other", async () => {
    const keys = [{ PublicKeyList: [FOREIGN_KEY.entry] }, { PublicKeyList: [KEY.entry] }]
      .map((one) => `${JSON.stringify(one, null, 4)}\n`)
      .join("");
    expect(found(await verify(CLEAN, { keys }))).toEqual([]);
  });

  it("may have log files that are newer than the newest digest: they are told apart", async () => {
    const folder = copy();
    writeObjects(folder, [CHAIN.log("{}")]);
    const outcome = await verify(folder, {});
    expect(found(outcome)).toEqual([]);
    expect(outcome.notes.told.map(({ text }) => text)).toContainEqual(
      expect.stringContaining("1 log file later than the newest digest"),
    );
  });

  it("may begin below the account's own id, from before the trail was the organization's", async () => {
    const chain = new SignedChain({ key: KEY, organizationId: "" });
    const before = chain.hour(["{}"]);
    chain.moveTo("o-exampleorgid");
    const after = chain.hour(["{}"]);
    const folder = join(SCRATCH, "became-organizations");
    writeObjects(folder, [...before, ...after]);
    const outcome = await verify(folder, { signatures: [at(after, -1)] });
    expect(found(outcome)).toEqual([]);
    expect(outcome.chains).toMatchObject([{ provenDigests: 2, provenLogFiles: 2 }]);
  });

  it("may lie beside a second copy of itself, whose digests prove nothing", async () => {
    const folder = copy();
    cpSync(CLEAN, join(folder, "second"), { recursive: true });
    const outcome = await verify(folder, {});
    expect(new Set(found(outcome).map(([kind]) => kind))).toEqual(new Set(["log-file-unproven", "digest-moved"]));
    expect(outcome.chains.map(({ provenLogFiles }) => provenLogFiles)).toEqual([21, 21]);
  });

  it("may have backfill digests, which are a chain of their own", async () => {
    const folder = copy();
    const chain = new SignedChain({ key: KEY });
    const logs = Array.from({ length: 5 }, () => chain.log("late"));
    const file = at(logs, -1);
    const [one, other] = [chain.digest([file], {}, "_backfill"), chain.digest([], {}, "_backfill")];
    writeObjects(folder, [file, one, other]);
    expect(found(await verify(folder, { signatures: [...NEWEST, other] }))).toEqual([]);
  });
});

describe("an attack", () => {
  const rewrite = (folder: string, { key }: Delivered, change: (content: string) => string | Buffer) => {
    const path = join(folder, key);
    const changed = change(gunzipSync(readFileSync(path)).toString("utf8"));
    writeFileSync(path, typeof changed === "string" ? gzipSync(changed) : changed);
  };
  const remove = (folder: string, ...objects: readonly Delivered[]) => {
    for (const { key } of objects) rmSync(join(folder, key));
  };
  const swap = (folder: string, one: string, other: string) => {
    renameSync(join(folder, one), join(folder, "swapped"));
    renameSync(join(folder, other), join(folder, one));
    renameSync(join(folder, "swapped"), join(folder, other));
  };

  const ATTACKS: readonly (readonly [string, (folder: string) => unknown, readonly (readonly [string, string])[]])[] = [
    [
      "a changed byte of a log file",
      (folder) => rewrite(folder, logOf(2), (content) => content.replace("eventID", "eventId")),
      [["log-file-altered", logOf(2).key]],
    ],
    [
      "a changed byte of a compressed log file",
      (folder) => {
        const path = join(folder, logOf(2).key);
        const body = readFileSync(path);
        body[body.length - 6] = (body.at(-6) ?? 0) ^ 1;
        writeFileSync(path, body);
      },
      [["log-file-altered", logOf(2).key]],
    ],
    [
      "records appended as a gzip stream of their own",
      (folder) => writeFileSync(join(folder, logOf(2).key), Buffer.concat([logOf(2).body, gzipSync("{}")])),
      [["log-file-altered", logOf(2).key]],
    ],
    [
      "bytes behind a log file's gzip stream",
      (folder) => writeFileSync(join(folder, logOf(2).key), Buffer.concat([logOf(2).body, Buffer.alloc(9)])),
      [["log-file-altered", logOf(2).key]],
    ],
    ["a removed log file", (folder) => remove(folder, logOf(3, 1)), [["log-file-missing", logOf(3, 1).key]]],
    [
      "a truncated log file",
      (folder) => writeFileSync(join(folder, logOf(2).key), logOf(2).body.subarray(0, -9)),
      [["log-file-altered", logOf(2).key]],
    ],
    [
      "an emptied log file",
      (folder) => writeFileSync(join(folder, logOf(2).key), ""),
      [["log-file-altered", logOf(2).key]],
    ],
    [
      "two log files that changed places",
      (folder) => swap(folder, logOf(1).key, logOf(2).key),
      [
        ["log-file-altered", logOf(1).key],
        ["log-file-altered", logOf(2).key],
      ],
    ],
    [
      "a log file that CloudTrail did not deliver",
      (folder) => cpSync(join(folder, logOf(2).key), join(folder, logOf(2).key.replace(/x+\d+/, "y".repeat(16)))),
      [["log-file-unproven", logOf(2).key.replace(/x+\d+/, "y".repeat(16))]],
    ],
    [
      "a renamed log file",
      (folder) => renameSync(join(folder, logOf(2).key), join(folder, `${dirname(logOf(2).key)}/renamed.json.gz`)),
      [
        ["log-file-missing", logOf(2).key],
        ["unknown-file", `${dirname(logOf(2).key)}/renamed.json.gz`],
      ],
    ],
    [
      "a changed byte of a digest",
      (folder) => rewrite(folder, digestOf(4), (content) => content.replace("{", "{ ")),
      [["digest-altered", digestOf(4).key]],
    ],
    [
      "a digest without one of its log files, which is gone too",
      (folder) => {
        rewrite(folder, digestOf(4), (content) => {
          const digest = JSON.parse(content);
          return JSON.stringify({ ...digest, logFiles: digest.logFiles.slice(1) });
        });
        remove(folder, logOf(4));
      },
      [["digest-altered", digestOf(4).key]],
    ],
    [
      "a removed digest",
      (folder) => remove(folder, digestOf(4)),
      [
        ...[0, 1, 2].map((file) => ["log-file-unproven", logOf(4, file).key] as const),
        ["digest-missing", digestOf(4).key],
        ["digest-unsigned", digestOf(3).key],
      ],
    ],
    [
      "two adjacent digests removed with their log files",
      (folder) => remove(folder, ...at(FIRST, 3), ...at(FIRST, 4)),
      [
        ["digest-missing", digestOf(4).key],
        ["digest-unsigned", digestOf(2).key],
      ],
    ],
    [
      "the newest digests removed with their log files",
      (folder) => remove(folder, ...at(FIRST, 7), ...at(FIRST, 6)),
      [
        ["digest-unsigned", digestOf(5).key],
        ["signature-without-digest", "signature.json"],
      ],
    ],
    [
      "the first digests removed with their log files",
      (folder) => remove(folder, ...at(FIRST, 0), ...at(FIRST, 1)),
      [["digest-missing", digestOf(1).key]],
    ],
    [
      "two digests that changed places",
      (folder) => swap(folder, digestOf(3).key, digestOf(4).key),
      [
        ...[3, 4].flatMap((hour) => [0, 1, 2].map((file) => ["log-file-unproven", logOf(hour, file).key] as const)),
        ["digest-moved", digestOf(3).key],
        ["digest-moved", digestOf(4).key],
        ["digest-unsigned", digestOf(2).key],
      ],
    ],
    [
      "a digest signed with another key",
      (folder) => {
        const forged = new SignedChain({ key: FOREIGN_KEY, start: "2026-11-20T04:04:31Z" });
        writeObjects(folder, [forged.digest([])]);
      },
      [
        ...[0, 1, 2].map((file) => ["log-file-unproven", logOf(4, file).key] as const),
        ["digest-altered", digestOf(4).key],
        ["digest-unsigned", digestOf(3).key],
      ],
    ],
    [
      "a digest whose signature is of another algorithm",
      (folder) => rewrite(folder, digestOf(4), (content) => content.replace("SHA256withRSA", "MD5withRSA")),
      [
        ...[0, 1, 2].map((file) => ["log-file-unproven", logOf(4, file).key] as const),
        ["digest-algorithm", digestOf(4).key],
        ["digest-unsigned", digestOf(3).key],
      ],
    ],
    [
      "a digest put between two others",
      (folder) => {
        const forged = new SignedChain({ key: FOREIGN_KEY, start: "2026-11-20T04:30:00Z" });
        writeObjects(folder, [forged.digest([])]);
      },
      [
        [
          "digest-not-in-chain",
          "AWSLogs/o-exampleorgid/111122223333/CloudTrail-Digest/eu-central-1/2026/11/20/111122223333_CloudTrail-Digest_eu-central-1_acme-org-trail_eu-central-1_20261120T053000Z.json.gz",
        ],
      ],
    ],
    [
      "a digest that is no JSON",
      (folder) => rewrite(folder, digestOf(0), () => "no JSON"),
      [
        ...[0, 1, 2].map((file) => ["log-file-unproven", logOf(0, file).key] as const),
        ["digest-unreadable", digestOf(0).key],
      ],
    ],
    [
      "a digest without its list of log files",
      (folder) =>
        rewrite(folder, digestOf(0), (content) => JSON.stringify({ ...JSON.parse(content), logFiles: undefined })),
      [
        ...[0, 1, 2].map((file) => ["log-file-unproven", logOf(0, file).key] as const),
        ["digest-unreadable", digestOf(0).key],
      ],
    ],
    [
      "a digest that unfolds to more than memory",
      (folder) => rewrite(folder, digestOf(5), () => gzipSync(Buffer.alloc(80 * 2 ** 20))),
      [
        ["digest-unreadable", digestOf(5).key],
        ["digest-unsigned", digestOf(4).key],
      ],
    ],
    [
      "an account's folders under another account's name",
      (folder) => {
        const other = join(folder, "AWSLogs/o-exampleorgid/444455556666");
        rmSync(other, { recursive: true });
        cpSync(join(folder, "AWSLogs/o-exampleorgid/111122223333"), other, { recursive: true });
      },
      [
        ["log-file-unproven", "444455556666 eu-central-1 CloudTrail"],
        ...FIRST.map(
          (_, hour) => ["digest-moved", digestOf(hour).key.replace("/111122223333/", "/444455556666/")] as const,
        ),
        ["signature-without-digest", "signature.json"],
      ],
    ],
    [
      "a log file replaced by a link to the same bytes",
      (folder) => {
        const path = join(folder, logOf(2).key);
        renameSync(path, join(folder, "elsewhere"));
        symlinkSync(join(folder, "elsewhere"), path);
      },
      [
        ["log-file-altered", logOf(2).key],
        ["not-a-file", logOf(2).key],
      ],
    ],
    [
      "a folder replaced by a link",
      (folder) => {
        const path = join(folder, "AWSLogs/o-exampleorgid/111122223333/CloudTrail");
        renameSync(path, join(folder, "elsewhere"));
        symlinkSync(join(folder, "elsewhere"), path);
      },
      [
        ...FIRST.flatMap((hour) => hour.slice(0, -1).map(({ key }) => ["log-file-altered", key] as const)),
        ["not-a-file", "AWSLogs/o-exampleorgid/111122223333/CloudTrail"],
      ],
    ],
  ];

  it.each(ATTACKS)("is found: %s", async (_, attack, expected) => {
    const folder = copy();
    attack(folder);
    const outcome = await verify(folder, {});
    expect(found(outcome)).toEqual(expected.map((one) => [...one]));
  });

  it("is found where a signature is not by the key: of a digest whose hash is stated rightly", async () => {
    const chain = new SignedChain({ key: KEY });
    const older = chain.hour(["{}"]);
    const newer = chain.hour(["{}"], { previousDigestSignature: KEY.sign("something else") });
    const folder = join(SCRATCH, "not-signed");
    writeObjects(folder, [...older, ...newer]);
    const outcome = await verify(folder, { signatures: [at(newer, -1)] });
    expect(found(outcome)).toEqual([["digest-signature-invalid", at(older, -1).key]]);
  });

  it("is found where the newest digest is another than the one whose signature was saved, though as long", async () => {
    const folder = copy();
    const newest = digestOf(HOURS - 1);
    rewrite(folder, newest, (content) => content.replace(/"hashValue":"./, '"hashValue":"g'));
    const body = readFileSync(join(folder, newest.key));
    const outcome = await verify(folder, { signatures: [{ ...newest, body }, at(NEWEST, 1)] });
    expect(found(outcome)).toEqual([
      ["log-file-altered", logOf(HOURS - 1).key],
      ["digest-unsigned", newest.key],
      ["signature-without-digest", "signature.json"],
    ]);
  });

  it("says how many digests a gap had, though only one is named", async () => {
    const folder = copy();
    remove(folder, ...at(FIRST, 3), ...at(FIRST, 4));
    const { findings } = await verify(folder, {});
    expect(findings[0]?.told[0]?.value).toBe(
      "no such file; nothing proves what was delivered from 2026-11-20T03:04:31Z to 2026-11-20T05:04:31Z, about 2 digests",
    );
  });

  it.each([
    ["../../../../../../../../etc/passwd"],
    ["AWSLogs/o-exampleorgid/111122223333/CloudTrail/eu-central-1/../../../../../outside.json.gz"],
    ["/etc/passwd"],
    ["AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-central-1/2026/11/20/other.json.gz"],
    ["AWSLogs/o-exampleorgid/111122223333/CloudTrail/us-east-1/2026/11/20/other.json.gz"],
  ])("never leads out of the account's own logs: %s", async (s3Object) => {
    const chain = new SignedChain({ key: KEY });
    const named = { s3Bucket: chain.bucket, s3Object, hashValue: "0".repeat(64), hashAlgorithm: "SHA-256" };
    const objects = [...chain.hour(["{}"]), ...chain.hour([], { logFiles: [named] })];
    const folder = mkdtempSync(join(SCRATCH, "names-"));
    writeObjects(folder, objects);
    const outcome = await verify(folder, { signatures: [at(objects, -1)] });
    expect(found(outcome)).toEqual([["log-file-elsewhere", at(objects, -1).key]]);
  });

  it("is seen by the name of the bucket: another organization's chain is as well signed as ours", async () => {
    const outcome = await verify(CLEAN, { bucket: "our-own-bucket" });
    expect(new Set(found(outcome).map(([kind]) => kind))).toContain("digest-moved");
  });
});

describe("what cannot be proven", () => {
  it("is the newest digest without its signature", async () => {
    const outcome = await verify(CLEAN, { signatures: [] });
    expect(found(outcome)).toEqual(NEWEST.map(({ key }) => ["digest-unsigned", key]));
    expect(outcome.chains.map(({ unprovenLogFiles }) => unprovenLogFiles)).toEqual([3, 3]);
  });

  it("is nothing where the range ends before the newest digest begins", async () => {
    expect(found(await verify(CLEAN, { signatures: [], range: { to: "2026-11-20T07:00:00Z" } }))).toEqual([]);
  });

  it("is what lies before the range's first digest, and is not asked for", async () => {
    const folder = copy();
    for (const { key } of [...at(FIRST, 0), ...at(FIRST, 1)]) rmSync(join(folder, key));
    expect(found(await verify(folder, { range: { from: "2026-11-20T03:00:00Z" } }))).toEqual([]);
  });

  it("is a range that goes on after the newest digest", async () => {
    const outcome = await verify(CLEAN, { range: { to: "2026-11-21T00:00:00Z" } });
    expect(new Set(found(outcome).map(([kind]) => kind))).toEqual(new Set(["range-not-covered"]));
  });

  it("is the time in which the trail stood still", async () => {
    const chain = new SignedChain({ key: KEY });
    const before = chain.hour(["{}"]);
    chain.stop(3);
    const after = chain.hour(["{}"]);
    const folder = join(SCRATCH, "stopped");
    writeObjects(folder, [...before, ...after]);
    const outcome = await verify(folder, { signatures: [at(before, -1), at(after, -1)] });
    expect(found(outcome)).toEqual([["chain-interrupted", at(after, -1).key]]);
    const without = await verify(folder, { signatures: [at(after, -1)] });
    expect(found(without)).toEqual([
      ["chain-interrupted", at(after, -1).key],
      ["digest-unsigned", at(before, -1).key],
    ]);
  });

  it("is a chain that ends while another goes on", async () => {
    const folder = copy();
    const { hours } = hoursOf({ accountId: "777788889999", start: "2026-11-20T06:04:31Z" });
    writeObjects(folder, hours.flat());
    const outcome = await verify(folder, { signatures: [...NEWEST, at(at(hours, -1), -1)] });
    expect(found(outcome).map(([kind]) => kind)).toEqual(["digests-end-early", "digests-end-early"]);
  });

  it("is what came long after the newest digest", async () => {
    const folder = copy();
    const late = new SignedChain({ key: KEY, start: "2026-11-20T12:00:00Z" });
    writeObjects(folder, [late.log("{}")]);
    expect(found(await verify(folder, {}))).toEqual([["digests-end-early", "111122223333 eu-central-1"]]);
  });

  it("is a digest whose key nobody saved", async () => {
    const outcome = await verify(CLEAN, { keys: listPublicKeys(FOREIGN_KEY) });
    const kinds = new Map(outcome.findings.map(({ kind, count }) => [kind, count]));
    expect(kinds.get("public-key-missing")).toBe(2 * HOURS);
  });

  it("is a digest that was signed after its key's time", async () => {
    const old = new SigningKey("2026-01-01T00:00:00Z", "2026-11-20T03:00:00Z");
    const { hours } = hoursOf({ key: old });
    const folder = join(SCRATCH, "old-key");
    writeObjects(folder, hours.flat());
    const outcome = await verify(folder, { keys: listPublicKeys(old), signatures: [at(at(hours, -1), -1)] });
    expect(found(outcome)).toEqual(
      [5, 6, 7, 8].map((hour) => ["public-key-not-valid-then", at(at(hours, hour - 1), -1).key]),
    );
  });

  it("is logs of an account whose digests nobody copied", async () => {
    const folder = copy();
    rmSync(join(folder, "AWSLogs/o-exampleorgid/111122223333/CloudTrail-Digest"), { recursive: true });
    const outcome = await verify(folder, { signatures: [at(NEWEST, 1)] });
    expect(found(outcome)).toEqual([["log-file-unproven", "111122223333 eu-central-1 CloudTrail"]]);
  });

  it("is Insights' files, as long as no digest names any", async () => {
    const folder = copy();
    const insight = new SignedChain({ key: KEY, start: "2026-11-20T03:00:00Z" }).log(
      "{}",
      undefined,
      "CloudTrail-Insight",
    );
    writeObjects(folder, [insight]);
    const outcome = await verify(folder, {});
    expect(found(outcome)).toEqual([]);
    expect(outcome.notes.told.map(({ text }) => text)).toContain(
      "1 file, proven by nothing: no digest names any of CloudTrail-Insight",
    );
    const chain = new SignedChain({ key: KEY, accountId: "777788889999" });
    const named = chain.log("{}", undefined, "CloudTrail-Insight");
    const digest = chain.digest([named]);
    writeObjects(folder, [named, digest]);
    const covered = await verify(folder, { signatures: [...NEWEST, digest] });
    expect(found(covered)).toContainEqual(["log-file-unproven", insight.key]);
  });

  it.each([
    ["an empty folder", () => mkdtempSync(join(SCRATCH, "empty-"))],
    [
      "log files without digests",
      () => {
        const folder = mkdtempSync(join(SCRATCH, "no-digests-"));
        writeObjects(folder, at(FIRST, 0).slice(0, -1));
        return folder;
      },
    ],
    [
      "digests without log files",
      () => {
        const folder = mkdtempSync(join(SCRATCH, "no-logs-"));
        writeObjects(folder, [new SignedChain({ key: KEY }).digest([])]);
        return folder;
      },
    ],
  ])("is %s", async (_, make) => {
    expect(found(await verify(make(), { signatures: [] })).map(([kind]) => kind)).toContain("nothing-to-verify");
  });
});

it("does the same on threads, where there is much to read", async () => {
  const folder = join(SCRATCH, "many");
  const chain = new SignedChain({ key: KEY });
  const objects = Array.from({ length: 110 }, (_, hour) =>
    chain.hour(Array.from({ length: 20 }, (__, file) => `{"hour":${hour},"file":${file}}`)),
  ).flat();
  writeObjects(folder, objects);
  const newest = at(objects, -1);
  expect(found(await verify(folder, { signatures: [newest] }))).toEqual([]);
  const removed = at(objects, 21);
  rmSync(join(folder, removed.key));
  linkSync(join(folder, at(objects, 22).key), join(folder, removed.key));
  const outcome = await verify(folder, { signatures: [newest] });
  expect(found(outcome)).toEqual([["log-file-altered", removed.key]]);
  expect(outcome.chains[0]).toMatchObject({ digests: 110, provenDigests: 110, provenLogFiles: 2199 });
});
