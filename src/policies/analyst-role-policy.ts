import { ConfigError } from "../config/problem";
import type { Names } from "../naming";
import { accountRootArn } from "../naming/account-root";
import type { WorkbenchNames } from "../naming/workbench-names";
import { minified, type PolicyDocument, policyDocument } from "./document";
import { allowDecryptingArchive } from "./key-use";

/** Characters. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const TRUST_POLICY_LIMIT = 2048;

/**
 * The roles that the description names, each in its own account, and nobody else.
 *
 * @throws ConfigError if their ARNs make it too long
 */
export function analystTrustPolicy(names: Names, { analystArns }: WorkbenchNames): PolicyDocument {
  const accountIds = [...new Set(analystArns.map((arn) => arn.split(":")[4] ?? ""))];
  const document = policyDocument([
    {
      Sid: "AllowAnalystsToAssume",
      Effect: "Allow",
      // An account, and by the condition a role in it: a permission set's role is known by a pattern alone.
      Principal: { AWS: accountIds.map((id) => accountRootArn(names, id)) },
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
      Condition: { ArnLike: { "aws:PrincipalArn": analystArns } },
    },
  ]);
  const excess = minified(document).length - TRUST_POLICY_LIMIT;
  if (excess > 0) {
    throw new ConfigError("workbench.analysts", [
      {
        path: "workbench.analysts",
        value: `${analystArns.length} roles, whose ARNs have ${analystArns.join("").length} characters`,
        rule: `a trust policy of at most ${TRUST_POLICY_LIMIT} characters: the analyst's would have ${excess} more`,
        remedy: `name roles with shorter names and paths, ${excess} characters less in all, or fewer of them`,
      },
    ]);
  }
  return document;
}

/**
 * The analyst asks in one work group, of one database, and reads logs and digests. The archive's bucket policy lets the role
 * read, its key's policy lets it decrypt through S3: without any of the three the query fails.
 * https://docs.aws.amazon.com/athena/latest/ug/cross-account-permissions.html
 * https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html
 */
export function analystRolePolicy(names: Names, workbench: WorkbenchNames): PolicyDocument {
  const { archive } = names;
  return policyDocument([
    {
      Sid: "AllowQueries",
      Effect: "Allow",
      Action: [
        "athena:BatchGetNamedQuery",
        "athena:BatchGetQueryExecution",
        "athena:GetNamedQuery",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetQueryResultsStream",
        "athena:GetQueryRuntimeStatistics",
        "athena:GetWorkGroup",
        "athena:ListNamedQueries",
        "athena:ListQueryExecutions",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
      ],
      Resource: workbench.workGroup.arn,
    },
    {
      Sid: "AllowListingWorkGroups",
      Effect: "Allow",
      Action: ["athena:ListDataCatalogs", "athena:ListEngineVersions", "athena:ListWorkGroups"],
      Resource: "*",
    },
    {
      Sid: "AllowReadingTheCatalog",
      Effect: "Allow",
      Action: [
        "athena:GetDataCatalog",
        "athena:GetDatabase",
        "athena:GetTableMetadata",
        "athena:ListDatabases",
        "athena:ListTableMetadata",
      ],
      Resource: workbench.dataCatalogArn,
    },
    {
      Sid: "AllowReadingDatabase",
      Effect: "Allow",
      Action: ["glue:GetDatabase", "glue:GetDatabases"],
      Resource: [workbench.catalogArn, workbench.database.arn],
    },
    {
      Sid: "AllowReadingTables",
      Effect: "Allow",
      // Partitions are projected: none is ever read from Glue.
      Action: ["glue:GetTable", "glue:GetTables"],
      Resource: [workbench.catalogArn, workbench.database.arn, workbench.tables],
    },
    {
      Sid: "AllowReadingLogs",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: archive.deliveryPrefixes.map((prefix) => `${archive.bucket.arn}/${prefix}*`),
    },
    {
      Sid: "AllowListingLogs",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket"],
      Resource: archive.bucket.arn,
    },
    allowDecryptingArchive("AllowDecryptingLogs", names),
    {
      Sid: "AllowResults",
      Effect: "Allow",
      Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      Resource: `${workbench.resultsBucket.arn}/*`,
    },
    {
      Sid: "AllowListingResults",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: workbench.resultsBucket.arn,
    },
  ]);
}
