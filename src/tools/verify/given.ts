import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, type Problem } from "../../config/problem";
import { sha256 } from "../sha256";
import { readKeys, type SavedKey } from "./offline/keys";
import type { Range } from "./offline/range";
import { readSignatures, type SavedSignature } from "./offline/signatures";
import type { Input } from "./report/report";

export interface OfflineOptions {
  readonly logs: string;
  readonly keys: readonly string[];
  readonly newestSignature?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

export interface ReadOptions {
  readonly keys: readonly SavedKey[];
  readonly signatures: readonly SavedSignature[];
  readonly range: Range;
  readonly inputs: readonly Input[];
}

/**
 * Reads everything that a verification rests on.
 *
 * @throws ConfigError with all that is wrong
 */
export function readOptions({ logs, keys, newestSignature = [], from, to }: OfflineOptions): ReadOptions {
  const problems: Problem[] = [...wrongFolder(logs)];
  const range = rangeOf(from, to, problems);
  const inputs: Input[] = [];
  const read = <T>(option: string, file: string, parse: (text: string) => Parsed<T>): readonly T[] => {
    const text = textOf(option, file, problems);
    if (text === undefined) return [];
    const { found, problems: own } = parse(text);
    problems.push(...own.map((one) => ({ ...one, path: `${file}: ${one.path}` })));
    inputs.push({
      file,
      sha256: sha256(text),
      holds: `${option === "--keys" ? "public keys" : "signatures"}: ${found.length}`,
    });
    return found;
  };
  const savedKeys = keys.flatMap((file) =>
    read("--keys", file, (text) => {
      const { keys: found, problems: own } = readKeys(text);
      return { found, problems: own };
    }),
  );
  const signatures = newestSignature.flatMap(filesOf).flatMap((file) =>
    read("--newest-signature", file, (text) => {
      const { signatures: found, problems: own } = readSignatures(text, file);
      return { found, problems: own };
    }),
  );
  if (problems.length > 0) throw new ConfigError("org-trail verify", problems);
  const unique = [...new Map(signatures.map((one) => [one.signature, one])).values()];
  return { keys: savedKeys, signatures: unique, range, inputs };
}

interface Parsed<T> {
  readonly found: readonly T[];
  readonly problems: readonly Problem[];
}

function wrongFolder(logs: string): readonly Problem[] {
  const remedy = "name the folder that has AWSLogs/, as aws s3 sync s3://BUCKET FOLDER made it";
  const isFolder = statSync(logs, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? [] : [{ path: "--logs", value: logs, rule: "a folder", remedy }];
}

/** A folder stands for every .json file in it. */
function filesOf(path: string): readonly string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(path, name));
}

function textOf(option: string, file: string, problems: Problem[]): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    problems.push({
      path: option,
      value: file,
      rule: `a file that can be read (${code})`,
      remedy: "docs/runbooks/verify-the-logs.md says which command writes it",
    });
    return undefined;
  }
}

export function rangeOf(from: string | undefined, to: string | undefined, problems: Problem[]): Range {
  const moment = (path: string, value: string | undefined) => {
    if (value === undefined) return undefined;
    const parsed = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/.test(value) ? new Date(value) : new Date(Number.NaN);
    if (!Number.isNaN(parsed.getTime())) return `${parsed.toISOString().slice(0, 19)}Z`;
    problems.push({
      path,
      value,
      rule: "a moment in UTC, 2026-11-20T00:00:00Z, or a day, 2026-11-20, which means its beginning",
      remedy: "write it like that",
    });
    return undefined;
  };
  const range = { from: moment("--from", from), to: moment("--to", to) };
  if (range.from !== undefined && range.to !== undefined && range.from >= range.to)
    problems.push({ path: "--to", value: to, rule: `later than --from ${from}`, remedy: "exchange the two" });
  return {
    ...(range.from === undefined ? {} : { from: range.from }),
    ...(range.to === undefined ? {} : { to: range.to }),
  };
}
