import { createHash } from "node:crypto";
import { closeSync, createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { GzipError, gzipError } from "../../gzip";
import { sha256 } from "../../sha256";
import type { FindingKind } from "../finding";
import { MissingFile, openPlain, readWhole, UnreadableFile, unfold } from "./read-file";

/** A bigger file, or a bigger content, goes through in pieces, so that memory does not depend on it. */
const IN_ONE_PIECE = 32 * 2 ** 20;

/** What a digest states of a log file. */
export interface StatedLogFile {
  readonly path: string;
  readonly hash: string;
}

export interface Fault {
  readonly kind: Extract<FindingKind, "log-file-altered" | "log-file-missing">;
  readonly value: string;
}

/** What is wrong with a log file: undefined where it has the hash that is stated. */
export async function faultOf({ path, hash }: StatedLogFile): Promise<Fault | undefined> {
  try {
    const { file, size } = openPlain(path);
    try {
      const actual = await hashOf(path, file, size);
      return actual === hash.toLowerCase()
        ? undefined
        : { kind: "log-file-altered", value: `SHA-256 ${actual}, not ${hash}` };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof MissingFile) return { kind: "log-file-missing", value: "no such file" };
    if (error instanceof UnreadableFile) return { kind: "log-file-altered", value: error.message };
    throw error;
  }
}

async function hashOf(path: string, file: number, size: number): Promise<string> {
  if (size <= IN_ONE_PIECE) {
    const content = unfold(readWhole(file, size), IN_ONE_PIECE);
    if (content !== undefined) return sha256(content);
  }
  return hashInPieces(path, file, size);
}

async function hashInPieces(path: string, fd: number, size: number): Promise<string> {
  const hash = createHash("sha256");
  const gunzip = createGunzip();
  try {
    await pipeline(createReadStream(path, { fd, autoClose: false, start: 0 }), gunzip, hash);
  } catch (error) {
    throw new UnreadableFile(gzipError((error as NodeJS.ErrnoException).code).message);
  }
  if (gunzip.bytesWritten !== size) throw new UnreadableFile(new GzipError("followed").message);
  return hash.digest("hex");
}
