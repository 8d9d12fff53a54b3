import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudTrailClient, UpdateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { makeTrail } from "../../__tests__/e2e/support/doctor/healthy";
import { LiveOrganization } from "../../__tests__/e2e/support/live-organization";
import { parseOrganization } from "../../src/config/parse-organization";
import { namesOf } from "../../src/naming";
import { type DoctorReport, doctorReport } from "../../src/tools/doctor/report/report";
import { checkRequirements, explainMissing } from "../../src/tools/emulator/requirements";
import { generatedOrganization } from "../generated-organization";
import { describeMachine } from "../machine";
import { formatResults, type Results } from "./results";

const ACCOUNTS = 1000;

/** Lines that ask every account: each has to have heard from all of them. */
const OF_EVERY_ACCOUNT = ["member-trails", "second-trail", "control-tower-trail", "trail-administrators"];

/**
 * Measures org-trail doctor of 1,000 accounts against the emulator's server, and writes bench/doctor/RESULTS.md. Nothing is
 * applied but the trail: most lines fail, and ask the same.
 */
async function main(): Promise<void> {
  const { missing, tools } = checkRequirements();
  if (tools === undefined) throw new Error(explainMissing(missing));
  const described = { ...generatedOrganization(ACCOUNTS, "StackSet"), state: { backend: "local" } };
  const parsed = parseOrganization(described);
  if (!parsed.ok) throw new Error("The generated organization is not valid.");
  console.log(`Making an organization of ${ACCOUNTS} accounts ...`);
  const live = await LiveOrganization.start(tools, parsed.organization);
  try {
    await makeWhatIsAsked(live);
    const workspace = live.workspace();
    const description = `export default ${JSON.stringify(described)};\n`;
    writeFileSync(join(workspace.checkout, "organizations", "bench.ts"), description);
    const memory = join(workspace.folder, "peak-memory");
    const before = (await live.emulator.judgement()).calls;
    const started = performance.now();
    const { exitCode, stdout, stderr } = await workspace.command(
      parsed.organization.accounts.management.id,
      { ORGANIZATION: "bench", BENCH_PEAK_MEMORY: memory },
      ...(["node", "--require", join(__dirname, "../peak-memory.cjs"), "src/tools/org-trail/bin.mjs"] as const),
      ...["doctor", "--role", "OrgTrailDoctor", "--format", "json"],
    );
    const seconds = (performance.now() - started) / 1000;
    if (exitCode !== 1) throw new Error(`The doctor ended with ${exitCode}:\n${stderr}`);
    const report = doctorReport.parse(JSON.parse(stdout));
    expectAllAsked(report);
    const after = (await live.emulator.judgement()).calls;
    const peak = Math.max(...readFileSync(memory, "utf8").trim().split("\n").map(Number)) / 1024;
    const results: Results = {
      accounts: ACCOUNTS,
      lines: report.lines.length,
      seconds,
      peak,
      calls: difference(before, after),
    };
    writeFileSync(join(__dirname, "RESULTS.md"), formatResults(results, describeMachine()));
    console.log("Written: bench/doctor/RESULTS.md");
  } finally {
    await live.stop();
  }
}

/** The key, the archive's bucket and the trail, which members see. */
async function makeWhatIsAsked({ emulator, organization }: LiveOrganization): Promise<void> {
  const names = namesOf(organization);
  const { managementAccountId, logArchiveAccountId, homeRegion, trail } = names;
  const archive = emulator.clientConfig(logArchiveAccountId, homeRegion);
  const kms = new KMSClient(archive);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new CreateAliasCommand({ AliasName: names.archiveKeyAlias, TargetKeyId: KeyMetadata?.KeyId }));
  await new S3Client({ ...archive, forcePathStyle: true }).send(
    new CreateBucketCommand({
      Bucket: names.archive.bucket.name,
      CreateBucketConfiguration: { LocationConstraint: homeRegion as "eu-central-1" },
    }),
  );
  await makeTrail(emulator, managementAccountId, homeRegion, trail.name, true);
  await new CloudTrailClient(emulator.clientConfig(managementAccountId, homeRegion)).send(
    new UpdateTrailCommand({ Name: trail.name, IsOrganizationTrail: true, IsMultiRegionTrail: true }),
  );
}

/** @throws unless every account answered */
function expectAllAsked({ lines }: DoctorReport): void {
  for (const { id, evidence, unread } of lines) {
    const isShort = OF_EVERY_ACCOUNT.includes(id) && evidence.length !== ACCOUNTS;
    if (unread.length > 0 || isShort)
      throw new Error(`${id}: ${evidence.length} accounts answered; ${unread[0]?.subject}: ${unread[0]?.reason}`);
  }
}

function difference(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>) {
  return Object.entries(after)
    .map(([operation, count]) => ({ operation, count: count - (before[operation] ?? 0) }))
    .filter(({ count }) => count > 0);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
