import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { gunzipSync } from "node:zlib";

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

/** The shortest gzip stream: a header of 10 bytes, an empty block, a trailer of 8. */
const SHORTEST_GZIP = 18;

/**
 * What a gzip file holds, all members of it, checked by its CRC.
 *
 * @param limit bytes that it may unfold to
 * @returns undefined where it unfolds to more
 * @throws UnreadableFile if it is cut off, damaged, or has anything behind its end
 */
export function unfold(compressed: Buffer, limit: number): Buffer | undefined {
  if (compressed.length < SHORTEST_GZIP) throw new UnreadableFile("no complete gzip stream");
  // The trailer says how long the content is, so one piece of memory is enough; a lie costs no more than another piece.
  const stated = compressed.readUInt32LE(compressed.length - 4) + 1;
  const chunkSize = Math.min(Math.max(stated, 1 << 12), 1 << 22);
  try {
    const { buffer, engine } = gunzipSync(compressed, { info: true, maxOutputLength: limit, chunkSize }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    if (engine.bytesWritten !== compressed.length) throw new UnreadableFile("data behind the end of its gzip stream");
    return buffer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") return undefined;
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(gzipError(code));
  }
}

export function gzipError(code: string | undefined): string {
  return code === "Z_BUF_ERROR" ? "its gzip stream is cut off" : "its gzip stream is damaged";
}
