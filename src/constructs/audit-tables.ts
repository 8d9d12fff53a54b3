import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import type { Organization } from "../config/organization";
import { regionsOf } from "../config/regions";
import type { Names } from "../naming";
import type { WorkbenchNames } from "../naming/workbench-names";
import { type Accounts, glueTable, type Layout } from "../queries/glue-table";
import { CLOUDTRAIL, TABLES, type Table } from "../queries/tables";
import { escapeVariables } from "./policy-json";

export interface AuditTablesProps {
  readonly names: Names;
  readonly workbench: WorkbenchNames;
  readonly archive: Organization["archive"];
  /** Ids of the accounts that are read where a query names none, with commas between them. */
  readonly accountIds: string;
}

const TEMPLATE = "storage.location.template";

/** `${account}`: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html */
const ATHENA_VARIABLE = /\$\{/g;

/** Where logs are kept for ever: so far back a query without a first day looks. */
const TEN_YEARS = 3653;

/** What queries read: the archive's logs, Insights and digests as tables, without a file being moved. */
export class AuditTables extends Construct {
  readonly databaseName: string;

  constructor(scope: Construct, id: string, { names, workbench, archive, accountIds }: AuditTablesProps) {
    super(scope, id);
    const layout: Layout = {
      bucket: names.archive.bucket.name,
      prefix: `${names.archive.deliveryRoot}${names.organizationId}/`,
      regions: regionsOf(names.partition),
      days: archive.retentionDays ?? TEN_YEARS,
    };

    const database = new GlueCatalogDatabase(this, "database", {
      name: workbench.database.name,
      description: "The organization's audit trail, for queries",
    });
    const addTable = (name: string, table: Table, accounts: Accounts, description: string) => {
      const { columns, partitionKeys, parameters, ...stored } = glueTable(table, layout, accounts);
      new GlueCatalogTable(this, name, {
        name,
        description,
        databaseName: database.name,
        tableType: "EXTERNAL_TABLE",
        // Athena's variables, which Terraform would take for its own.
        parameters: { ...parameters, [TEMPLATE]: escapeVariables(parameters[TEMPLATE] ?? "", ATHENA_VARIABLE) },
        partitionKeys: [...partitionKeys],
        storageDescriptor: {
          columns: [...columns],
          location: stored.location,
          inputFormat: stored.inputFormat,
          outputFormat: stored.outputFormat,
          serDeInfo: { serializationLibrary: stored.serDe },
        },
      });
    };
    for (const table of TABLES) addTable(table.name, table, { listed: accountIds }, DESCRIPTIONS[table.name]);
    addTable(
      `${CLOUDTRAIL.name}_by_account`,
      CLOUDTRAIL,
      "injected",
      "Events of the one account that a query names: also of one that left, or that joined since the last apply",
    );

    this.databaseName = database.name;
  }
}

const DESCRIPTIONS: Readonly<Record<Table["name"], string>> = {
  cloudtrail: "Events of every account that is in the organization",
  cloudtrail_insights: "Unusual rates of calls and errors, as CloudTrail Insights found them",
  cloudtrail_digests: "Digest files: which log files were delivered, and their hashes",
};
