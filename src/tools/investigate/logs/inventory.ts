import { type Dirent, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isCloudTrailsName, type Place, placeOf } from "./log-name";

/** A file that may hold CloudTrail's records. */
export interface LogFile {
  /** Below the folder that was given, parted by `/`. */
  readonly path: string;
  readonly bytes: number;
  /** When it was last written, in milliseconds. */
  readonly modified: number;
  /** @default - its name and folders do not say: its records must */
  readonly place?: Place;
}

/** A file that is not read, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export interface Inventory {
  /** What the paths are below. */
  readonly root: string;
  /** In the order of their paths. */
  readonly files: readonly LogFile[];
  /** What should hold records and cannot: an answer lacks them. */
  readonly damaged: readonly SkippedFile[];
  /** Read once already, under another path. */
  readonly duplicates: readonly SkippedFile[];
  /** No log files at all, by their names. */
  readonly foreign: readonly string[];
}

/** `aws s3 cp` writes under such a name until a file is whole. */
const UNFINISHED = /\.json(?:\.gz)?\.[0-9A-Fa-f]{8}$/;

const MAY_BE_LOG = /\.(?:json|jsonl|ndjson|gz)$/i;

/** Of other services, delivered into the same bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ and their own. */
const OTHER_SERVICE = /(?:^|\/)(?:Config|vpcflowlogs|elasticloadbalancing|WAFLogs|route53resolver|GuardDuty)\//;

/** What lies in a folder, its subfolders included, or what one file is. Reads no content, follows no link inside the folder. */
export function takeInventory(given: string): Inventory {
  if (!statSync(given).isDirectory()) {
    const path = basename(given);
    return { root: dirname(given), files: [logFile(dirname(given), path)], damaged: [], duplicates: [], foreign: [] };
  }
  const files: LogFile[] = [];
  const damaged: SkippedFile[] = [];
  const duplicates: SkippedFile[] = [];
  const foreign: string[] = [];
  const firstOf = new Map<string, LogFile>();
  for (const path of pathsBelow(given)) {
    if (UNFINISHED.test(path)) {
      damaged.push({ path, reason: "a download that `aws s3` did not finish: copy it again" });
      continue;
    }
    if (!MAY_BE_LOG.test(path) || OTHER_SERVICE.test(path)) {
      foreign.push(path);
      continue;
    }
    const file = logFile(given, path);
    const first = isCloudTrailsName(path) ? firstOf.get(basename(path)) : undefined;
    if (first !== undefined && first.bytes === file.bytes) {
      duplicates.push({ path, reason: `the same file as ${first.path}` });
      continue;
    }
    firstOf.set(basename(path), file);
    files.push(file);
  }
  return { root: given, files, damaged, duplicates, foreign };
}

function logFile(root: string, path: string): LogFile {
  const { size, mtimeMs } = statSync(join(root, path));
  const place = placeOf(path);
  return { path, bytes: size, modified: mtimeMs, ...(place !== undefined && { place }) };
}

/** Every file, in the order of their paths, parted by `/` on every platform. */
function pathsBelow(root: string, below = ""): readonly string[] {
  const entries = readdirSync(join(root, below), { withFileTypes: true });
  return entries.sort(byName).flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return pathsBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}

function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1;
}
