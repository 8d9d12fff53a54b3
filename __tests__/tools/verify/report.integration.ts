import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../../src/config/problem";
import { FINDING_KINDS } from "../../../src/tools/verify/finding";
import { readOptions } from "../../../src/tools/verify/given";
import { progressLine } from "../../../src/tools/verify/progress";
import { FORMATS } from "../../../src/tools/verify/report/formats";
import { reportOf } from "../../../src/tools/verify/report/report";
import {
  headObject,
  listPublicKeys,
  SignedChain,
  SigningKey,
  writeObjects,
} from "../../support/cloudtrail/signed-archive";

const PROJECT = resolve(__dirname, "../../..");
const SCRATCH = mkdtempSync(join(tmpdir(), "org-audit-trail-verify-"));
const KEYS = join(SCRATCH, "keys.json");
const NEWEST = join(SCRATCH, "newest.json");
const LOGS = join(SCRATCH, "logs");

beforeAll(() => {
  const key = new SigningKey();
  const chain = new SignedChain({ key });
  const objects = [...chain.hour(["{}", "{}"]), ...chain.hour([])];
  writeObjects(LOGS, objects);
  writeFileSync(KEYS, listPublicKeys(key));
  writeFileSync(NEWEST, objects.slice(-1).map(headObject).join(""));
});
afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

const outcome = (file: string, value: string) =>
  reportOf(
    {
      place: { bucket: "acme-logs", keyPrefix: "", pathPrefix: "" },
      chains: [],
      laterLogFiles: 3,
      findings: [{ kind: "log-file-altered", count: 1234, told: [{ kind: "log-file-altered", file, value }] }],
      notes: { count: 0, told: [] },
    },
    { madeAt: "2026-11-30T12:00:00.000Z", source: "copy", range: { from: "2026-11-01T00:00:00Z" }, inputs: [] },
  );

describe("a report", () => {
  it.each(["text", "markdown"] as const)("as %s names the file, the value, the rule and the remedy", (format) => {
    const text = FORMATS[format](outcome("AWSLogs/x.json.gz", "SHA-256 abc"));
    for (const part of ["NOT PROVEN: 1,234 findings", "AWSLogs/x.json.gz", "SHA-256 abc", "has the SHA-256", "copy it"])
      expect(text).toContain(part);
    expect(text).toContain("1,233 more: --format json");
    expect(text).toContain("3 log files newer than the newest digest, not proven yet");
  });

  it("as json has all of it, and says how it is to be read", () => {
    const json = JSON.parse(FORMATS.json(outcome("k", "v")));
    expect(json).toMatchObject({
      report: "org-trail verify",
      version: 1,
      isSound: false,
      bucket: "acme-logs",
      sums: { laterLogFiles: 3 },
      findings: [{ kind: "log-file-altered", count: 1234, told: [{ file: "k", value: "v" }] }],
    });
  });

  it.each(["text", "markdown"] as const)("as %s lets no file name move the cursor or write a table", (format) => {
    const text = FORMATS[format](outcome("a\u001b[2J\r\nb|c`d", "v\u202e"));
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    expect(text).toContain("\\u001b[2J\\u000d\\u000ab");
  });

  it("has every kind of finding with a rule and a remedy", () => {
    expect(FINDING_KINDS.length).toBeGreaterThan(20);
  });
});

describe("what is given", () => {
  it("is refused with everything that is wrong at once", () => {
    const read = () =>
      readOptions({
        logs: join(SCRATCH, "nowhere"),
        keys: [NEWEST, join(SCRATCH, "missing.json")],
        newestSignature: [KEYS],
        from: "2026-11-30",
        to: "yesterday",
      });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/--logs[\s\S]*--to[\s\S]*PublicKeyList[\s\S]*missing\.json[\s\S]*ContentLength/);
  });

  it("is refused where the range is the wrong way round", () => {
    expect(() => readOptions({ logs: LOGS, keys: [KEYS], from: "2026-11-30", to: "2026-11-29" })).toThrow(/later than/);
  });

  it("may name a folder of signatures; one that was saved twice is one", () => {
    const folder = join(SCRATCH, "signatures");
    mkdirSync(folder);
    for (const name of ["a.json", "b.json", "readme.txt"]) writeFileSync(join(folder, name), readFileSync(NEWEST));
    const read = readOptions({ logs: LOGS, keys: [KEYS], newestSignature: [folder], from: "2026-11-01" });
    expect(read.signatures).toHaveLength(1);
    expect(read.inputs.map(({ file }) => file)).toEqual([KEYS, join(folder, "a.json"), join(folder, "b.json")]);
    expect(read.range).toEqual({ from: "2026-11-01T00:00:00Z" });
  });
});

it("progress says the rate and the time that is left", () => {
  expect(progressLine(12_000, 100_000, 2_000, "log files")).toBe(
    "12,000 of 100,000 log files, 6,000 a second, 15 s left",
  );
  expect(progressLine(0, 5, 10, "accounts and Regions")).toBe("0 of 5 accounts and Regions, 0.0 a second");
});

describe("npx org-trail verify", () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["src/tools/org-trail/bin.mjs", "verify", ...args], { cwd: PROJECT, encoding: "utf8" });
  const OFFLINE = ["--logs", LOGS, "--keys", KEYS];

  it("ends with 0 and a report whose hash is beside it", () => {
    const output = join(SCRATCH, "report.json");
    const { status } = run(...OFFLINE, "--newest-signature", NEWEST, "--format", "json", "--output", output);
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({ isSound: true, sums: { provenLogFiles: 2 } });
    const hash = createHash("sha256").update(readFileSync(output)).digest("hex");
    // As sha256sum -c reads it.
    expect(readFileSync(`${output}.sha256`, "utf8")).toBe(`${hash}  report.json\n`);
  });

  it("ends with 1 where something is not proven, with the report on standard output alone", () => {
    const { status, stdout, stderr } = run(...OFFLINE, "--format", "json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings.map(({ kind }: { kind: string }) => kind)).toEqual(["digest-unsigned"]);
    expect(stderr).toMatch(/^SHA-256 of this report: [0-9a-f]{64}$/m);
  });

  it.each([
    ["nothing", []],
    ["an unknown option", [...OFFLINE, "--key", KEYS]],
    ["another format", [...OFFLINE, "--format", "xml"]],
    ["a copy and the archive at once", [...OFFLINE, "--live", "--from", "2026-11-01"]],
    ["the archive without a beginning", ["--live"]],
  ])("ends with 2 for %s", (_, args) => {
    expect(run(...args).status).toBe(2);
  });
});
