import type { DetectionId } from "../detections";
import {
  type Attack,
  detected,
  each,
  fromMembers,
  NO_GUARDRAIL,
  NO_SCP_THERE,
  type Outcome,
  prevented,
  residual,
  roleChanges,
} from "./attack";

const ADMINISTRATOR = "the account that administers them for the organization may";

const seenBy = (by: DetectionId): Attack["from"] => ({
  ...fromMembers(prevented(["DenySecurityServicesOff"], detected(NO_GUARDRAIL, by))),
  security: detected(ADMINISTRATOR, by),
  management: detected(NO_SCP_THERE, by),
});

const TRIAGE: Outcome = detected(
  "whoever administers GuardDuty archives findings every day; they stay readable for 90 days",
  "findings-archived",
);

/** Closing other eyes: AWS Config, GuardDuty and Security Hub, by every call that ends them or has them look away. */
export const SECURITY_SERVICE_ATTACKS: readonly Attack[] = [
  {
    id: "switch-off-security-service",
    plane: "evasion",
    title: "Switch off AWS Config, GuardDuty or Security Hub",
    effect: "the second pair of eyes is closed",
    techniques: ["T1562.001"],
    steps: [
      ...each(
        "recorder",
        "config:DeleteConfigurationRecorder",
        "config:DeleteServiceLinkedConfigurationRecorder",
        "config:StopConfigurationRecorder",
      ),
      ...each("detector", "guardduty:DeleteDetector", "guardduty:UpdateDetector"),
      ...each("publishingDestination", "guardduty:DeletePublishingDestination"),
      ...each(
        "account",
        "config:DeleteDeliveryChannel",
        "guardduty:DeleteMembers",
        "guardduty:DisassociateFromAdministratorAccount",
        "guardduty:DisassociateFromMasterAccount",
        "guardduty:DisassociateMembers",
        "guardduty:StopMonitoringMembers",
        "guardduty:UpdateMemberDetectors",
        "securityhub:DisableSecurityHubV2",
      ),
      ...each(
        "securityHub",
        "securityhub:BatchDisableStandards",
        "securityhub:DeleteMembers",
        "securityhub:DisableImportFindingsForProduct",
        "securityhub:DisableSecurityHub",
        "securityhub:DisassociateFromAdministratorAccount",
        "securityhub:DisassociateFromMasterAccount",
        "securityhub:DisassociateMembers",
      ),
      ...each("securityHubV2", "securityhub:DisableSecurityHubFeatureV2"),
    ],
    from: seenBy("security-service-off"),
  },
  {
    id: "blind-security-service",
    plane: "evasion",
    title: "Have AWS Config, GuardDuty or Security Hub look away",
    effect:
      "they run, and say nothing: findings are filtered, addresses trusted, controls off, or another account administers",
    techniques: ["T1562.001", "T1562.006"],
    steps: [
      ...each("recorder", "config:DisassociateResourceTypes"),
      ...each("aggregationAuthorization", "config:DeleteAggregationAuthorization"),
      ...each("ipSet", "guardduty:UpdateIPSet"),
      ...each("findingFilter", "guardduty:CreateFilter", "guardduty:UpdateFilter"),
      ...each("threatIntelSet", "guardduty:DeleteThreatIntelSet", "guardduty:UpdateThreatIntelSet"),
      ...each("threatEntitySet", "guardduty:DeleteThreatEntitySet", "guardduty:UpdateThreatEntitySet"),
      ...each("trustedEntitySet", "guardduty:UpdateTrustedEntitySet"),
      ...each("publishingDestination", "guardduty:UpdatePublishingDestination"),
      ...each(
        "customDetectionRuleAssociation",
        "guardduty:DeleteCustomDetectionRuleAssociation",
        "guardduty:UpdateCustomDetectionRuleAssociation",
      ),
      ...each("findingAggregator", "securityhub:DeleteFindingAggregator", "securityhub:UpdateFindingAggregator"),
      ...each("aggregatorV2", "securityhub:DeleteAggregatorV2", "securityhub:UpdateAggregatorV2"),
      ...each("automationRule", "securityhub:BatchDeleteAutomationRules", "securityhub:BatchUpdateAutomationRules"),
      ...each("automationRuleV2", "securityhub:DeleteAutomationRuleV2", "securityhub:UpdateAutomationRuleV2"),
      ...each(
        "securityHub",
        "securityhub:AcceptAdministratorInvitation",
        "securityhub:AcceptInvitation",
        "securityhub:UpdateSecurityHubConfiguration",
        "securityhub:UpdateStandardsControl",
      ),
      ...each(
        "account",
        "config:DeleteRetentionConfiguration",
        "config:PutRetentionConfiguration",
        "guardduty:AcceptAdministratorInvitation",
        "guardduty:AcceptInvitation",
        "guardduty:CreateIPSet",
        "guardduty:CreateTrustedEntitySet",
        "guardduty:DeleteCustomDetectionRuleOrgConfiguration",
        "guardduty:UpdateCustomDetectionRuleOrgConfiguration",
        "guardduty:UpdateMalwareScanSettings",
        "securityhub:BatchUpdateStandardsControlAssociations",
        "securityhub:CreateAutomationRule",
        "securityhub:CreateAutomationRuleV2",
        "securityhub:UpdateSecurityControl",
      ),
    ],
    from: seenBy("security-service-blinded"),
  },
  {
    id: "narrow-config-recording",
    plane: "evasion",
    title: "Have AWS Config record less, or deliver elsewhere",
    effect: "the recorder runs without what matters, or into a bucket that nobody reads",
    techniques: ["T1562.001"],
    steps: [...each("recorder", "config:PutConfigurationRecorder"), ...each("account", "config:PutDeliveryChannel")],
    from: seenBy("cis-4-9-config-changed"),
  },
  {
    id: "archive-findings",
    plane: "evasion",
    title: "Archive GuardDuty's findings",
    effect: "they leave the console's list, and are exported no more",
    techniques: ["T1562.001"],
    steps: each("account", "guardduty:ArchiveFindings"),
    from: {
      ...fromMembers(prevented(["DenySecurityServicesOff"], TRIAGE)),
      security: TRIAGE,
      management: TRIAGE,
    },
  },
  {
    id: "take-control-tower-role",
    plane: "evasion",
    title: "Make or rewrite a role called as Control Tower's own",
    effect:
      "where guardrails.controlTower is on, whoever has that role may do all that is done to the three services above",
    techniques: ["T1098.003"],
    steps: [
      ...roleChanges("controlTowerRole"),
      ...each(
        "controlTowerStack",
        "cloudformation:CreateChangeSet",
        "cloudformation:DeleteStack",
        "cloudformation:ExecuteChangeSet",
        "cloudformation:UpdateStack",
      ),
    ],
    from: {
      ...fromMembers(prevented(["DenyControlTowerRoleChanges"], residual("no guardrail exempts the role"))),
      management: residual(`${NO_SCP_THERE}, so that no exemption is needed there`),
    },
  },
];
