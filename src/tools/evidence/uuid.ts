import { createHash } from "node:crypto";

/** Of all that this product names by UUIDs. */
const NAMESPACE = Buffer.from("6f2d1c9a54e84b0f9a7c3e1d2b80a4c6", "hex");

/** A version 5 UUID: the same of the same text, always. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5 */
export function uuidOf(text: string): string {
  const hash = createHash("sha1").update(NAMESPACE).update(text).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
