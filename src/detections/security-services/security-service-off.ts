import type { EventDetection } from "../detection";
import { inItsAccount } from "../next-query";

export const securityServiceOff = {
  id: "security-service-off",
  kind: "events",
  group: "security-services",
  title: "A security service was switched off",
  why: "these services see what a trail does not; switching them off is the first step of many attacks",
  severity: "high",
  controls: ["SOC 2 CC7.1"],
  techniques: ["T1562.001"],
  next: inItsAccount("security-service-changes"),
  events: () => [
    {
      sources: ["config"],
      names: [
        "DeleteConfigurationRecorder",
        "DeleteServiceLinked*",
        "DeleteDeliveryChannel",
        "StopConfigurationRecorder",
      ],
    },
    {
      sources: ["guardduty"],
      names: [
        "DeleteDetector",
        "DeleteMembers",
        "DeletePublishingDestination",
        "DisableOrganizationAdmin*",
        "Disassociate*",
        "StopMonitoringMembers",
        "UpdateDetector",
        "UpdateMemberDetectors",
      ],
    },
    {
      sources: ["securityhub"],
      names: [
        "BatchDisableStandards",
        "DeleteMembers",
        "DisableImport*",
        "DisableOrganizationAdmin*",
        "DisableSecurityHub*",
        "Disassociate*",
      ],
    },
    { sources: ["access-analyzer"], names: ["DeleteAnalyzer", "DeleteServiceLinkedAnalyzer"] },
    {
      sources: ["macie2"],
      names: ["DeleteMember", "DisableMacie", "DisableOrganizationAdmin*", "Disassociate*", "UpdateMemberSession"],
    },
    { sources: ["detective"], names: ["DeleteGraph", "DeleteMembers", "DisableOrganizationAdmin*", "Disassociate*"] },
    { sources: ["inspector2"], names: ["Disable", "DisableDelegatedAdmin*", "DisassociateMember"] },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ management, prod }) => ({
    anywhere: true,
    fires: [
      { call: "access-analyzer:DeleteAnalyzer", in: prod },
      { call: "macie2:DisableMacie DisassociateMember", in: prod },
      { call: "detective:DeleteGraph DisassociateMembership", in: prod },
      { call: "inspector2:Disable DisassociateMember", in: prod },
      { call: "guardduty:DisableOrganizationAdminAccount", in: management },
      { call: "config:StopConfigurationRecorder DeleteDeliveryChannel", in: prod },
      { call: "guardduty:DeleteDetector DisassociateFromAdministratorAccount", in: prod },
      { call: "securityhub:DisableSecurityHub BatchDisableStandards", in: prod },
    ],
    misses: [
      { call: "config:PutConfigurationRecorder", in: prod },
      { call: "guardduty:UpdateFindingsFeedback", in: prod },
      { call: "guardduty:UpdateFilter", in: prod },
      { call: "securityhub:BatchUpdateFindings", in: prod },
    ],
  }),
  runbook: {
    means:
      "the recorder of AWS Config was stopped or deleted, or its channel was; a GuardDuty detector was deleted, changed or cut off from its administrator; Security Hub, its standards or a product's findings were disabled; an analyzer, Macie, Detective or Inspector was switched off, or cut off from its administrator.",
    falseAlarm: "announced work of the security team; Control Tower, which leaves an account.",
    restore: [
      {
        commands: [
          "aws configservice describe-configuration-recorder-status --profile PROFILE --region REGION --query 'ConfigurationRecordersStatus[].[name,recording,lastStatus]' --output text",
          "aws configservice describe-delivery-channels --profile PROFILE --region REGION",
          "aws configservice start-configuration-recorder --profile PROFILE --region REGION --configuration-recorder-name default",
        ],
      },
      "A deleted recorder or channel is made again by whoever made it: AWS Control Tower, a StackSet, or the account's team.",
      {
        commands: [
          "aws guardduty list-detectors --profile PROFILE --region REGION --query DetectorIds --output text",
          "aws guardduty update-detector --profile PROFILE --region REGION --detector-id DETECTOR --enable",
          "aws guardduty create-detector --profile PROFILE --region REGION --enable   # where there is none",
        ],
      },
      "`update-detector` is denied in guarded members: the account that administers GuardDuty enables its members (`update-member-detectors`), or does so for all.",
      "Findings of a deleted detector are gone. A member that was cut off: its GuardDuty administrator adds it again.",
      {
        commands: [
          "aws securityhub enable-security-hub --profile PROFILE --region REGION",
          "aws securityhub get-enabled-standards --profile PROFILE --region REGION --query 'StandardsSubscriptions[].StandardsArn' --output text",
          "aws securityhub batch-enable-standards --profile PROFILE --region REGION --standards-subscription-requests StandardsArn=ARN",
        ],
      },
    ],
  },
} as const satisfies EventDetection;
