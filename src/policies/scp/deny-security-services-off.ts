import type { Names } from "../../naming";
import type { Statement } from "../document";
import { controlTowerRoles } from "./deny-control-tower-role-changes";

/**
 * Every call of AWS Config that makes it see less. AWS Control Tower denies seven of these itself.
 * https://docs.aws.amazon.com/controltower/latest/controlreference/mandatory-controls.html#config-disallow-changes
 */
const CONFIG = [
  "config:DeleteAggregationAuthorization",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:DeleteRetentionConfiguration",
  "config:DeleteServiceLinkedConfigurationRecorder",
  "config:DisassociateResourceTypes",
  "config:PutConfigurationRecorder",
  "config:PutDeliveryChannel",
  "config:PutRetentionConfiguration",
  "config:StopConfigurationRecorder",
] as const;

/** Every call of GuardDuty that ends it, hides findings, or hands the account to another administrator. */
const GUARDDUTY = [
  "guardduty:Accept*Invitation",
  "guardduty:ArchiveFindings",
  "guardduty:CreateFilter",
  "guardduty:CreateIPSet",
  "guardduty:CreateTrustedEntitySet",
  "guardduty:DeleteCustomDetectionRule*",
  "guardduty:DeleteDetector",
  "guardduty:DeleteMembers",
  "guardduty:DeletePublishingDestination",
  "guardduty:DeleteThreat*Set",
  "guardduty:Disassociate*",
  "guardduty:StopMonitoringMembers",
  "guardduty:UpdateCustomDetectionRule*",
  "guardduty:UpdateDetector",
  "guardduty:UpdateFilter",
  "guardduty:UpdateIPSet",
  "guardduty:UpdateMalwareScanSettings",
  "guardduty:UpdateMemberDetectors",
  "guardduty:UpdatePublishingDestination",
  "guardduty:UpdateThreat*Set",
  "guardduty:UpdateTrustedEntitySet",
] as const;

/** Every call of Security Hub, old and new, that ends it, leaves controls out, or hides findings by a rule. */
const SECURITY_HUB = [
  "securityhub:Accept*Invitation",
  "securityhub:BatchDeleteAutomationRules",
  "securityhub:BatchDisableStandards",
  "securityhub:BatchUpdateAutomationRules",
  "securityhub:BatchUpdateStandardsControlAssociations",
  "securityhub:CreateAutomationRule*",
  "securityhub:Delete*Aggregator*",
  "securityhub:DeleteAutomationRuleV2",
  "securityhub:DeleteMembers",
  "securityhub:DisableImportFindingsForProduct",
  "securityhub:DisableSecurityHub*",
  "securityhub:Disassociate*",
  "securityhub:Update*Aggregator*",
  "securityhub:UpdateAutomationRuleV2",
  "securityhub:UpdateSecurity*",
  "securityhub:UpdateStandardsControl",
] as const;

/**
 * AWS Config, GuardDuty and Security Hub see what a trail does not; closing those eyes is the first step of many attacks.
 * Which of their writes are left, and why, __tests__/proof/left-writes.ts says.
 *
 * @param administratorId account that administers them for the organization, and may
 * @param controlTower whether AWS Control Tower sets AWS Config up, in a role that DenyControlTowerRoleChanges protects
 */
export function denySecurityServicesOff(
  names: Names,
  administratorId: string | undefined,
  controlTower: boolean,
): Statement {
  const condition = {
    ...(administratorId === undefined ? {} : { StringNotEquals: { "aws:PrincipalAccount": administratorId } }),
    ...(controlTower ? { ArnNotLike: { "aws:PrincipalArn": controlTowerRoles(names) } } : {}),
  };
  return {
    Sid: "DenySecurityServicesOff",
    Effect: "Deny",
    Action: [...CONFIG, ...GUARDDUTY, ...SECURITY_HUB],
    Resource: "*",
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}
