import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { auditorRolePolicy, auditorTrustPolicy } from "../policies/auditor-role-policy";
import { policyJson } from "./policy-json";

export interface AuditorAccessProps {
  readonly names: Names;
}

/** Four hours: what STS gives a user, and the console; a session that takes the role on by API has one (ADR 0023). */
const LONGEST_SESSION_SECONDS = 4 * 3600;

/** Roles that read the archive in an incident or an audit, one for each end of access. Lives in the log-archive account. */
export class AuditorAccess extends Construct {
  constructor(scope: Construct, id: string, { names }: AuditorAccessProps) {
    super(scope, id);

    for (const auditor of names.auditors) {
      const role = new IamRole(this, `role${auditor.suffix}`, {
        name: auditor.role.name,
        description: "Reads the organization's audit trail, and changes nothing",
        assumeRolePolicy: policyJson(auditorTrustPolicy(names, auditor)),
        maxSessionDuration: LONGEST_SESSION_SECONDS,
        // Whoever revoked its sessions left a policy on it, with which IAM deletes no role.
        // https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/iam_role#force_detach_policies-1
        forceDetachPolicies: true,
        permissionsBoundary: names.roleBoundary(names.logArchiveAccountId)?.arn,
      });
      new IamRolePolicy(this, `role-policy${auditor.suffix}`, {
        name: "ReadTheAuditTrail",
        role: role.name,
        policy: policyJson(auditorRolePolicy(names)),
      });
    }
  }
}
