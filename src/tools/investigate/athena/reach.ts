import { GetTableCommand, type GlueClient } from "@aws-sdk/client-glue";
import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import type { ArchiveNames } from "../../../naming/archive-names";
import { TABLES } from "../../../queries/tables";

/** How far a table of the catalog goes. Athena reads nothing beyond, and says nothing of it. */
export interface Reach {
  readonly table: string;
  /** Undefined where a query names the account. */
  readonly accounts?: readonly string[];
  readonly regions: readonly string[];
  /** First day whose folder is looked into, `2024/11/30`. */
  readonly from: string;
}

/** Tables that a statement names. */
export function tablesNamed(sql: string): readonly string[] {
  const names = TABLES.flatMap(({ name }) => [name, `${name}_by_account`]);
  return names.filter((name) => new RegExp(`\\b${name}\\b`, "i").test(sql));
}

/** As Glue has it: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
export async function reachOf(glue: GlueClient, database: string, table: string, now: Date): Promise<Reach> {
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: database, Name: table }));
  const { Parameters: parameters = {} } = Table ?? {};
  const list = (name: string) => (parameters[name] ?? "").split(",").filter((value) => value !== "");
  const isListed = parameters["projection.account.type"] === "enum";
  return {
    table,
    ...(isListed && { accounts: list("projection.account.values") }),
    regions: list("projection.region.values"),
    from: firstDay(parameters["projection.day.range"] ?? "", now),
  };
}

/** Of `NOW-2557DAYS,NOW`, as the workbench writes it. */
function firstDay(range: string, now: Date): string {
  const [, days] = /^NOW-(\d+)DAYS,NOW$/.exec(range) ?? [];
  if (days === undefined) throw new Error(`projection.day.range = ${range}: the workbench writes NOW-<days>DAYS,NOW`);
  return new Date(now.getTime() - Number(days) * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "/");
}

/** Accounts that the archive has a folder of: one call for a thousand of them, whatever lies below. */
export async function accountsInArchive(
  s3: S3Client,
  { bucket, deliveryRoot }: ArchiveNames,
  organizationId: string,
): Promise<readonly string[]> {
  const prefix = `${deliveryRoot}${organizationId}/`;
  const accounts: string[] = [];
  for await (const { CommonPrefixes = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: bucket.name, Prefix: prefix, Delimiter: "/" },
  ))
    accounts.push(...CommonPrefixes.map(({ Prefix = "" }) => Prefix.slice(prefix.length, -1)));
  return accounts.filter((name) => /^\d{12}$/.test(name));
}
