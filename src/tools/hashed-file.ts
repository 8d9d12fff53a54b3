import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { sha256 } from "./sha256";

/**
 * Writes a report, its hash beside it, and the hash to standard error: whoever keeps the hash elsewhere can show later that the
 * report is the same.
 */
export function writeHashed(output: string, text: string): void {
  const hash = sha256(text);
  writeFileSync(output, text);
  writeFileSync(`${output}.sha256`, `${hash}  ${basename(output)}\n`);
  console.error(`${output}: SHA-256 ${hash}; sha256sum -c ${basename(output)}.sha256`);
}
