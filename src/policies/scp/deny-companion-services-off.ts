import type { Statement } from "../document";

/**
 * AWS Config, GuardDuty and Security Hub see what a trail does not; closing those eyes is the first step of many attacks.
 *
 * @param administratorId account that administers them for the organization, and may
 */
export function denyCompanionServicesOff(administratorId: string | undefined): Statement {
  return {
    Sid: "DenyCompanionServicesOff",
    Effect: "Deny",
    Action: [
      "config:DeleteConfigurationRecorder",
      "config:DeleteDeliveryChannel",
      "config:StopConfigurationRecorder",
      "guardduty:CreateFilter",
      "guardduty:CreateIPSet",
      "guardduty:DeleteDetector",
      "guardduty:DeletePublishingDestination",
      "guardduty:DisassociateFromAdministratorAccount",
      "guardduty:DisassociateFromMasterAccount",
      "guardduty:StopMonitoringMembers",
      "guardduty:UpdateDetector",
      "guardduty:UpdateIPSet",
      "securityhub:BatchDisableStandards",
      "securityhub:DisableSecurityHub",
      "securityhub:DisassociateFromAdministratorAccount",
      "securityhub:DisassociateFromMasterAccount",
    ],
    Resource: "*",
    ...(administratorId === undefined
      ? {}
      : { Condition: { StringNotEquals: { "aws:PrincipalAccount": administratorId } } }),
  };
}
