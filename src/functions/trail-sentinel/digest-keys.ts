import { MINUTE } from "./checks/check";
import type { Expectation } from "./declaration";

/** Where a listing of an account's digests from a Region begins so that the first key is a recent digest. */
export interface DigestListing {
  readonly prefix: string;
  readonly startAfter: string;
  /** Part of every key that this trail writes there. */
  readonly ours: string;
}

/** What of the expectation says where digests lie. */
type ListedTrail = Pick<Expectation, "organizationId" | "managementAccountId" | "homeRegion"> & {
  readonly trail: Pick<Expectation["trail"], "name" | "keyPrefix">;
  readonly limits: Pick<Expectation["limits"], "digestMinutes">;
};

/**
 * Listings that find an account's digests from a Region that are younger than the limit; any one of them is enough. Keys
 * sort by time: below the trail's key prefix, `AWSLogs/<organization>/<account>/CloudTrail-Digest/<Region>/<YYYY>/<MM>/<DD>/` and
 * `<account>_CloudTrail-Digest_<Region>_<trail>_<home Region>_<YYYYMMDDTHHMMSSZ>.json.gz`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 *
 * @returns for the management account two: its digests from before the trail became the organization's lack the
 *   organization's id, and AWS does not say that later ones have it in every Region
 */
export function digestListings(
  expectation: ListedTrail,
  now: Date,
): (accountId: string, region: string) => readonly DigestListing[] {
  const { organizationId, managementAccountId, trail, homeRegion, limits } = expectation;
  const [day, time] = digestTime(new Date(now.getTime() - limits.digestMinutes * MINUTE));
  const root = `${trail.keyPrefix === undefined ? "" : `${trail.keyPrefix}/`}AWSLogs/`;
  const below = (prefix: string, accountId: string, region: string): DigestListing => {
    const folder = `${prefix}${accountId}/CloudTrail-Digest/${region}/`;
    const ours = `/${accountId}_CloudTrail-Digest_${region}_${trail.name}_${homeRegion}_`;
    return { prefix: folder, startAfter: `${folder}${day}${ours}${time}`, ours };
  };
  return (accountId, region) => [
    below(`${root}${organizationId}/`, accountId, region),
    ...(accountId === managementAccountId ? [below(root, accountId, region)] : []),
  ];
}

/** When a digest was made, by its key: `...<ours>20261121T010440Z.json.gz`. */
export function madeAt(key: string, ours: string): Date {
  const time = key.slice(key.indexOf(ours) + ours.length);
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(time) ?? [];
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** `2026/11/21` and `20261121T010440Z`. */
function digestTime(at: Date): readonly [string, string] {
  const iso = at.toISOString();
  return [iso.slice(0, 10).replaceAll("-", "/"), `${iso.slice(0, 19).replaceAll(/[-:]/g, "")}Z`];
}
