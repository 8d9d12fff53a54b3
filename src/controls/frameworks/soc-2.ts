import type { Framework } from "../requirement";

/** Trust Services Criteria of the AICPA, 2017, points of focus of 2022: those that a record of activity serves. */
export const SOC_2: Framework = {
  id: "soc-2",
  name: "SOC 2, Trust Services Criteria",
  source:
    "https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022",
  requirements: [
    {
      id: "CC6.1",
      asks: "Logical access to protected information is restricted.",
      by: {
        checks: ["archive-bucket", "archive-policies"],
        settings: ["archive-not-public", "account-not-public", "archive-encrypted"],
        statements: ["DenyArchiveObjectChanges", "DenyReadsExceptByReaders"],
        detections: ["archive-account-entered", "reader-role-changed", "audit-access-assigned"],
        queries: ["archive-readers"],
        pages: ["runbooks/incident-access.md"],
      },
      left: "Access to everything but the trail, its archive, its key and its alerts.",
    },
    {
      id: "CC6.2",
      asks: "Who gets credentials is registered and authorized beforehand; credentials are removed when access ends.",
      by: {
        checks: ["trail-administrators"],
        detections: ["evidence-identity-changed", "audit-access-assigned", "root-credentials-returned"],
        queries: ["new-users-and-keys", "identity-center-assignments"],
        pages: ["runbooks/incident-access.md"],
      },
      left: "Joining, moving and leaving of people; reviews of access.",
    },
    {
      id: "CC7.1",
      asks: "Changes of configuration that bring a new weakness are detected.",
      by: {
        checks: ["trail", "event-selectors", "guardrails"],
        settings: ["every-account", "every-region", "sentinel"],
        statements: ["DenyTrailTampering", "DenyTrailChanges", "DenySecurityServicesOff"],
        detections: ["trail-settings-check", "guardrails-check", "changed-outside-terraform", "security-service-off"],
        queries: ["changes-outside-terraform"],
        pages: ["runbooks/review-a-plan.md"],
      },
      left: "Vulnerability scans, and baselines of everything that is not the audit trail.",
    },
    {
      id: "CC7.2",
      asks: "System components are monitored for anomalies that may be malicious acts, disasters or errors.",
      by: {
        checks: [
          "trail",
          "trail-delivery",
          "coverage",
          "metric-filters",
          "event-rules",
          "alarms",
          "subscriptions",
          "sentinel",
        ],
        settings: [
          "every-account",
          "every-region",
          "global-services",
          "logging-on",
          "event-selectors",
          "trail-to-log-group",
          "self-test",
        ],
        detections: [
          "cis-4-1-unauthorized-calls",
          "cis-4-3-root-used",
          "trail-changed",
          "archive-bucket-changed",
          "archive-key-changed",
          "trail-heartbeat",
          "self-test-missed-by-alarms",
          "self-test-missed-by-rules",
        ],
        queries: ["root-activity", "denied-calls"],
        pages: ["runbooks/alerts/first-five-minutes.md"],
      },
      left: "Somebody on call who answers the alerts; monitoring of applications and hosts.",
    },
    {
      id: "CC7.3",
      asks: "Events are evaluated, and it is decided whether they are incidents.",
      by: {
        checks: ["trail-delivery"],
        settings: ["signed-digests"],
        detections: ["evidence-change-refused"],
        queries: ["principal-activity", "around-a-time"],
        pages: ["runbooks/alerts/first-five-minutes.md", "runbooks/verify-the-logs.md"],
      },
      left: "The incident process: who decides, and what was decided.",
    },
    {
      id: "CC8.1",
      asks: "Changes are authorized, tested, approved and documented before they are made.",
      by: {
        checks: ["event-rules"],
        detections: ["changed-outside-terraform"],
        queries: ["changes-outside-terraform"],
        pages: ["runbooks/review-a-plan.md", "runbooks/pipeline.md"],
      },
      left: "Approval of pull requests and of the pipeline's environment; change management of everything else.",
    },
  ],
};
