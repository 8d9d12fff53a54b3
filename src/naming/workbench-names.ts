import type { Organization } from "../config/organization";
import type { Partition } from "../config/regions";
import { type NamedArn, named } from "./named-arn";

/** What the organization's queries are made of. */
export interface WorkbenchNames {
  /** The security account; the log-archive account where there is none. */
  readonly accountId: string;
  /** Glue's database. */
  readonly database: NamedArn;
  /** ARN pattern of its tables. */
  readonly tables: string;
  /** Glue asks for the account's catalog too, whatever is asked of a database. */
  readonly catalogArn: string;
  /** Athena's own name for that catalog. */
  readonly dataCatalogArn: string;
  readonly workGroup: NamedArn;
  readonly resultsBucket: NamedArn;
  readonly analystRole: NamedArn;
  /** ARNs, or ARN patterns of permission sets' roles, of who may take that role on. */
  readonly analystArns: readonly string[];
}

/**
 * Athena takes letters, digits and underscores in the name of a database.
 * https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html
 */
export function databasePrefix(auditPrefix: string): string {
  return auditPrefix.replaceAll("-", "_");
}

export function workbenchNames(
  { accounts, homeRegion }: Organization,
  auditPrefix: string,
  partition: Partition,
  analystArns: readonly string[],
): WorkbenchNames {
  const accountId = (accounts.security ?? accounts.logArchive).id;
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${homeRegion}:${accountId}:${resource}`;
  const database = databasePrefix(auditPrefix);
  return {
    accountId,
    database: named(database, (name) => arn("glue", `database/${name}`)),
    tables: arn("glue", `table/${database}/*`),
    catalogArn: arn("glue", "catalog"),
    dataCatalogArn: arn("athena", "datacatalog/AwsDataCatalog"),
    workGroup: named(auditPrefix, (name) => arn("athena", `workgroup/${name}`)),
    // All of S3 shares one space of names: the account's id makes it ours.
    resultsBucket: named(`${auditPrefix}-query-results-${accountId}`, (name) => `arn:${partition}:s3:::${name}`),
    analystRole: named(`${auditPrefix}-analyst`, (name) => `arn:${partition}:iam::${accountId}:role/${name}`),
    analystArns,
  };
}
