import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../finding";
import { ACCOUNT, DIGEST_FOLDER, type DigestName, deliveredAt, LOG_FOLDER, parseDigestName, REGION } from "./names";
import { dayFolder, type Range } from "./range";

/** An account's logs of one Region in the folder: what digests of that account and Region can prove. */
export interface Unit {
  readonly accountId: string;
  readonly region: string;
  /**
   * Where they lie: the management account's lie below its own id before the trail is the organization's, and below the
   * organization's from then on, and its chain of digests goes from the one into the other.
   */
  readonly places: readonly AccountFolder[];
}

export interface AccountFolder {
  /** Path of the account's folder below the one that was given. */
  readonly root: string;
  readonly hasDigests: boolean;
  /** `CloudTrail`, `CloudTrail-Insight`, ... */
  readonly logFolders: readonly string[];
}

/** Reads the folders of a copy; what is neither a plain file nor a plain folder is reported and not followed. */
export class Survey {
  private readonly reported = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly report: (finding: Finding) => void,
  ) {}

  /** Every account and Region that has log files or digests, in the order of their names. */
  units(): readonly Unit[] {
    const units = new Map<string, Unit & { readonly places: AccountFolder[] }>();
    for (const root of this.accountFolders("", 0)) {
      const accountId = root.split("/").at(-1) ?? "";
      for (const [region, folders] of this.foldersOfRegions(root)) {
        const id = `${accountId} ${region}`;
        const unit = units.get(id) ?? { accountId, region, places: [] };
        units.set(id, unit);
        const logFolders = folders.filter((name) => name !== DIGEST_FOLDER);
        unit.places.push({ root, hasDigests: folders.includes(DIGEST_FOLDER), logFolders });
      }
    }
    return [...units].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, unit]) => unit);
  }

  /** The folders of a unit's days within the range, each with the names of its log files. */
  *logFiles({ places, region }: Unit, range: Range): Generator<readonly [string, readonly string[]]> {
    for (const { root, logFolders } of places)
      for (const name of logFolders)
        for (const day of this.dayFolders(`${root}/${name}/${region}`, range)) {
          const folder = `${root}/${name}/${region}/${day}`;
          yield [folder, this.filesIn(folder, (file) => deliveredAt(file) !== undefined)];
        }
  }

  /** A unit's digests, with their paths below the folder. */
  digests({ places, region }: Unit): readonly { readonly path: string; readonly name: DigestName }[] {
    const folders = places
      .filter(({ hasDigests }) => hasDigests)
      .map(({ root }) => `${root}/${DIGEST_FOLDER}/${region}`)
      .flatMap((folder) => this.dayFolders(folder, {}).map((day) => `${folder}/${day}`));
    return folders.flatMap((folder) =>
      this.filesIn(folder, (file) => parseDigestName(file) !== undefined).flatMap((file) => {
        const name = parseDigestName(file);
        return name === undefined ? [] : [{ path: `${folder}/${file}`, name }];
      }),
    );
  }

  /** Which of an account's folders have logs or digests of each Region. */
  private foldersOfRegions(root: string): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const name of this.foldersIn(root).filter((one) => LOG_FOLDER.test(one)))
      for (const region of this.regionsIn(`${root}/${name}`)) found.set(region, [...(found.get(region) ?? []), name]);
    return found;
  }

  /** Folders that are named as an account and hold what CloudTrail delivers. Nothing lies deeper than a few below a prefix. */
  private accountFolders(path: string, depth: number): readonly string[] {
    if (depth > 12) return [];
    const names = this.foldersIn(path);
    const last = path.split("/").at(-1) ?? "";
    if (ACCOUNT.test(last) && names.some((name) => LOG_FOLDER.test(name))) return [path];
    return names.flatMap((name) => this.accountFolders(path === "" ? name : `${path}/${name}`, depth + 1));
  }

  private regionsIn(path: string): readonly string[] {
    const names = this.foldersIn(path);
    for (const name of names)
      if (!REGION.test(name)) this.report({ kind: "unknown-file", file: `${path}/${name}`, value: "no Region's name" });
    return names.filter((name) => REGION.test(name));
  }

  /** `2026/11/21`, newest last, within a day of the range. */
  private dayFolders(path: string, range: Range): readonly string[] {
    const isWanted = dayFolder(range);
    return this.numbered(path, 4).flatMap((year) =>
      this.numbered(`${path}/${year}`, 2).flatMap((month) =>
        this.numbered(`${path}/${year}/${month}`, 2)
          .map((day) => `${year}/${month}/${day}`)
          .filter(isWanted),
      ),
    );
  }

  private numbered(path: string, digits: number): readonly string[] {
    const names = this.foldersIn(path);
    const isNumber = (name: string) => name.length === digits && /^\d+$/.test(name);
    for (const name of names)
      if (!isNumber(name)) this.report({ kind: "unknown-file", file: `${path}/${name}`, value: "no part of a date" });
    return names.filter(isNumber).sort();
  }

  private foldersIn(path: string): readonly string[] {
    return this.entries(path).flatMap((entry) => {
      if (entry.isDirectory()) return [entry.name];
      if (!entry.isFile()) this.notPlain(path, entry);
      return [];
    });
  }

  private filesIn(path: string, isKnown: (name: string) => boolean): readonly string[] {
    return this.entries(path).flatMap((entry) => {
      if (!entry.isFile()) {
        this.notPlain(path, entry);
        return [];
      }
      if (isKnown(entry.name)) return [entry.name];
      const file = `${path}/${entry.name}`;
      this.report({ kind: "unknown-file", file, value: "neither a log file's name nor a digest's" });
      return [];
    });
  }

  private notPlain(path: string, entry: Dirent): void {
    const value = entry.isSymbolicLink() ? "a symbolic link" : entry.isDirectory() ? "a folder" : "no plain file";
    const file = path === "" ? entry.name : `${path}/${entry.name}`;
    if (!this.reported.has(file)) this.report({ kind: "not-a-file", file, value });
    this.reported.add(file);
  }

  private entries(path: string): readonly Dirent[] {
    return readdirSync(join(this.folder, path), { withFileTypes: true });
  }
}
