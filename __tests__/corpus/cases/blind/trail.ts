import { blind } from "../of";
import { SOURCES, threat } from "../sources";

const MANAGEMENT_EVENTS = { field: "eventCategory", equals: ["Management"] };

export const TRAIL = blind("askflorence", "management", [
  {
    id: "trail-stopped",
    title: "A colleague writes enable_logging: false, to save money while the bucket is moved",
    danger: "Nothing is recorded any more.",
    source: `${threat("stop-trail")}; ${SOURCES.trailMoved}`,
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.set("org-trail/trail", { enable_logging: false }) },
  },
  {
    id: "trail-destroyed",
    title: "A colleague deletes the trail's block",
    danger: "The trail is deleted: nothing is recorded any more.",
    source: `${threat("delete-trail")}; ${SOURCES.trailDeletedByHand}`,
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.remove("org-trail/trail") },
  },
  {
    id: "trail-in-one-region",
    title: "A colleague sets is_multi_region_trail to false",
    danger: "Every Region but the home Region is blind.",
    source: threat("make-trail-single-region"),
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.set("org-trail/trail", { is_multi_region_trail: false }) },
  },
  {
    id: "trail-without-global-services",
    title: "A colleague sets include_global_service_events to false",
    danger: "IAM, STS and CloudFront are recorded no more.",
    source: threat("leave-out-global-services"),
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.set("org-trail/trail", { include_global_service_events: false }) },
  },
  {
    id: "trail-without-validation",
    title: "A colleague switches log file validation off",
    danger: "The chain of digests breaks off: a changed log file can no longer be told.",
    source: threat("stop-log-file-validation"),
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.set("org-trail/trail", { enable_log_file_validation: false }) },
  },
  {
    id: "trail-validation-left-out",
    title: "A colleague takes the line of log file validation out, taking it for the default",
    danger: "The provider's default is off: the chain of digests breaks off.",
    source: threat("stop-log-file-validation"),
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.unset("org-trail/trail", "enable_log_file_validation") },
  },
  {
    id: "trail-of-one-account",
    title: "A colleague sets is_organization_trail to false",
    danger: "Only the management account is recorded.",
    source: `${threat("end-trusted-access")}; ${SOURCES.trustedAccessLost}`,
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.set("org-trail/trail", { is_organization_trail: false }) },
  },
  {
    id: "trail-without-log-group",
    title: "A colleague takes the log group from the trail, as CloudWatch Logs is dear",
    danger: "Every metric filter is blind, and every alarm on one.",
    source: threat("detach-trail-log-group"),
    at: ["org-trail/trail"],
    made: {
      stack: (stack) => stack.unset("org-trail/trail", "cloud_watch_logs_group_arn", "cloud_watch_logs_role_arn"),
    },
  },
  {
    id: "trail-without-topic",
    title: "A colleague takes the delivery topic from the trail",
    danger: "Nobody hears of deliveries.",
    source: threat("detach-trail-topic"),
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.unset("org-trail/trail", "sns_topic_name") },
  },
  {
    id: "trail-without-key",
    title: "A colleague takes the key from the trail",
    danger: "Whoever may read the bucket decrypts the logs.",
    source: threat("replace-trail-key"),
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.unset("org-trail/trail", "kms_key_id") },
  },
  {
    id: "trail-under-a-foreign-key",
    title: "Somebody gives the trail a key of an account outside the organization",
    danger: "Only the other account decides who reads the logs: ransom.",
    source: threat("replace-trail-key"),
    at: ["org-trail/trail"],
    made: {
      stack: (stack) =>
        stack.set("org-trail/trail", {
          kms_key_id: "arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
  },
  {
    id: "trail-records-writes-only",
    title: "A colleague records write events only, to save money",
    danger: "Reads are recorded no more: reconnaissance, and secrets that were read.",
    source: `${threat("narrow-event-selectors")}; ${SOURCES.selectorsOverwritten}`,
    at: ["org-trail/trail"],
    made: {
      stack: (stack) =>
        stack.set("org-trail/trail", {
          advanced_event_selector: [
            {
              name: "Management events selector",
              field_selector: [MANAGEMENT_EVENTS, { field: "readOnly", equals: ["false"] }],
            },
          ],
        }),
    },
  },
  {
    id: "trail-leaves-kms-out",
    title: "A colleague leaves the events of KMS out, as AWS's console proposes",
    danger: "Who decrypted what is recorded no more, nor who disabled a key.",
    source: threat("narrow-event-selectors"),
    at: ["org-trail/trail"],
    made: {
      stack: (stack) =>
        stack.set("org-trail/trail", {
          advanced_event_selector: [
            {
              name: "Management events selector",
              field_selector: [MANAGEMENT_EVENTS, { field: "eventSource", not_equals: ["kms.amazonaws.com"] }],
            },
          ],
        }),
    },
  },
  {
    id: "trail-records-data-events-only",
    title: "A colleague replaces the selector of management events by one of data events",
    danger: "Management events are recorded no more.",
    source: threat("narrow-event-selectors"),
    at: ["org-trail/trail"],
    made: {
      stack: (stack) =>
        stack.set("org-trail/trail", {
          advanced_event_selector: [
            {
              name: "Management events selector",
              field_selector: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::Lambda::Function"] },
              ],
            },
          ],
        }),
    },
  },
  {
    id: "trail-without-one-insight",
    title: "The description names one kind of Insights instead of two",
    danger: "Unusual rates of errors go unnoticed.",
    source: threat("stop-insights"),
    at: ["org-trail/trail"],
    made: { description: { "trail.insights": ["ApiCallRateInsight"] } },
  },
  {
    id: "trail-into-another-bucket",
    title: "Somebody makes the trail deliver into another bucket",
    danger: "Logs land where neither lock nor policy of ours holds.",
    source: threat("copy-events-by-own-trail"),
    at: ["org-trail/trail"],
    made: { stack: (stack) => stack.set("org-trail/trail", { s3_bucket_name: "askflorence-logs-copy" }) },
  },
  {
    id: "second-trail-elsewhere",
    title: "Somebody adds a second organization trail, into a bucket that nobody knows",
    danger: "A live copy of every account's events goes elsewhere.",
    source: threat("copy-events-by-own-trail"),
    at: ["copy"],
    made: {
      stack: (stack) =>
        stack.add("aws_cloudtrail", "copy", {
          name: "copy",
          s3_bucket_name: "logs-for-analysis-20261125",
          is_organization_trail: true,
          is_multi_region_trail: true,
          enable_log_file_validation: true,
        }),
    },
  },
  {
    id: "log-group-keeps-a-month",
    title: "A colleague lets the log group keep 30 days",
    danger: "What is older than 30 days can no longer be searched, and is deleted at once.",
    source: threat("shorten-log-retention"),
    at: ["org-trail/log-group"],
    made: { stack: (stack) => stack.set("org-trail/log-group", { retention_in_days: 30 }) },
  },
  {
    id: "log-group-without-key",
    title: "A colleague takes the key from the log group",
    danger: "Events lie there without a key that its policy guards.",
    source: threat("replace-log-group-key"),
    at: ["org-trail/log-group"],
    made: { stack: (stack) => stack.unset("org-trail/log-group", "kms_key_id") },
  },
  {
    id: "logs-role-may-write-nothing",
    title: "A colleague deletes the policy of the role by which the trail writes to the log group",
    danger: "No event reaches the log group: every metric filter is blind.",
    source: threat("take-trail-logs-role"),
    at: ["org-trail/logs-role-policy"],
    made: { stack: (stack) => stack.remove("org-trail/logs-role-policy") },
  },
]);
