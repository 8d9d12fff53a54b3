import type { Framework } from "../requirement";

/** The Security Rule, 45 CFR Part 164 Subpart C: those safeguards that a record of activity serves. */
export const HIPAA: Framework = {
  id: "hipaa",
  name: "HIPAA Security Rule",
  source: "https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C",
  requirements: [
    {
      id: "164.308(a)(1)(ii)(D)",
      asks: "Records of activity, such as audit logs, access reports and tracking of incidents, are reviewed regularly.",
      by: {
        checks: ["trail-delivery", "metric-filters"],
        settings: ["every-account", "every-region", "trail-to-log-group"],
        detections: ["archive-account-entered", "auditor-access-used", "trail-settings-check"],
        queries: ["root-activity", "denied-calls", "archive-readers", "bucket-data-events"],
        pages: ["queries.md"],
      },
      left: "Who reviews, how often, and the record that it was done.",
    },
    {
      id: "164.308(a)(4)(ii)(C)",
      asks: "A user's right of access is established, documented, reviewed and modified by policy.",
      by: {
        checks: ["trail-administrators"],
        detections: ["audit-access-assigned", "directory-membership-changed", "identity-center-changed"],
        queries: ["identity-center-assignments"],
        pages: ["runbooks/incident-access.md"],
      },
      left: "Rights to everything but the audit trail.",
    },
    {
      id: "164.308(a)(5)(ii)(C)",
      asks: "Log-in attempts are monitored, and discrepancies reported.",
      by: {
        checks: ["metric-filters", "alarms"],
        detections: ["cis-4-6-console-sign-in-failed", "cis-4-2-sign-in-without-mfa", "unknown-user-sign-in"],
        queries: ["sign-ins-without-mfa", "sign-ins-failed-then-succeeded"],
      },
      left: "Sign-ins to applications.",
    },
    {
      id: "164.312(a)(1)",
      asks: "Only persons and programs with a right to it get access to electronic health information.",
      by: {
        checks: ["archive-bucket", "archive-policies"],
        settings: ["archive-not-public", "archive-encrypted"],
        statements: ["DenyArchiveObjectChanges"],
        detections: ["cis-4-8-bucket-policy-changed"],
      },
      left: "Access to the systems that hold health information. Log files may name patients where data events carry keys of objects.",
    },
    {
      id: "164.312(a)(2)(iv)",
      asks: "Electronic health information is encrypted where that is reasonable.",
      by: {
        checks: ["archive-key", "log-group"],
        settings: ["trail-encrypted", "archive-encrypted", "log-group-encrypted", "key-rotation"],
        detections: ["cis-4-7-key-disabled"],
      },
      left: "Encryption of everything but logs and alerts.",
    },
    {
      id: "164.312(b)",
      asks: "Activity in systems that hold or use electronic health information is recorded and examined.",
      by: {
        checks: ["trail", "trail-delivery", "event-selectors", "coverage", "member-trails"],
        settings: [
          "every-account",
          "every-region",
          "global-services",
          "logging-on",
          "event-selectors",
          "signed-digests",
          "object-lock",
        ],
        statements: ["DenyTrailTampering", "DenyTrailChanges", "DenyArchiveObjectChanges"],
        detections: ["trail-changed", "trail-heartbeat", "coverage-check"],
        queries: ["bucket-data-events", "principal-activity"],
        pages: ["runbooks/verify-the-logs.md"],
      },
      left: "Data events of the buckets and tables that hold health information: name them in trail.dataEvents. Audit logs of applications and databases.",
    },
    {
      id: "164.312(c)(1)",
      asks: "Electronic health information is protected from improper change or destruction.",
      by: {
        checks: ["archive-bucket", "archive-key", "archive-policies"],
        settings: ["signed-digests", "object-lock", "versioning", "key-deletion-window"],
        statements: ["DenyArchiveObjectChanges", "DenyKeyDestruction"],
        detections: ["archive-object-deleted", "archive-key-changed"],
        pages: ["runbooks/verify-the-logs.md"],
      },
      left: "Integrity of everything but the logs.",
    },
    {
      id: "164.312(d)",
      asks: "A person or program that seeks access is the one it claims to be.",
      by: {
        checks: ["event-rules"],
        detections: ["cis-4-2-sign-in-without-mfa", "identity-provider-changed", "root-session-opened"],
        queries: ["session-origin"],
      },
      left: "MFA and the identity provider.",
    },
    {
      id: "164.316(b)(2)(i)",
      asks: "Required documentation is kept for six years.",
      by: { checks: ["archive-bucket"], settings: ["object-lock", "lock-six-years"] },
      left: "Everything that is not a log.",
    },
  ],
};
