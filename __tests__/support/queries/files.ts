import { gzipSync } from "node:zlib";
import type { Table } from "../../../src/queries/tables";
import { keyOf, logOf } from "../log-copies";
import type { TableRow } from "./rows";

/** What the archive calls the files of a table. */
const KINDS: Readonly<Record<Table["name"], string>> = {
  cloudtrail: "CloudTrail",
  cloudtrail_insights: "CloudTrail-Insight",
  cloudtrail_digests: "CloudTrail-Digest",
};

/** A file of CloudTrail's for each row, by its key in the archive. A digest is a file by itself. */
export function filesOf(rows: readonly TableRow[]): Readonly<Record<string, Buffer>> {
  return Object.fromEntries(
    rows.map(({ table, fields: { account, region, day }, record }, index) => {
      const key = keyOf(`${account} ${region} ${day}`, `Row${String(index).padStart(13, "0")}`, KINDS[table.name]);
      return [key, table.name === "cloudtrail_digests" ? gzipSync(JSON.stringify(record)) : logOf([record])];
    }),
  );
}
