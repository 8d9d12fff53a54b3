import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { sha256 } from "../sha256";

/** One place where two outputs differ. */
export interface Difference {
  /** File below the output folder. */
  readonly file: string;
  readonly path: string;
  /** `undefined`: it was not there. */
  readonly before: unknown;
  /** `undefined`: it is gone. */
  readonly after: unknown;
}

/** Files of an output, parsed, by their path below it. */
export type Output = Readonly<Record<string, unknown>>;

/** Every place where the outputs differ, but for comments (`//`), which Terraform does not read. */
export function differencesOf(before: Output, after: Output): readonly Difference[] {
  return unionOfKeys(before, after).flatMap((file) =>
    compare(before[file], after[file], "").map((difference) => ({ file, ...difference })),
  );
}

type Found = Omit<Difference, "file">;

function compare(before: unknown, after: unknown, path: string): readonly Found[] {
  if (isObject(before) && isObject(after) && Array.isArray(before) === Array.isArray(after)) {
    return unionOfKeys(before, after)
      .filter((key) => key !== "//")
      .flatMap((key) => compare(before[key], after[key], joined(path, key, Array.isArray(before))));
  }
  return Object.is(before, after) ? [] : [{ path, before, after }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function unionOfKeys(one: object, other: object): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}

function joined(path: string, key: string, isIndex: boolean): string {
  if (isIndex) return `${path}[${key}]`;
  const name = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
  return path === "" ? name : `${path}.${name}`;
}

/** Reads what a synthesis wrote: JSON as such, any other file as its hash. */
export function readOutput(folder: string): Output {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(folder, file).replaceAll(sep, "/"), contentOf(file)];
    }),
  );
}

function contentOf(file: string): unknown {
  const bytes = readFileSync(file);
  if (file.endsWith(".json")) return JSON.parse(bytes.toString("utf8"));
  return `sha256:${sha256(bytes)}`;
}
