import { type GrantTable, on } from "./grant";

/** Glue asks for the catalog, the database and, where there is one, the table. */
export const QUERY_GRANTS: GrantTable = {
  aws_athena_workgroup: [
    on("WorkGroups", {
      read: ["athena:GetWorkGroup", "athena:ListTagsForResource"],
      create: ["athena:CreateWorkGroup", "athena:TagResource"],
      update: ["athena:TagResource", "athena:UntagResource", "athena:UpdateWorkGroup"],
      delete: ["athena:DeleteWorkGroup"],
    }),
  ],
  aws_athena_named_query: [
    on("WorkGroups", {
      read: ["athena:GetNamedQuery"],
      create: ["athena:CreateNamedQuery"],
      delete: ["athena:DeleteNamedQuery"],
    }),
  ],
  aws_glue_catalog_database: [
    on("Catalog", {
      read: ["glue:GetDatabase"],
      create: ["glue:CreateDatabase"],
      update: ["glue:UpdateDatabase"],
      delete: ["glue:DeleteDatabase"],
    }),
    // Tags know the database alone. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
    on("Databases", {
      read: ["glue:GetTags"],
      create: ["glue:TagResource"],
      update: ["glue:TagResource", "glue:UntagResource"],
    }),
  ],
  aws_glue_catalog_table: [
    on("Catalog", {
      read: ["glue:GetPartitionIndexes", "glue:GetTable"],
      create: ["glue:CreateTable"],
      update: ["glue:UpdateTable"],
      delete: ["glue:DeleteTable"],
    }),
  ],
};
