import { type Dirent, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isCloudTrailsName, type Place, placeByName, placeInFolder, placeOf } from "./log-name";

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
    return {
      root: dirname(given),
      files: [logFile(dirname(given), path, placeOf(path))],
      damaged: [],
      duplicates: [],
      foreign: [],
    };
  }
  const files: LogFile[] = [];
  const damaged: SkippedFile[] = [];
  const duplicates: SkippedFile[] = [];
  const foreign: string[] = [];
  const firstOf = new Map<string, LogFile>();
  for (const { path, name, place } of entriesBelow(given)) {
    if (UNFINISHED.test(name)) {
      damaged.push({ path, reason: "a download that `aws s3` did not finish: copy it again" });
      continue;
    }
    if (!MAY_BE_LOG.test(name) || OTHER_SERVICE.test(path)) {
      foreign.push(path);
      continue;
    }
    const file = logFile(given, path, place);
    if (isCloudTrailsName(name)) {
      const first = firstOf.get(name);
      if (first !== undefined && first.bytes === file.bytes) {
        duplicates.push({ path, reason: `the same file as ${first.path}` });
        continue;
      }
      firstOf.set(name, file);
    }
    files.push(file);
  }
  return { root: given, files, damaged, duplicates, foreign };
}

function logFile(root: string, path: string, place: Place | undefined): LogFile {
  const { size, mtimeMs } = statSync(`${root}/${path}`);
  return { path, bytes: size, modified: mtimeMs, ...(place !== undefined && { place }) };
}

interface Entry {
  /** Below the root, parted by `/` on every platform. */
  readonly path: string;
  readonly name: string;
  readonly place: Place | undefined;
}

/** Every file, in the order of their paths. What a folder says of its files is read once: there are as many as a year has minutes. */
function* entriesBelow(root: string, below = ""): Generator<Entry> {
  const entries = readdirSync(join(root, below), { withFileTypes: true });
  const folder = below === "" ? "" : `${below}/`;
  const inFolder = placeInFolder(folder);
  for (const entry of entries.sort(byName)) {
    const { name } = entry;
    const path = folder + name;
    if (entry.isDirectory()) yield* entriesBelow(root, path);
    else if (entry.isFile()) yield { path, name, place: inFolder ?? placeByName(name) };
  }
}

function byName(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1;
}
