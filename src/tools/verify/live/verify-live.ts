import type { Organization } from "../../../config/organization";
import { namesOf } from "../../../naming";
import { sideBySide } from "../../terraform/side-by-side";
import { Collected } from "../offline/collected";
import { ACCOUNT, DIGEST_FOLDER, REGION } from "../offline/names";
import type { VerifiedChain } from "../offline/unit";
import type { Outcome } from "../offline/verify-folder";
import { type AwsCli, type CliVersion, versionOf } from "./aws-cli";
import { readValidated } from "./validate-output";

export interface LiveGiven {
  readonly organization: Organization;
  readonly cli: AwsCli;
  readonly from: string;
  readonly to: string;
  readonly onProgress: (done: number, total: number) => void;
}

/** Each of them reads a Region's log files one after the other. */
const AT_ONCE = 4;

interface Part {
  readonly accountId: string;
  readonly region: string;
}

/** Has the AWS command line validate every account and Region that the archive has digests of. */
export async function verifyLive(given: LiveGiven): Promise<Outcome & { readonly version: CliVersion }> {
  const { organization, cli, onProgress } = given;
  const version = versionOf((await cli.run("--version")).stdout);
  const collected = new Collected();
  const names = namesOf(organization);
  const parts = await partsOf(given);
  for (const accountId of describedAccounts(organization))
    if (!parts.some((part) => part.accountId === accountId))
      collected.find({ kind: "nothing-to-verify", file: accountId, value: "the archive has no digest of the account" });
  if (parts.length === 0)
    collected.find({ kind: "nothing-to-verify", file: names.archive.bucket.name, value: "no digest" });
  if (!version.seesAppendedData)
    collected.note({
      about: version.name,
      text: "it does not see what was appended behind a log file's gzip stream: 2.34.51 and 1.45.12 are the first that do",
    });
  let done = 0;
  const chains = await sideBySide(parts, AT_ONCE, async (part) => {
    const chain = await validate(part, given, collected);
    done += 1;
    onProgress(done, parts.length);
    return chain;
  });
  return {
    version,
    place: { bucket: names.archive.bucket.name, keyPrefix: "", pathPrefix: "" },
    chains: chains.flatMap((chain) => chain ?? []),
    laterLogFiles: 0,
    findings: collected.all,
    notes: collected.notes,
  };
}

/** The archive itself says which: who may read it may not be one who may list the organization's accounts. */
async function partsOf({ organization, cli }: LiveGiven): Promise<readonly Part[]> {
  const { archive } = namesOf(organization);
  const below = async (prefix: string) => {
    const args = ["--bucket", archive.bucket.name, "--prefix", prefix, "--delimiter", "/"];
    const query = ["--query", "CommonPrefixes[].Prefix"];
    const prefixes = await cli.json<readonly string[] | null>("s3api", "list-objects-v2", ...args, ...query);
    return (prefixes ?? []).map((one) => one.slice(prefix.length, -1));
  };
  const accounts = (await below(`${archive.deliveryRoot}${organization.organizationId}/`)).filter((name) =>
    ACCOUNT.test(name),
  );
  const regions = await sideBySide(accounts, AT_ONCE, (accountId) =>
    below(`${archive.accountPrefix(accountId)}${DIGEST_FOLDER}/`),
  );
  return accounts.flatMap((accountId, index) =>
    (regions[index] ?? []).filter((name) => REGION.test(name)).map((region) => ({ accountId, region })),
  );
}

function describedAccounts({ accounts }: Organization): readonly string[] {
  const { management, logArchive, security, workloads } = accounts;
  return [management, logArchive, ...(security === undefined ? [] : [security]), ...workloads].map(({ id }) => id);
}

async function validate(
  { accountId, region }: Part,
  { organization, cli, from, to }: LiveGiven,
  { find }: Collected,
): Promise<VerifiedChain> {
  const { trail, homeRegion } = namesOf(organization);
  const range = ["--start-time", from, "--end-time", to];
  const which = ["--trail-arn", trail.arn, "--account-id", accountId, "--region", region];
  const answer = await cli.run("cloudtrail", "validate-logs", ...which, ...range);
  const validated = readValidated(answer, `${accountId} ${region}`);
  for (const finding of validated.findings) find(finding);
  return {
    accountId,
    region,
    trail: trail.name,
    homeRegion,
    isBackfill: false,
    digests: validated.digests,
    provenDigests: validated.validDigests,
    provenLogFiles: validated.validLogFiles,
    unprovenLogFiles: 0,
    oldestStart: validated.from,
    newest: undefined,
    lastEnd: validated.until ?? "",
    matched: [],
  };
}
