import type { Framework } from "../requirement";

/** Requirement 10 of PCI DSS v4.0.1, for organizations that also take cards. */
export const PCI_DSS: Framework = {
  id: "pci-dss-10",
  name: "PCI DSS v4.0.1, requirement 10",
  source: "https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html",
  requirements: [
    {
      id: "10.2",
      asks: "Audit logs record individual access, administrative actions, access to logs, failed access, and changes of credentials and of logging.",
      by: {
        checks: ["trail", "event-selectors", "coverage"],
        settings: ["every-account", "every-region", "global-services", "logging-on", "event-selectors"],
        detections: ["trail-changed", "archive-account-entered", "evidence-identity-changed"],
        queries: ["root-activity", "denied-calls", "archive-readers", "new-users-and-keys"],
      },
      left: "Logs of the card environment's systems and applications; its data events in trail.dataEvents.",
    },
    {
      id: "10.3",
      asks: "Audit logs are protected from destruction and change, and few people can read them.",
      by: {
        checks: ["archive-bucket", "archive-policies"],
        settings: ["object-lock", "versioning", "signed-digests", "archive-not-public", "archive-encrypted"],
        statements: ["DenyArchiveObjectChanges", "DenyKeyDestruction"],
        detections: ["archive-object-deleted", "archive-bucket-changed", "reader-role-changed"],
      },
      left: "Who reads for their work: archive.readers and auditorAccess.",
    },
    {
      id: "10.4",
      asks: "Audit logs are reviewed to find anomalies, by automated means, at least daily.",
      by: {
        checks: ["metric-filters", "alarms"],
        settings: ["trail-to-log-group"],
        detections: ["cis-4-1-unauthorized-calls", "cis-4-6-console-sign-in-failed", "evidence-change-refused"],
        queries: ["denied-calls", "first-seen-calls"],
      },
      left: "Following up what was found, and the record of it.",
    },
    {
      id: "10.5",
      asks: "Audit logs are kept for at least twelve months, three of them at hand.",
      by: { checks: ["archive-bucket", "log-group"], settings: ["log-group-retention", "object-lock", "lock-a-year"] },
    },
    {
      id: "10.6",
      asks: "Clocks are synchronized.",
      by: { checks: ["trail-delivery"], settings: ["logging-on"] },
      left: "Clocks of hosts: CloudTrail's times are AWS's.",
    },
    {
      id: "10.7",
      asks: "Failures of critical security controls are detected, reported and answered promptly.",
      by: {
        checks: ["alarms", "subscriptions", "sentinel"],
        settings: ["sentinel", "self-test"],
        statements: ["DenySecurityServicesOff"],
        detections: [
          "trail-heartbeat",
          "sentinel-finding",
          "sentinel-silent",
          "security-service-off",
          "self-test-missed-by-alarms",
        ],
        pages: ["runbooks/alerts/monitoring-health.md"],
      },
      left: "Somebody on call, and the record of each failure.",
    },
  ],
};
