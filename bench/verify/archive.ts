import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { assumedRole } from "../../__tests__/support/cloudtrail/identities";
import { cloudTrailRecord } from "../../__tests__/support/cloudtrail/record";
import {
  type Delivered,
  headObject,
  listPublicKeys,
  SignedChain,
  SigningKey,
  writeObjects,
} from "../../__tests__/support/cloudtrail/signed-archive";

/** Records of a log file, as in AWS's public samples of busy accounts: 10 kB compressed. */
const RECORDS_A_FILE = 56;

const REGIONS = ["eu-central-1", "us-east-1", "ap-southeast-2"];

const ACCOUNTS = 10;

const DAYS = 14;

export interface Archive {
  readonly logs: string;
  readonly keys: string;
  readonly signatures: string;
  readonly digests: number;
  readonly logFiles: number;
  readonly compressed: number;
  readonly uncompressed: number;
}

/** Writes a signed archive of an organization: few accounts and one Region have most of the files, as it is everywhere. */
export function writeArchive(folder: string, logFiles: number): Archive {
  const keys = new Map(REGIONS.map((region) => [region, new SigningKey()]));
  const logs = join(folder, "logs");
  const sums = { digests: 0, logFiles: 0, compressed: 0, uncompressed: 0 };
  const newest: Delivered[] = [];
  const units = Array.from({ length: ACCOUNTS }, (_, account) =>
    REGIONS.map((region, index) => ({
      accountId: `${111122220000 + account}`,
      region,
      weight: 1 / (account + 1) / (index * 3 + 1),
    })),
  ).flat();
  const weights = units.reduce((sum, { weight }) => sum + weight, 0);
  for (const { accountId, region, weight } of units) {
    const key = keys.get(region);
    if (key === undefined) throw new Error(`no key of ${region}`);
    const chain = new SignedChain({ key, accountId, region, start: "2026-11-01T00:04:31Z" });
    const anHour = (logFiles * weight) / weights / (DAYS * 24);
    for (let hour = 0; hour < DAYS * 24; hour += 1) {
      const files = Math.round(anHour * (hour + 1)) - Math.round(anHour * hour);
      const contents = Array.from({ length: files }, () => contentOf(accountId, region));
      const objects = chain.hour(contents);
      writeObjects(logs, objects);
      sums.digests += 1;
      sums.logFiles += files;
      sums.compressed += objects.reduce((sum, { body }) => sum + body.length, 0);
      sums.uncompressed += contents.reduce((sum, content) => sum + content.length, 0);
      if (hour === DAYS * 24 - 1) newest.push(...objects.slice(-1));
    }
  }
  const archive = { logs, keys: join(folder, "keys.json"), signatures: join(folder, "newest.json"), ...sums };
  writeFileSync(archive.keys, listPublicKeys(...keys.values()));
  writeFileSync(archive.signatures, newest.map(headObject).join(""));
  return archive;
}

const CALLS = [
  ["ec2.amazonaws.com", "DescribeInstances"],
  ["sts.amazonaws.com", "AssumeRole"],
  ["kms.amazonaws.com", "Decrypt"],
  ["s3.amazonaws.com", "GetBucketAcl"],
  ["iam.amazonaws.com", "ListRoles"],
  ["lambda.amazonaws.com", "GetFunction20150331v2"],
] as const;

/** Stands where every record has something of its own. */
const OWN = "{own}";

/** A log file's content: real-shaped records, no two of them alike. */
function contentOf(accountId: string, region: string): string {
  const templates = templatesOf(accountId, region);
  const records = Array.from({ length: RECORDS_A_FILE }, (_, index) => {
    const parts = templates[index % templates.length] ?? [];
    return parts.map((part, place) => (place === 0 ? part : randomUUID() + part)).join("");
  });
  return `{"Records":[${records.join(",")}]}`;
}

const known = new Map<string, readonly (readonly string[])[]>();

/** Records of an account and Region, cut where each has something of its own: serializing each anew takes minutes. */
function templatesOf(accountId: string, region: string): readonly (readonly string[])[] {
  const id = `${accountId} ${region}`;
  const templates =
    known.get(id) ??
    Array.from({ length: 3 * CALLS.length }, (_, index) => {
      const [eventSource, eventName] = CALLS[index % CALLS.length] ?? CALLS[0];
      const by = assumedRole(accountId, `app-${index}`, { session: OWN });
      const record = cloudTrailRecord({ accountId, region, eventSource, eventName, by, readOnly: true });
      const request = { resource: `arn:aws:example:${region}:${accountId}:thing/${OWN}`, maxResults: 100 + index };
      return JSON.stringify({ ...record, requestParameters: request, requestID: OWN, eventID: OWN }).split(OWN);
    });
  known.set(id, templates);
  return templates;
}
