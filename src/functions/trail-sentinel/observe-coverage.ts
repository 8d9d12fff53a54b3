import { paginateListRegions } from "@aws-sdk/client-account";
import { paginateListAccounts } from "@aws-sdk/client-organizations";
import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { Ask } from "./ask";
import { isYoung } from "./checks/coverage";
import { type Clients, CONTROL_PLANE_CONCURRENCY, S3_CONCURRENCY } from "./clients";
import { concurrently } from "./concurrently";
import type { Expectation, GovernedRegion } from "./declaration";
import { type DigestListing, digestListings } from "./digest-keys";
import type { Account, Answer, Observation, RegionCoverage } from "./observation";

/** Lists the accounts, and looks for a recent digest of each that is old enough from every governed Region. */
export async function observeCoverage(
  clients: Clients,
  expectation: Expectation,
  now: Date,
  ask: Ask,
): Promise<Pick<Observation, "accounts" | "coverage">> {
  const accounts = await ask((abortSignal) => accountsOf(clients, abortSignal));
  if ("unreadable" in accounts) return { accounts, coverage: [] };
  // Whether the trail itself has just begun is asked at the same time: a status that does not come must not delay this.
  const ids = accounts.value
    .filter((account) => account.active && !isYoung(account, expectation, now))
    .map(({ id }) => id);

  const { governedRegions } = expectation;
  const digestsFrom = digestReader(clients.s3, expectation, now, ask);
  // Opt-in Regions first: what they leave open takes Account Management longest, and the rest goes on beside it.
  const optIn = await digestsFrom(
    ids,
    governedRegions.filter((region) => region.optIn),
  );
  const [always, enabledRegions] = await Promise.all([
    digestsFrom(
      ids,
      governedRegions.filter((region) => !region.optIn),
    ),
    observeEnabledRegions(
      clients,
      expectation,
      ids.filter((id) => optIn.get(id)?.some(lacksRecentDigest)),
      ask,
    ),
  ]);
  const coverage = ids.map((id) => ({
    accountId: id,
    regions: [...(optIn.get(id) ?? []), ...(always.get(id) ?? [])],
    enabledRegions: enabledRegions.get(id),
  }));
  return { accounts, coverage };
}

async function accountsOf({ organizations: client }: Clients, abortSignal: AbortSignal): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  for await (const { Accounts } of paginateListAccounts({ client }, {}, { abortSignal })) {
    for (const { Id, State, Status, JoinedTimestamp } of Accounts ?? []) {
      // State takes the place of Status, which AWS retired in September 2026; whichever it sends counts.
      // https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
      if (Id !== undefined)
        accounts.push({ id: Id, active: (State ?? Status) === "ACTIVE", joinedAt: JoinedTimestamp });
    }
  }
  return accounts;
}

type DigestReader = (
  accountIds: readonly string[],
  regions: readonly GovernedRegion[],
) => Promise<ReadonlyMap<string, readonly RegionCoverage[]>>;

/** Looks for each account's recent digest from each of the Regions; one listing each, of one key. */
function digestReader(s3: S3Client, expectation: Expectation, now: Date, ask: Ask): DigestReader {
  const listingsOf = digestListings(expectation, now);
  return async (accountIds, regions) => {
    const places = accountIds.flatMap((accountId) => regions.map(({ name: region }) => ({ accountId, region })));
    const found = await concurrently(places, S3_CONCURRENCY, async ({ accountId, region }) => ({
      region,
      recentDigest: await ask((abortSignal) =>
        findsDigest(s3, expectation, listingsOf(accountId, region), abortSignal),
      ),
    }));
    return new Map(
      accountIds.map((id, index) => [id, found.slice(index * regions.length, (index + 1) * regions.length)]),
    );
  };
}

async function findsDigest(
  s3: S3Client,
  { trail, logArchiveAccountId }: Expectation,
  listings: readonly DigestListing[],
  abortSignal: AbortSignal,
): Promise<boolean> {
  for (const { prefix, startAfter, ours } of listings) {
    const { Contents } = await s3.send(
      new ListObjectsV2Command({
        Bucket: trail.bucketName,
        ExpectedBucketOwner: logArchiveAccountId,
        Prefix: prefix,
        StartAfter: startAfter,
        MaxKeys: 1,
      }),
      { abortSignal },
    );
    if (Contents?.[0]?.Key?.includes(ours)) return true;
  }
  return false;
}

function lacksRecentDigest({ recentDigest }: RegionCoverage): boolean {
  return "value" in recentDigest && !recentDigest.value;
}

async function observeEnabledRegions(
  clients: Clients,
  expectation: Expectation,
  accountIds: readonly string[],
  ask: Ask,
): Promise<ReadonlyMap<string, Answer<readonly string[]>>> {
  return new Map(
    await concurrently(accountIds, CONTROL_PLANE_CONCURRENCY, async (id) => {
      const regions = await ask((abortSignal) => enabledRegionsOf(clients, expectation, id, abortSignal));
      return [id, regions] as const;
    }),
  );
}

/** Most that Account Management gives on one page; there are fewer Regions. */
const REGIONS_A_PAGE = 50;

async function enabledRegionsOf(
  { account: client }: Clients,
  { managementAccountId }: Expectation,
  accountId: string,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  // The management account may not name itself.
  // https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
  const input = accountId === managementAccountId ? {} : { AccountId: accountId };
  const names: string[] = [];
  for await (const { Regions } of paginateListRegions({ client, pageSize: REGIONS_A_PAGE }, input, { abortSignal })) {
    for (const { RegionName, RegionOptStatus } of Regions ?? []) {
      if (RegionName !== undefined && (RegionOptStatus === "ENABLED" || RegionOptStatus === "ENABLED_BY_DEFAULT")) {
        names.push(RegionName);
      }
    }
  }
  return names;
}
