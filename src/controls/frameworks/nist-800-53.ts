import type { Framework } from "../requirement";

/** The audit and accountability family of SP 800-53 Rev. 5, on which CMS's controls for Enhanced Direct Enrollment rest. */
export const NIST_800_53: Framework = {
  id: "nist-800-53-au",
  name: "NIST SP 800-53 Rev. 5, AU family (CMS EDE)",
  source: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
  requirements: [
    {
      id: "AU-2",
      asks: "The events to be logged are named, with the reason why they are enough for an investigation.",
      by: {
        checks: ["event-selectors"],
        settings: ["event-selectors", "every-account", "every-region"],
        pages: ["threat-model.md", "describe.md"],
      },
      left: "To decide which data events are needed, and to review that.",
    },
    {
      id: "AU-3",
      asks: "A record says what happened, when, where, from which source, with which outcome, and who did it.",
      by: {
        checks: ["trail"],
        settings: ["every-account", "global-services"],
        queries: ["principal-activity", "session-origin"],
      },
      left: "Records of applications: calls to AWS are recorded whole.",
    },
    {
      id: "AU-4",
      asks: "There is room for the records.",
      by: { checks: ["quotas"], settings: ["archive-transitions"], pages: ["cost.md"] },
      left: "S3 has no limit; the bill is to be paid.",
    },
    {
      id: "AU-5",
      asks: "A failure of logging alerts people, and something is done about it.",
      by: {
        checks: ["trail-delivery", "alarms", "subscriptions", "sentinel"],
        settings: ["sentinel", "self-test"],
        detections: [
          "trail-heartbeat",
          "trail-delivery-check",
          "archive-deliveries-missing",
          "sentinel-silent",
          "self-test-missed-by-alarms",
          "self-test-missed-by-rules",
        ],
        pages: ["runbooks/alerts/monitoring-health.md"],
      },
      left: "Somebody on call.",
    },
    {
      id: "AU-6",
      asks: "Records are reviewed for signs of inappropriate activity, and findings are reported.",
      by: {
        checks: ["metric-filters", "event-rules"],
        detections: ["cis-4-1-unauthorized-calls", "evidence-change-refused", "archive-account-entered"],
        queries: ["denied-calls", "root-activity", "first-seen-calls", "changes-outside-terraform"],
        pages: ["queries.md"],
      },
      left: "The schedule of reviews, and their record.",
    },
    {
      id: "AU-7",
      asks: "Records can be searched, sorted and reported on demand, without changing them.",
      by: {
        checks: ["archive-bucket"],
        settings: ["object-lock"],
        queries: ["principal-activity", "source-address-activity", "around-a-time"],
        pages: ["queries.md"],
      },
    },
    {
      id: "AU-8",
      asks: "Records carry time stamps of a stated precision, in UTC.",
      by: { checks: ["trail-delivery"], settings: ["logging-on"] },
    },
    {
      id: "AU-9",
      asks: "Records and the tools of logging are protected from unauthorized access, change and deletion.",
      by: {
        checks: ["archive-bucket", "archive-policies", "archive-key", "guardrails"],
        settings: ["object-lock", "versioning", "archive-encrypted", "archive-not-public", "account-not-public"],
        statements: [
          "DenyTrailTampering",
          "DenyTrailChanges",
          "DenyArchiveObjectChanges",
          "DenyKeyDestruction",
          "DenyLeavingOrganization",
        ],
        detections: ["archive-bucket-changed", "archive-key-changed", "archive-object-deleted", "guardrails-check"],
      },
      left: "Who administers the management account: guardrails do not bind it, and it is watched.",
    },
    {
      id: "AU-9(2)",
      asks: "Records are kept on another system than the one that is audited.",
      by: {
        checks: ["archive-bucket", "trail"],
        settings: ["every-account", "object-lock"],
        detections: ["archive-deliveries-missing"],
      },
    },
    {
      id: "AU-9(3)",
      asks: "Cryptography protects the integrity of records.",
      by: {
        checks: ["trail-delivery"],
        settings: ["signed-digests", "archive-encrypted"],
        pages: ["runbooks/verify-the-logs.md"],
      },
      left: "To verify, before an audit and after an incident.",
    },
    {
      id: "AU-9(4)",
      asks: "Few privileged users manage logging.",
      by: {
        checks: ["trail-administrators", "delegated-administrators"],
        statements: ["DenyTrailChanges"],
        detections: ["audit-access-assigned", "delegated-admin-changed", "changed-outside-terraform"],
        pages: ["deploy-permissions.md"],
      },
      left: "Who may assume the deploy role.",
    },
    {
      id: "AU-10",
      asks: "There is evidence that a person, or a process for a person, did something.",
      by: { checks: ["trail-delivery"], settings: ["signed-digests"], queries: ["session-origin", "session-reach"] },
      left: "One identity for each person in the identity provider.",
    },
    {
      id: "AU-11",
      asks: "Records are kept as long as investigations and rules demand.",
      by: {
        checks: ["archive-bucket", "log-group"],
        settings: ["object-lock", "archive-transitions", "log-group-retention"],
      },
      left: "To say for how long: archive.objectLock and archive.retentionDays. CMS asks for ten years of some records.",
    },
    {
      id: "AU-12",
      asks: "Systems generate the records that AU-2 names.",
      by: {
        checks: ["trail", "coverage", "member-trails", "insights"],
        settings: ["every-account", "every-region", "global-services", "logging-on"],
        detections: ["coverage-check", "trail-settings-check"],
      },
      left: "Accounts outside of the organization.",
    },
  ],
};
