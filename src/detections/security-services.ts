import type { Detection } from "./detection";
import { CHANGES } from "./event-clause";
import { inItsAccount } from "./next-query";

/** The other eyes on the organization: AWS Config, GuardDuty and Security Hub. */
export const SECURITY_SERVICE_DETECTIONS = {
  "security-service-off": {
    kind: "events",
    group: "security-services",
    title: "AWS Config, GuardDuty or Security Hub was switched off",
    why: "they see what a trail does not; closing their eyes is the first step of many attacks",
    severity: "high",
    controls: ["SOC 2 CC7.1"],
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
          "Disassociate*",
          "StopMonitoringMembers",
          "UpdateDetector",
          "UpdateMemberDetectors",
        ],
      },
      {
        sources: ["securityhub"],
        names: ["BatchDisableStandards", "DeleteMembers", "DisableImport*", "DisableSecurityHub*", "Disassociate*"],
      },
    ],
    by: ["metric-filter", "event-rule"],
  },
  "security-service-blinded": {
    kind: "events",
    group: "security-services",
    title: "AWS Config, GuardDuty or Security Hub was told to look away",
    why: "a filter, a list of trusted addresses, a rule or a control that is switched off hides what they find",
    severity: "high",
    controls: ["SOC 2 CC7.1"],
    next: inItsAccount("security-service-changes"),
    events: () => [
      { sources: ["config"], names: ["DeleteAggregation*", "DisassociateResource*", "*RetentionConfiguration"] },
      {
        sources: ["guardduty"],
        names: [
          "AcceptAdmin*",
          "AcceptInvitation",
          "*CustomDetectionRule*",
          "*EntitySet",
          "*Filter",
          "*IPSet",
          "*IntelSet",
          "UpdateMalwareScan*",
          "UpdatePublishing*",
        ],
        where: [CHANGES],
      },
      {
        sources: ["securityhub"],
        names: [
          "AcceptAdmin*",
          "AcceptInvitation",
          "*Aggregator*",
          "*AutomationRule*",
          "*StandardsControl*",
          "UpdateSecurity*",
        ],
        where: [CHANGES],
      },
    ],
    by: ["metric-filter", "event-rule"],
  },
} as const satisfies Record<string, Detection>;
