import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../sha256";
import { type Inventory, type SkippedFile, takeInventory } from "../logs/inventory";
import { isCloudTrailsName } from "../logs/log-name";
import { UsageError } from "../usage-error";
import { type Cache, recordOf } from "./cache";
import type { PackRecord } from "./convert-pack";
import { type Pack, packsOf } from "./packs";

/** A copy of log files, as a question needs it. */
export interface Copy extends Omit<Inventory, "files"> {
  readonly packs: readonly Pack[];
  /** Of the names of all files and folders. @default - the copy is a single file */
  readonly names?: string;
  /** When its files were last read. @default - they were looked at now */
  readonly keptSince?: string;
}

/** Looks at each file. */
export function lookedAt(root: string): Copy {
  // Before the files are listed: one that comes meanwhile makes the names differ the next time.
  const names = statSync(root).isDirectory() ? { names: fingerprint(root) } : {};
  const { files, ...inventory } = takeInventory(root);
  return { ...inventory, ...names, packs: packsOf(files) };
}

/** What is remembered of a copy that was read whole, beside what became of it. */
interface Remembered extends Omit<Copy, "root" | "packs"> {
  readonly format: typeof FORMAT;
  readonly keptSince: string;
  readonly changeable: readonly Changeable[];
  readonly packs: readonly Omit<Pack, "files">[];
}

/** A file whose content may be another one day, under the same name: a download, or one that was damaged and may be put right. */
interface Changeable {
  readonly path: string;
  readonly bytes: number;
  readonly modified: number;
}

/** Goes up when it is written otherwise. */
const FORMAT = 1;

/**
 * The copy as it was when all of it was read, without looking at each file again: that takes longer than the question itself.
 *
 * CloudTrail gives each file a name that no other has, so that none is overwritten, and writes it once: names alone tell whether
 * all is as it was. Of other files, and of those that were damaged, size and time are compared too.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html#cloudtrail-log-filename-format
 *
 * @returns undefined where any of it differs, or is kept no more
 */
export function knownCopy(cache: Cache, root: string): Copy | undefined {
  const remembered = read(fileOf(cache));
  if (remembered === undefined || !statSync(root).isDirectory()) return undefined;
  const { format: _, changeable, packs, ...copy } = remembered;
  const isSame =
    copy.names === fingerprint(root) &&
    changeable.every((file) => isUnchanged(root, file)) &&
    packs.every(({ name }) => recordOf(cache, name) !== undefined);
  if (!isSame) return undefined;
  const files = () => {
    throw new UsageError("investigate", [
      { path: "cache", value: cache.folder, rule: "kept while a question is answered", remedy: "ask again" },
    ]);
  };
  return { ...copy, root, packs: packs.map((pack) => ({ ...pack, files })) };
}

/** Remembers a copy, unless a part of it was not read. */
export function remember(cache: Cache, { root: _, packs, ...copy }: Copy): void {
  const records = packs.flatMap(({ name }) => recordOf(cache, name) ?? []);
  if (records.length < packs.length || copy.names === undefined) return;
  const remembered: Remembered = {
    ...copy,
    format: FORMAT,
    keptSince: new Date().toISOString(),
    changeable: changeableIn(packs, records),
    packs: packs.map(({ files, ...pack }) => pack),
  };
  const unfinished = join(cache.work, "copy.json");
  writeFileSync(unfinished, JSON.stringify(remembered));
  renameSync(unfinished, fileOf(cache));
}

function fileOf({ folder }: Cache): string {
  return join(folder, "copy.json");
}

function read(path: string): Remembered | undefined {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  const remembered: Remembered = JSON.parse(readFileSync(path, "utf8"));
  return remembered.format === FORMAT ? remembered : undefined;
}

/** An unfinished download is in no pack, and needs no comparison: once it is whole its name ends otherwise. */
function changeableIn(packs: readonly Pack[], records: readonly PackRecord[]): readonly Changeable[] {
  const faults = records.flatMap(({ damaged, odd, partial, foreign }): readonly SkippedFile[] => [
    ...damaged,
    ...odd,
    ...partial,
    ...foreign,
  ]);
  const faulty = new Set(faults.map(({ path }) => path));
  return packs
    .flatMap(({ files }) => files())
    .filter(({ path }) => faulty.has(path) || !isCloudTrailsName(path.slice(path.lastIndexOf("/") + 1)))
    .map(({ path, bytes, modified }) => ({ path, bytes, modified }));
}

function isUnchanged(root: string, { path, bytes, modified }: Changeable): boolean {
  const file = statSync(join(root, path), { throwIfNoEntry: false });
  return file !== undefined && file.size === bytes && file.mtimeMs === modified;
}

/** Of the names of everything below a folder. */
function fingerprint(root: string): string {
  const names: string[] = [];
  const visit = (folder: string) => {
    const folders: string[] = [];
    const files: string[] = [];
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) folders.push(entry.name);
      else if (entry.isFile()) files.push(entry.name);
    }
    // No file system has "/" in a name.
    names.push(folders.sort().join("//"), files.sort().join("//"));
    for (const name of folders) visit(`${folder}/${name}`);
  };
  visit(root);
  return sha256(names.join("///"));
}
