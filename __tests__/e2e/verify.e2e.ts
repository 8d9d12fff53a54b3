import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import type { FindingKind } from "../../src/tools/verify/finding";
import { AwsCli } from "../../src/tools/verify/live/aws-cli";
import { verifyLive } from "../../src/tools/verify/live/verify-live";
import { type Delivered, SignedChain, SigningKey } from "../support/cloudtrail/signed-archive";
import { example } from "../support/synthesized";
import { describeE2e } from "./support/describe-e2e";
import { LiveOrganization } from "./support/live-organization";
import { SignedTrail } from "./support/signed-trail";

const PROJECT = resolve(__dirname, "../..");

/** Not everybody who develops this has it. */
const HAS_AWS_CLI = spawnSync("aws", ["--version"]).status === 0;

const { trail, homeRegion, organizationId, managementAccountId, archive } = namesOf(example);
const ACCOUNTS = [example.accounts.logArchive.id, managementAccountId];
const REGIONS = [homeRegion, "us-east-1"];
const KEYS = Object.fromEntries(REGIONS.map((region) => [region, new SigningKey()]));
const RANGE = { from: "2026-11-20T00:30:00Z", to: "2026-11-20T07:30:00Z" };

/** Eight hours of each account and Region. */
const HOURS = ACCOUNTS.flatMap((accountId) =>
  REGIONS.map((region) => {
    const key = KEYS[region] ?? new SigningKey();
    const where = { key, organizationId, trail: trail.name, homeRegion, bucket: archive.bucket.name };
    const chain = new SignedChain({ ...where, accountId, region });
    return Array.from({ length: 8 }, (_, hour) =>
      chain.hour([0, 1].map((file) => `{"${accountId}":[${hour},${file}]}`)),
    );
  }),
);
const [ATTACKED = []] = HOURS;
const logOf = (hour: number): Delivered => item(ATTACKED[hour]?.[0]);
const digestOf = (hour: number): Delivered => item(ATTACKED[hour]?.at(-1));

function item<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("There is no such object.");
  return value;
}

describe.runIf(HAS_AWS_CLI)("org-trail verify, beside the AWS command line", () => {
  describeE2e("on a signed trail in the emulator", (tools) => {
    const scratch = mkdtempSync(join(tmpdir(), "e2e-verify-"));
    let live: LiveOrganization;
    let signed: SignedTrail;
    let environment: NodeJS.ProcessEnv;
    let copies = 0;

    beforeAll(async () => {
      live = await LiveOrganization.start(tools, example);
      signed = await SignedTrail.of(live, KEYS);
      for (const hours of HOURS) await signed.put(...hours.flat());
      environment = {
        PATH: process.env.PATH,
        HOME: scratch,
        ...live.emulator.environment(managementAccountId),
        AWS_DEFAULT_REGION: homeRegion,
      };
      writeFileSync(join(scratch, "keys.json"), await aws(listKeys(homeRegion)));
      writeFileSync(join(scratch, "keys.json"), await aws(listKeys("us-east-1")), { flag: "a" });
      for (const hours of HOURS) {
        const head = ["s3api", "head-object", "--bucket", archive.bucket.name, "--key", item(hours.at(-1)?.at(-1)).key];
        writeFileSync(join(scratch, "newest.json"), await aws(head), { flag: "a" });
      }
    });
    afterAll(async () => {
      rmSync(scratch, { recursive: true, force: true });
      await live?.stop();
    });

    const aws = async (args: readonly string[]) => (await run("aws", args, environment)).stdout;
    const listKeys = (region: string) =>
      `cloudtrail list-public-keys --region ${region} --start-time ${RANGE.from} --end-time ${RANGE.to}`.split(" ");

    /** What is found in a copy that the AWS command line makes, with what it has saved. */
    async function offline(...range: readonly string[]): Promise<readonly FindingKind[]> {
      copies += 1;
      const folder = join(scratch, `copy-${copies}`);
      await aws(["s3", "sync", "--only-show-errors", `s3://${archive.bucket.name}`, folder]);
      const { report } = await commandReport(
        ...["--logs", folder, "--keys", join(scratch, "keys.json"), "--newest-signature", join(scratch, "newest.json")],
        ...range,
      );
      return report.findings.map(({ kind }) => kind);
    }

    async function commandReport(...args: readonly string[]) {
      const output = join(scratch, "report.json");
      rmSync(output, { force: true });
      const bin = ["src/tools/org-trail/bin.mjs", "verify", "--format", "json", "--output", output];
      const { code } = await run(process.execPath, [...bin, ...args], { ...environment, ORGANIZATION: "example" });
      const report = JSON.parse(readFileSync(output, "utf8")) as {
        readonly isSound: boolean;
        readonly sums: object;
        readonly findings: readonly {
          readonly kind: FindingKind;
          readonly told: readonly { readonly file: string }[];
        }[];
      };
      return { code, report };
    }

    it("finds a clean copy sound, made and saved with the commands of the runbook", async () => {
      expect(await offline()).toEqual([]);
    });

    it("--live finds the clean archive sound, and an altered log file by its name", async () => {
      const range = ["--from", RANGE.from, "--to", RANGE.to];
      const clean = await commandReport("--live", ...range);
      expect(clean.report.findings.filter(({ kind }) => kind !== "nothing-to-verify")).toEqual([]);
      expect(clean.report.sums).toMatchObject({ chains: 4, digests: 32, provenDigests: 32, provenLogFiles: 64 });

      const log = logOf(3);
      await signed.put({ ...log, body: gzipSync("{}") });
      const attacked = await commandReport("--live", ...range);
      await signed.put(log);
      expect(attacked.code).toBe(1);
      expect(attacked.report.findings).toContainEqual(
        expect.objectContaining({ kind: "log-file-altered", told: [expect.objectContaining({ file: log.key })] }),
      );
      // Two accounts have logs here; the description has more, and none passes for proven.
      expect(attacked.report.findings.map(({ kind }) => kind)).toContain("nothing-to-verify");
    });

    describe("judges every attack as the AWS command line does, or sees more", () => {
      type Verdict = readonly FindingKind[];
      const altered = (object: Delivered, change: (text: string) => string) =>
        signed.put({ ...object, body: gzipSync(change(gunzipSync(object.body).toString("utf8"))) });
      const ATTACKS: readonly (readonly [string, () => Promise<unknown>, Verdict, Verdict])[] = [
        ["nothing", async () => {}, [], []],
        [
          "a changed log file",
          () => altered(logOf(3), (text) => `${text} `),
          ["log-file-altered"],
          ["log-file-altered"],
        ],
        ["a removed log file", () => signed.remove(logOf(3)), ["log-file-missing"], ["log-file-missing"]],
        [
          "a truncated log file",
          () => signed.put({ ...logOf(3), body: logOf(3).body.subarray(0, 20) }),
          ["log-file-altered"],
          ["log-file-altered"],
        ],
        [
          "a changed digest",
          () => altered(digestOf(3), (text) => `${text} `),
          ["digest-signature-invalid"],
          ["digest-altered"],
        ],
        [
          "a digest that is no JSON",
          () => altered(digestOf(3), () => "{"),
          ["digest-unreadable"],
          ["log-file-unproven", "digest-unreadable", "digest-unsigned"],
        ],
        [
          "two digests that changed places",
          async () => {
            await signed.put({ ...digestOf(4), key: digestOf(3).key }, { ...digestOf(3), key: digestOf(4).key });
          },
          ["digest-moved"],
          ["log-file-unproven", "digest-moved", "digest-unsigned"],
        ],
        [
          "a removed digest",
          () => signed.remove(digestOf(3)),
          ["digest-missing"],
          ["log-file-unproven", "digest-missing", "digest-unsigned"],
        ],
        [
          "two adjacent digests removed with their log files",
          () => signed.remove(...(ATTACKED[3] ?? []), ...(ATTACKED[4] ?? [])),
          ["digest-missing"],
          ["digest-missing", "digest-unsigned"],
        ],
        // From here on it sees nothing, and we do.
        [
          "the newest digests removed with their log files",
          () => signed.remove(...(ATTACKED[7] ?? []), ...(ATTACKED[6] ?? [])),
          [],
          ["range-not-covered", "digest-unsigned"],
        ],
        [
          "a log file more",
          () => signed.put({ ...logOf(3), key: logOf(3).key.replace(/x+\d/, "y".repeat(16)) }),
          [],
          ["log-file-unproven"],
        ],
      ];

      it.each(ATTACKS)("%s", async (_, attack, byAws, byUs) => {
        await attack();
        const cli = new AwsCli(undefined, environment);
        const { findings } = await verifyLive({ organization: example, cli, ...RANGE, onProgress: () => {} });
        const ours = await offline("--from", RANGE.from, "--to", RANGE.to);
        await signed.put(...ATTACKED.flat());
        await signed.remove({ key: logOf(3).key.replace(/x+\d/, "y".repeat(16)) });
        expect(findings.map(({ kind }) => kind).filter((kind) => kind !== "nothing-to-verify")).toEqual(byAws);
        expect(ours).toEqual(byUs);
      });
    });
  });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** Without blocking: the emulator's log has to be read meanwhile. */
function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((done) => {
    execFile(file, args, { cwd: PROJECT, env, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      done({ code, stdout: code > 1 ? `${stdout}${stderr}` : stdout });
    });
  });
}
