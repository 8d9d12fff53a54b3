import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { GzipError, gunzip } from "../../gzip";

/** What is wrong with a file; its message says it in a few words. */
export class UnreadableFile extends Error {}

/** There is none of that name. */
export class MissingFile extends Error {}

/**
 * Opens a plain file: a link is not followed, and a pipe or device that nobody writes to does not keep us waiting.
 *
 * @throws MissingFile, UnreadableFile
 */
export function openPlain(path: string): { readonly file: number; readonly size: number } {
  const file = open(path);
  const stats = fstatSync(file);
  if (stats.isFile()) return { file, size: stats.size };
  closeSync(file);
  throw new UnreadableFile("no plain file");
}

function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new MissingFile();
    throw new UnreadableFile(code === "ELOOP" || code === "EMLINK" ? "a symbolic link" : (code ?? "cannot be opened"));
  }
}

/** A buffer that every file of a thread is read into. */
let reused = Buffer.allocUnsafe(1 << 20);

/** The bytes of an open file; valid until the next call. */
export function readWhole(file: number, size: number): Buffer {
  if (size > reused.length) reused = Buffer.allocUnsafe(2 ** Math.ceil(Math.log2(size)));
  let length = 0;
  while (length < size) {
    const read = readSync(file, reused, length, size - length, length);
    if (read === 0) break;
    length += read;
  }
  return reused.subarray(0, length);
}

/** What a gzip file holds. @returns undefined where it unfolds to more than `limit` bytes. @throws UnreadableFile */
export function unfold(compressed: Buffer, limit: number): Buffer | undefined {
  try {
    return gunzip(compressed, limit);
  } catch (error) {
    throw error instanceof GzipError ? new UnreadableFile(error.message) : error;
  }
}
