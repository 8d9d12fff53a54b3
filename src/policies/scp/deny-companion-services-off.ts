import type { Statement } from "../document";
import { exceptRoles } from "./except-roles";

/**
 * AWS Config, GuardDuty and Security Hub see what a trail does not; closing those eyes is the first step of many attacks.
 * The security account may administer them for the organization.
 */
export function denyCompanionServicesOff(deployRoleArns: readonly string[]): Statement {
  return {
    Sid: "DenyCompanionServicesOff",
    Effect: "Deny",
    Action: [
      "config:DeleteConfigurationRecorder",
      "config:DeleteDeliveryChannel",
      "config:StopConfigurationRecorder",
      "guardduty:CreateIPSet",
      "guardduty:DeleteDetector",
      "guardduty:DisassociateFromAdministratorAccount",
      "guardduty:DisassociateFromMasterAccount",
      "guardduty:StopMonitoringMembers",
      "guardduty:UpdateDetector",
      "guardduty:UpdateIPSet",
      "securityhub:DisableSecurityHub",
      "securityhub:DisassociateFromAdministratorAccount",
      "securityhub:DisassociateFromMasterAccount",
    ],
    Resource: "*",
    ...exceptRoles(deployRoleArns),
  };
}
