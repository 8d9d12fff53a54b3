import { paginateListRegions } from "@aws-sdk/client-account";
import { paginateListAccounts } from "@aws-sdk/client-organizations";
import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { type Ask, mapAnswer } from "./ask";
import { MINUTE } from "./checks/check";
import { isYoung } from "./checks/coverage";
import { type Clients, CONTROL_PLANE_CONCURRENCY, S3_CONCURRENCY } from "./clients";
import { concurrently } from "./concurrently";
import type { Expectation, GovernedRegion } from "./declaration";
import { type DigestListing, digestListings, madeAt } from "./digest-keys";
import type { Account, Answer, Observation, RegionCoverage } from "./observation";

/** When the newest digest that was seen of an account from a Region was made. */
export type SeenDigests = Map<string, Date>;

/**
 * Lists the accounts, and looks for a recent digest of each that is old enough from every governed Region.
 *
 * @param seen what earlier runs saw, to which this one adds: until a digest is older than the limit, nothing is looked for
 */
export async function observeCoverage(
  clients: Clients,
  expectation: Expectation,
  now: Date,
  ask: Ask,
  seen: SeenDigests,
): Promise<Pick<Observation, "accounts" | "coverage">> {
  const accounts = await ask((abortSignal) => accountsOf(clients, abortSignal));
  if ("unreadable" in accounts) return { accounts, coverage: [] };
  // Whether the trail itself has just begun is asked at the same time: a status that does not come must not delay this.
  const ids = accounts.value
    .filter((account) => account.active && !isYoung(account, expectation, now))
    .map(({ id }) => id);

  const { governedRegions } = expectation;
  const digestsFrom = digestReader(clients.s3, expectation, now, ask, seen);
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

/**
 * Looks for each account's recent digest from each of the Regions: one listing each, and none where one that was seen before
 * is recent still. Digests come every hour, and a listing costs money. Whether the archive can be read at all, one place
 * shows in every run.
 */
function digestReader(s3: S3Client, expectation: Expectation, now: Date, ask: Ask, seen: SeenDigests): DigestReader {
  const listingsOf = digestListings(expectation, now);
  const oldest = now.getTime() - expectation.limits.digestMinutes * MINUTE;
  const { homeRegion, managementAccountId } = expectation;
  const lookFor = async (accountId: string, region: string): Promise<Answer<boolean>> => {
    const place = `${accountId} ${region}`;
    const isLookedAtAlways = accountId === managementAccountId && region === homeRegion;
    if (!isLookedAtAlways && (seen.get(place)?.getTime() ?? 0) >= oldest) return { value: true };
    const newest = await ask((abortSignal) =>
      newestDigest(s3, expectation, listingsOf(accountId, region), abortSignal),
    );
    if ("value" in newest && newest.value !== undefined) seen.set(place, newest.value);
    return mapAnswer(newest, (made) => made !== undefined);
  };
  return async (accountIds, regions) => {
    const places = accountIds.flatMap((accountId) => regions.map(({ name: region }) => ({ accountId, region })));
    const found = await concurrently(places, S3_CONCURRENCY, async ({ accountId, region }) => ({
      region,
      recentDigest: await lookFor(accountId, region),
    }));
    return new Map(
      accountIds.map((id, index) => [id, found.slice(index * regions.length, (index + 1) * regions.length)]),
    );
  };
}

/** Digests of three hours, of two trails, and backfilled ones. */
const KEYS_LISTED = 12;

/** When the newest of the digests was made that the listings find; undefined where they find none. */
async function newestDigest(
  s3: S3Client,
  { trail, logArchiveAccountId }: Expectation,
  listings: readonly DigestListing[],
  abortSignal: AbortSignal,
): Promise<Date | undefined> {
  for (const { prefix, startAfter, ours } of listings) {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({
        Bucket: trail.bucketName,
        ExpectedBucketOwner: logArchiveAccountId,
        Prefix: prefix,
        StartAfter: startAfter,
        MaxKeys: KEYS_LISTED,
      }),
      { abortSignal },
    );
    const keys = Contents.flatMap(({ Key }) => (Key?.includes(ours) ? [Key] : [])).sort();
    const newest = keys.at(-1);
    if (newest !== undefined) return madeAt(newest, ours);
  }
  return undefined;
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
