import { gunzipSync } from "node:zlib";

const FAULTS = {
  cut: "its gzip stream is cut off",
  damaged: "its gzip stream is damaged",
  followed: "data behind the end of its gzip stream",
} as const;

/** What is wrong with a gzip stream; its message says it in a few words. */
export class GzipError extends Error {
  constructor(readonly fault: keyof typeof FAULTS) {
    super(FAULTS[fault]);
  }
}

/** The shortest gzip stream: a header of 10 bytes, an empty block, a trailer of 8. */
const SHORTEST = 18;

/**
 * What a gzip file holds, all members of it, checked by checksum and length.
 *
 * @param limit bytes that it may unfold to
 * @returns undefined where it unfolds to more
 * @throws GzipError if it is cut off, damaged, or has anything behind its end
 */
export function gunzip(compressed: Buffer, limit: number): Buffer | undefined {
  if (compressed.length < SHORTEST) throw new GzipError("cut");
  // The trailer says how long the content is, so one piece of memory is enough; a lie costs no more than another piece.
  const stated = compressed.readUInt32LE(compressed.length - 4) + 1;
  const chunkSize = Math.min(Math.max(stated, 1 << 12), 1 << 22);
  try {
    // What `info` adds is not in the types: how many bytes were taken in.
    const { buffer, engine } = gunzipSync(compressed, { info: true, maxOutputLength: limit, chunkSize }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    if (engine.bytesWritten !== compressed.length) throw new GzipError("followed");
    return buffer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw error instanceof GzipError ? error : gzipError(code);
  }
}

/** Of the code of an error of zlib's. */
export function gzipError(code: string | undefined): GzipError {
  return new GzipError(code === "Z_BUF_ERROR" ? "cut" : "damaged");
}
