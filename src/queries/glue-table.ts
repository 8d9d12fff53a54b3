import { PARTITIONS, type Table } from "./tables";

/** How a table of the catalog comes by its accounts. */
export type Accounts =
  /** These, whatever a query says of accounts. An account that is not among them is not read. */
  | { readonly listed: string }
  /** Whichever one a query names, and it must name one. */
  | "injected";

/** Where a table's files lie, and since when. */
export interface Layout {
  readonly bucket: string;
  /** Key prefix of the organization's accounts: `AWSLogs/o-.../`. */
  readonly prefix: string;
  readonly regions: readonly string[];
  /** Days before today from which files are looked for. */
  readonly days: number;
}

/** What Glue keeps of a table. https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html */
export interface GlueTable {
  readonly location: string;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serDe: string;
  readonly columns: readonly GlueColumn[];
  readonly partitionKeys: readonly GlueColumn[];
  readonly parameters: Readonly<Record<string, string>>;
}

export interface GlueColumn {
  readonly name: string;
  readonly type: string;
}

/** A digest is one object; the records of the others stand in a list, which this format takes apart. */
const RECORDS = "com.amazon.emr.cloudtrail.CloudTrailInputFormat";
const LINES = "org.apache.hadoop.mapred.TextInputFormat";

/**
 * A table whose partitions are computed: Athena lists nothing, and nothing has to be added for a new day.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export function glueTable(
  { name, folder, columns }: Table,
  { bucket, prefix, regions, days }: Layout,
  accounts: Accounts,
): GlueTable {
  const root = `s3://${bucket}/${prefix}`;
  return {
    location: root,
    inputFormat: name === "cloudtrail_digests" ? LINES : RECORDS,
    outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    // Its own SerDe of CloudTrail lacks the newer fields; the page above names this one.
    serDe: "org.apache.hive.hcatalog.data.JsonSerDe",
    columns: columnsOf(columns),
    partitionKeys: columnsOf(PARTITIONS),
    parameters: {
      EXTERNAL: "TRUE",
      "projection.enabled": "true",
      ...(accounts === "injected"
        ? { "projection.account.type": "injected" }
        : { "projection.account.type": "enum", "projection.account.values": accounts.listed }),
      "projection.region.type": "enum",
      "projection.region.values": regions.join(","),
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.interval": "1",
      "projection.day.interval.unit": "DAYS",
      "projection.day.range": `NOW-${days}DAYS,NOW`,
      "storage.location.template": `${root}\${account}/${folder}/\${region}/\${day}`,
    },
  };
}

function columnsOf(columns: Readonly<Record<string, string>>): readonly GlueColumn[] {
  return Object.entries(columns).map(([name, type]) => ({ name, type }));
}
