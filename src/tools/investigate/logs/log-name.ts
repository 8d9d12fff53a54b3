import { TABLES, type Table } from "../../../queries/tables";

/** Where a log file belongs: what its place in the archive, or else its own name, says of it. */
export interface Place {
  readonly table: Table["name"];
  readonly account: string;
  readonly region: string;
  /** Day of delivery, as the folders are named: `2026/11/20`. */
  readonly day: string;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
const IN_FOLDERS = /(?:^|\/)(\d{12})\/(CloudTrail(?:-[A-Za-z]+)?)\/([a-z0-9-]+)\/(\d{4}\/\d{2}\/\d{2})\/$/;

/**
 * `111122223333_CloudTrail_us-east-1_20261120T0915Z_AbCdEfGhIjKlMnOp.json.gz`; a digest's names the trail and its home too.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html#cloudtrail-log-filename-format
 */
const BY_NAME =
  /^(\d{12})_(CloudTrail(?:-[A-Za-z]+)?)_([a-z]{2}(?:-[a-z]+)+-\d+)_(?:[^/]*_)?(\d{4})(\d{2})(\d{2})T\d{4}(?:\d{2})?Z(?:_[A-Za-z0-9]+)?\.json(?:\.gz)?$/;

/** @param path parted by `/`. @returns undefined for a file that does not say: a download, or one that somebody renamed */
export function placeOf(path: string): Place | undefined {
  const name = path.lastIndexOf("/") + 1;
  return placeInFolder(path.slice(0, name)) ?? placeByName(path.slice(name));
}

/** @param folder of a file, with a `/` at its end where it has a name */
export function placeInFolder(folder: string): Place | undefined {
  const [, account = "", kind = "", region = "", day = ""] = IN_FOLDERS.exec(folder) ?? [];
  return place(kind, account, region, day);
}

export function placeByName(name: string): Place | undefined {
  const [, account = "", kind = "", region = "", year, month, day] = BY_NAME.exec(name) ?? [];
  return place(kind, account, region, `${year}/${month}/${day}`);
}

function place(kind: string, account: string, region: string, day: string): Place | undefined {
  const table = TABLES.find(({ folder }) => folder === kind);
  return table === undefined ? undefined : { table: table.name, account, region, day };
}

/** CloudTrail gives each of its files a name of its own: the same name twice is the same file, copied twice. */
export function isCloudTrailsName(name: string): boolean {
  return BY_NAME.test(name);
}
