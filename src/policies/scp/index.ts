import { forwardsByStackSet } from "../../config/forwarding";
import { exemptsStackSets, securityServicesAdministratorId } from "../../config/guardrails";
import type { Organization } from "../../config/organization";
import type { Names } from "../../naming";
import { exceptRoles } from "../callers";
import { policyDocument, type Statement } from "../document";
import type { AttachedPolicy, PolicyTarget } from "../organization-policy";
import {
  denyAccountPublicAccessChanges,
  denyAccountPublicAccessChangesByRoot,
} from "./deny-account-public-access-changes";
import { denyArchiveAccessGrants } from "./deny-archive-access-grants";
import { denyArchiveBucketChanges } from "./deny-archive-bucket-changes";
import { denyArchiveBucketDestruction } from "./deny-archive-bucket-destruction";
import { denyArchiveChangesByRoot } from "./deny-archive-changes-by-root";
import { denyArchiveKeyChanges } from "./deny-archive-key-changes";
import { denyArchiveKeyDestruction } from "./deny-archive-key-destruction";
import { denyArchiveObjectChanges } from "./deny-archive-object-changes";
import { denyAuditRoleChanges } from "./deny-audit-role-changes";
import { denyBusPermissionChanges } from "./deny-bus-permission-changes";
import { denyControlTowerRoleChanges } from "./deny-control-tower-role-changes";
import { denyDetectionTampering } from "./deny-detection-tampering";
import { denyFederationChanges } from "./deny-federation-changes";
import { denyIdentityCenterChanges } from "./deny-identity-center-changes";
import { denyLeavingOrganization } from "./deny-leaving-organization";
import { denyPolicyAdministration } from "./deny-policy-administration";
import { denySecurityServicesOff } from "./deny-security-services-off";
import { denyStackSetRoleChanges, stackSetRoles } from "./deny-stack-set-role-changes";
import { denyTrailChanges } from "./deny-trail-changes";
import { denyTrailTampering } from "./deny-trail-tampering";

/**
 * Every service control policy, what is in it, and where it is attached: all in this one place. Of the policies
 * that AWS allows a target (POLICY_QUOTAS), each unit carries three of ours, and the log-archive account one.
 */
export function serviceControlPolicies(names: Names, organization: Organization): readonly AttachedPolicy[] {
  const { organizationalUnits, attachToRoot, controlTower } = organization.guardrails;
  const everywhere: readonly PolicyTarget[] = [
    ...(attachToRoot ? [{ kind: "root" } as const] : []),
    ...organizationalUnits.map((path) => ({ kind: "organizational-unit", path }) as const),
  ];
  const detection = detectionStatements(names, organization);

  return [
    {
      id: "baseline",
      name: names.scp.baseline,
      description: "Nobody in a member account stops a trail or empties it of events",
      document: policyDocument([denyTrailTampering()]),
      targets: everywhere,
    },
    {
      id: "trail",
      name: names.scp.trail,
      description: "Nobody in a member account blinds the trail, makes one of their own, or leaves the organization",
      document: policyDocument([
        denyTrailChanges(),
        denyLeavingOrganization(),
        denyPolicyAdministration(),
        denyIdentityCenterChanges(names),
        denySecurityServicesOff(names, securityServicesAdministratorId(organization), controlTower),
        ...hubStatements(names, organization),
        ...(exemptsStackSets(organization) ? [denyStackSetRoleChanges(names)] : []),
        ...(controlTower ? [denyControlTowerRoleChanges(names)] : []),
      ]),
      targets: everywhere,
    },
    ...(detection.length === 0
      ? []
      : [
          {
            id: "detection",
            name: names.scp.detection,
            description: "Nobody in a member account blinds detection or takes the deploy role's place",
            document: policyDocument(detection),
            targets: everywhere,
            grownBy: {
              path: "accounts.workloads",
              value: `${organization.accounts.workloads.length} workloads, each with a stack and an exempt role`,
              remedy:
                "lower forwarding.stackSetFrom: one StackSet then forwards for all of them, and their accounts need no stack",
            },
          },
        ]),
    {
      id: "archive",
      name: names.scp.archive,
      description: "Nobody in the log-archive account rewrites, opens or destroys the archive or its key",
      document: policyDocument(archiveStatements(names)),
      targets: [{ kind: "account", accountId: names.logArchiveAccountId }],
    },
  ];
}

/** Only where a deploy role is named: without the exemption Terraform is stopped too, and so are StackSets. */
function detectionStatements(names: Names, organization: Organization): readonly Statement[] {
  const { deployRole } = organization.guardrails;
  if (deployRole === undefined) return [];
  const byStackSet = forwardsByStackSet(organization);
  const exemption = exceptRoles([...names.deployRoleArns, ...(byStackSet ? [stackSetRoles(names)] : [])]);
  const { logArchive, security } = organization.accounts;
  const evidence = [logArchive.id, ...(security === undefined ? [] : [security.id])];
  return [
    denyDetectionTampering(names, exemption, byStackSet),
    denyAuditRoleChanges(names, deployRole, exemption),
    denyFederationChanges(
      evidence,
      evidence.flatMap((id) => names.deployRoleArn(id) ?? []),
    ),
  ];
}

/** The security account holds the audit bus. */
function hubStatements(names: Names, { accounts: { security } }: Organization): readonly Statement[] {
  if (security === undefined) return [];
  const deployRole = names.deployRoleArn(security.id);
  if (deployRole === undefined) return [];
  return [denyBusPermissionChanges(security.id, deployRole)];
}

function archiveStatements(names: Names): readonly Statement[] {
  const deployRole = names.deployRoleArn(names.logArchiveAccountId);
  return [
    denyArchiveObjectChanges(names),
    denyArchiveBucketDestruction(names),
    denyArchiveAccessGrants(names),
    denyArchiveKeyDestruction(names),
    ...(deployRole === undefined
      ? [denyArchiveChangesByRoot(names), denyAccountPublicAccessChangesByRoot(names)]
      : [
          denyArchiveBucketChanges(names, deployRole),
          denyArchiveKeyChanges(names, deployRole),
          denyAccountPublicAccessChanges(deployRole),
        ]),
  ];
}
