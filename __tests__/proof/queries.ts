import type { Organization } from "../../src/config/organization";
import type { Names } from "../../src/naming";
import type { WorkbenchNames } from "../../src/naming/workbench-names";
import { TARGETS } from "../../src/threats/targets";
import { type AssumedRole, type Caller, role } from "../support/iam/caller";
import type { Request } from "../support/iam/request";
import { rolesNamed } from "../support/permission-sets";
import { STRANGER, STRANGERS_ORGANIZATION } from "./emitted-environment";
import { type LegitimateUse, requests } from "./legitimate-use";
import type { Refusal } from "./refusals";

const BY_ATHENA = ["athena.amazonaws.com"];

/** Every role that the description names, and the role that they take. */
function callersIn({ workbench: described }: Organization, { accountId, analystRole }: WorkbenchNames) {
  const analysts = (described?.analysts ?? []).flatMap(({ accountId: account, role: named }) =>
    rolesNamed(named).map((name) => role(account, name)),
  );
  return { analysts, analyst: role(accountId, analystRole.name) };
}

/** @param reads what a read of a log and of a digest asks of S3 and KMS, by way of services */
export function queryUses(
  organization: Organization,
  names: Names,
  reads: (via: readonly string[]) => readonly Request[],
): readonly LegitimateUse[] {
  const { workbench } = names;
  if (workbench === undefined) return [];
  const { analysts, analyst } = callersIn(organization, workbench);
  return [
    ...analysts.map((caller) => ({
      what: `${caller.role} takes the analyst's role, and says who asks`,
      caller,
      requests: requests(workbench.analystRole.arn, "sts:AssumeRole", "sts:SetSourceIdentity"),
    })),
    {
      what: "an analyst finds a saved query, asks it and fetches what it found",
      caller: analyst,
      requests: [
        ...requests("*", "athena:ListWorkGroups"),
        ...requests(
          workbench.workGroup.arn,
          "athena:ListNamedQueries",
          "athena:GetNamedQuery",
          "athena:GetWorkGroup",
          "athena:StartQueryExecution",
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          "athena:StopQueryExecution",
        ),
        ...requests(workbench.dataCatalogArn, "athena:ListDatabases", "athena:GetTableMetadata"),
        ...through(BY_ATHENA, requests(workbench.database.arn, "glue:GetDatabase")),
        ...tablesOf(workbench).flatMap((arn) => through(BY_ATHENA, requests(arn, "glue:GetTable"))),
        ...through(BY_ATHENA, requests(names.archive.bucket.arn, "s3:GetBucketLocation", "s3:ListBucket")),
        ...reads(BY_ATHENA),
        ...through(BY_ATHENA, requests(workbench.resultsBucket.arn, "s3:GetBucketLocation", "s3:ListBucket")),
        ...through(BY_ATHENA, requests(resultIn(workbench), "s3:PutObject", "s3:GetObject")),
        ...requests(resultIn(workbench), "s3:GetObject"),
      ],
    },
  ];
}

/** Each is a legitimate use with one thing changed. */
export function queryRefusals(organization: Organization, names: Names, archiveKeyArn: string): readonly Refusal[] {
  const { workbench } = names;
  if (workbench === undefined) return [];
  const { analyst } = callersIn(organization, workbench);
  const administrator = role(workbench.accountId, "Administrator");
  const result = resultIn(workbench);
  const ofResults = (what: string, caller: Caller, by: string, asked: Partial<Request> = {}): Refusal => ({
    what,
    caller,
    requests: requests(result, "s3:GetObject").map((request) => ({ ...request, ...asked })),
    by,
  });
  const lookalike: AssumedRole = role(workbench.accountId, `${workbench.analystRole.name}-2`);
  const place = { names, account: names.logArchiveAccountId, archiveKeyArn };
  return [
    ofResults("an administrator reads what analysts found", administrator, "DenyResultsExceptToAnalysts"),
    ofResults("a role that is called almost like the analyst's reads it", lookalike, "DenyResultsExceptToAnalysts"),
    ofResults("an analyst fetches it over plain HTTP", analyst, "DenyResultsInsecureTransport", { tls: "none" }),
    ofResults("an analyst fetches it over TLS 1.1", analyst, "DenyResultsOutdatedTls", { tls: "1.1" }),
    ofResults("an analyst fetches it through an access point", analyst, "DenyResultsAccessPoints", {
      context: { "s3:DataAccessPointArn": TARGETS.accessPoint(place) ?? "" },
    }),
    {
      what: "a stranger lists the results",
      caller: { ...role(STRANGER, "Administrator"), organizationId: STRANGERS_ORGANIZATION },
      requests: requests(workbench.resultsBucket.arn, "s3:ListBucket"),
      by: "DenyResultsPrincipalsOutsideOrganization",
    },
    {
      what: "an administrator of another account takes the analyst's role",
      caller: role(names.managementAccountId, "Administrator"),
      requests: requests(workbench.analystRole.arn, "sts:AssumeRole"),
    },
    {
      what: "an analyst changes what queries read, or where results go",
      caller: analyst,
      requests: [
        ...requests(workbench.workGroup.arn, "athena:UpdateWorkGroup", "athena:DeleteWorkGroup"),
        ...requests(workbench.workGroup.arn.replace(/[^/]*$/, "primary"), "athena:StartQueryExecution"),
        ...tablesOf(workbench).flatMap((arn) => requests(arn, "glue:UpdateTable", "glue:DeleteTable")),
      ],
    },
    {
      what: "an analyst reads who read the archive",
      caller: analyst,
      requests: requests(`${names.archive.accessLogBucket.arn}/one`, "s3:GetObject"),
    },
  ];
}

function tablesOf({ database }: WorkbenchNames): readonly string[] {
  return [database.arn.replace(":database/", ":table/").concat("/cloudtrail")];
}

const resultIn = ({ resultsBucket }: WorkbenchNames): string => `${resultsBucket.arn}/result.csv`;

const through = (via: readonly string[], asked: readonly Request[]): readonly Request[] =>
  asked.map((request) => ({ ...request, via }));
