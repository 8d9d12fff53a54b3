import type { Detection } from "./detection";

/** The other eyes on the organization. */
export const COMPANION_DETECTIONS = {
  "companion-service-off": {
    kind: "events",
    group: "companions",
    title: "AWS Config, GuardDuty or Security Hub was switched off or blinded",
    why: "they see what a trail does not; closing their eyes is the first step of many attacks",
    severity: "high",
    controls: ["SOC 2 CC7.1"],
    events: () => [
      {
        sources: ["config"],
        names: ["DeleteConfigurationRecorder", "DeleteDeliveryChannel", "StopConfigurationRecorder"],
      },
      {
        sources: ["guardduty"],
        names: [
          "CreateFilter",
          "CreateIPSet",
          "DeleteDetector",
          "DeletePublishingDestination",
          "DisassociateFrom*",
          "StopMonitoringMembers",
          "UpdateDetector",
          "UpdateIPSet",
        ],
      },
      { sources: ["securityhub"], names: ["BatchDisableStandards", "DisableSecurityHub*", "DisassociateFrom*"] },
    ],
    by: ["metric-filter", "event-rule"],
  },
} as const satisfies Record<string, Detection>;
