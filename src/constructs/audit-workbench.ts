import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import type { Organization } from "../config/organization";
import type { Names } from "../naming";
import type { WorkbenchNames } from "../naming/workbench-names";
import { analystRolePolicy, analystTrustPolicy } from "../policies/analyst-role-policy";
import type { SavedQuery } from "../queries/saved-query";
import { AuditTables } from "./audit-tables";
import { policyJson } from "./policy-json";
import { QueryResultsBucket } from "./query-results-bucket";

export interface AuditWorkbenchProps {
  readonly names: Names;
  readonly workbench: WorkbenchNames;
  readonly archive: Organization["archive"];
  /** What the description says of it. */
  readonly described: NonNullable<Organization["workbench"]>;
  /** Queries that analysts find in the work group. */
  readonly queries: readonly SavedQuery[];
  /** The management account's provider: it knows every account of the organization. */
  readonly managementProvider: AwsProvider;
}

const GIGABYTE = 1_000_000_000;

/**
 * Questions to the archive in SQL: tables over the logs where they lie, a work group whose settings nobody overrides, the
 * catalogue's queries, and a role for whoever asks. Lives in the security account, or in the log-archive account.
 */
export class AuditWorkbench extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { names, workbench, archive, described, queries, managementProvider }: AuditWorkbenchProps,
  ) {
    super(scope, id);

    const { fqn } = new DataAwsOrganizationsOrganization(this, "organization", { provider: managementProvider });
    const { databaseName } = new AuditTables(this, "tables", {
      names,
      workbench,
      archive,
      accountIds: `\${join(",", sort(${fqn}.accounts[*].id))}`,
    });
    const { bucketName } = new QueryResultsBucket(this, "results", {
      names,
      workbench,
      resultDays: described.resultDays,
    });
    const workGroup = new AthenaWorkgroup(this, "work-group", {
      name: workbench.workGroup.name,
      description: "Questions to the organization's audit trail",
      configuration: {
        // Results go to our bucket, encrypted, whatever a client asks for.
        // https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: described.queryLimitGigabytes * GIGABYTE,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${bucketName}/`,
          encryptionConfiguration: { encryptionOption: "SSE_S3" },
          expectedBucketOwner: workbench.accountId,
        },
      },
    });
    for (const { name, description, sql } of queries) {
      new AthenaNamedQuery(this, `query-${name}`, {
        name,
        description,
        query: sql,
        workgroup: workGroup.name,
        database: databaseName,
      });
    }
    const role = new IamRole(this, "analyst-role", {
      name: workbench.analystRole.name,
      description: "Asks the organization's audit trail questions, and changes nothing",
      assumeRolePolicy: policyJson(analystTrustPolicy(names, workbench)),
      permissionsBoundary: names.roleBoundary(workbench.accountId)?.arn,
    });
    new IamRolePolicy(this, "analyst-role-policy", {
      name: "AskTheAuditTrail",
      role: role.name,
      policy: policyJson(analystRolePolicy(names, workbench)),
    });
  }
}
