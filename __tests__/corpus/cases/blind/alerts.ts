import { statement } from "../../stack-patch";
import { blind } from "../of";
import { SOURCES, threat } from "../sources";

const ALARM = "trail-alarms/alarm-trail-changed";
const FILTER = "trail-alarms/filter-trail-changed";

export const ALERTS = [
  ...blind("askflorence", "management", [
    {
      id: "alarm-destroyed",
      title: "A colleague deletes the alarm on changes of a trail",
      danger: "Nobody hears that the trail was stopped.",
      source: threat("delete-alarms"),
      at: [ALARM],
      made: { stack: (stack) => stack.remove(ALARM) },
    },
    {
      id: "alarm-actions-disabled",
      title: "A colleague disables the alarm's actions for a noisy week",
      danger: "The alarm fires into nothing.",
      source: `${threat("disable-alarm-actions")}; Security Hub CloudWatch.17`,
      at: [ALARM],
      made: { stack: (stack) => stack.set(ALARM, { actions_enabled: false }) },
    },
    {
      id: "alarm-tells-nobody",
      title: "A colleague empties the alarm's actions",
      danger: "The alarm fires into nothing.",
      source: `${threat("overwrite-alarm")}; Security Hub CloudWatch.15`,
      at: [ALARM],
      made: { stack: (stack) => stack.set(ALARM, { alarm_actions: [] }) },
    },
    {
      id: "alarm-threshold-raised",
      title: "A colleague raises the alarm's threshold to 100, to have less noise",
      danger: "A single StopLogging raises no alarm.",
      source: threat("overwrite-alarm"),
      at: [ALARM],
      made: { stack: (stack) => stack.set(ALARM, { threshold: 100 }) },
    },
    {
      id: "heartbeat-takes-silence-for-good",
      title: "A colleague treats the heartbeat's missing data as not breaching",
      danger: "A stopped trail is silent, and silence is good.",
      source: `${threat("overwrite-alarm")}; ${SOURCES.silenceIsGood}`,
      at: ["alarms/trail-heartbeat"],
      made: { stack: (stack) => stack.set("alarms/trail-heartbeat", { treat_missing_data: "notBreaching" }) },
    },
    {
      id: "filter-destroyed",
      title: "A colleague deletes a metric filter",
      danger: "Its alarm stays green for ever.",
      source: threat("delete-metric-filter"),
      at: [FILTER],
      made: { stack: (stack) => stack.remove(FILTER) },
    },
    {
      id: "filter-overwritten",
      title: "A colleague shortens a metric filter's pattern: StopLogging is not in it any more",
      danger: "A stopped trail raises no alarm, and the alarm looks as before.",
      source: threat("overwrite-metric-filter"),
      at: [FILTER],
      made: {
        stack: (stack) =>
          stack.set(FILTER, {
            pattern: '{ ($.eventSource = "cloudtrail.amazonaws.com" && ($.eventName = "CreateTrail")) }',
          }),
      },
    },
    {
      id: "topic-closed-to-alarms",
      title: "A colleague takes the alarms out of the topic's policy",
      danger: "No alarm reaches anybody.",
      source: threat("change-topic-permissions"),
      at: ["alarm-topic/policy"],
      made: {
        stack: (stack) =>
          stack.policy("alarm-topic/policy", (document) => {
            document.Statement = document.Statement.filter(({ Sid }) => Sid !== "AllowAlarmsToPublish");
          }),
      },
    },
    {
      id: "topic-subscribed-by-anyone",
      title: "Somebody lets everybody subscribe to the alarm topic",
      danger: "An attacker reads the alerts.",
      source: threat("subscribe-to-alerts"),
      at: ["alarm-topic/policy"],
      made: {
        stack: (stack) =>
          stack.policy("alarm-topic/policy", (document) => {
            document.Statement.push({
              Sid: "AllowSubscription",
              Effect: "Allow",
              Principal: { AWS: "*" },
              Action: ["sns:Subscribe", "sns:Receive"],
              Resource: "*",
            });
          }),
      },
    },
    {
      id: "topic-without-key",
      title: "A colleague takes the key from the alarm topic",
      danger: "Alerts lie there without a key that its policy guards.",
      source: "Security Hub SNS.1; checkov CKV_AWS_26",
      at: ["alarm-topic/topic"],
      made: { stack: (stack) => stack.unset("alarm-topic/topic", "kms_master_key_id") },
    },
    {
      id: "alert-key-disabled",
      title: "Somebody disables the key of topics and queues",
      danger: "No alert can be sent, although every alarm is intact.",
      source: threat("disable-watchers-key"),
      at: ["alert-key/key"],
      made: { stack: (stack) => stack.set("alert-key/key", { is_enabled: false }) },
    },
    {
      id: "sentinel-starved",
      title: "A colleague reserves no concurrency for the sentinel",
      danger: "The sentinel never runs.",
      source: threat("throttle-function"),
      at: ["trail-sentinel/function"],
      made: { stack: (stack) => stack.set("trail-sentinel/function", { reserved_concurrent_executions: 0 }) },
    },
    {
      id: "sentinel-never-invoked",
      title: "A colleague takes the schedule's permission to invoke the sentinel",
      danger: "The sentinel never runs.",
      source: threat("cut-off-function"),
      at: ["trail-sentinel/schedule-permission"],
      made: { stack: (stack) => stack.remove("trail-sentinel/schedule-permission") },
    },
    {
      id: "sentinel-compares-with-another-key",
      title: "Somebody changes the key that the sentinel expects",
      danger: "The sentinel takes a foreign key for ours.",
      source: threat("replace-function"),
      at: ["trail-sentinel/function"],
      made: {
        stack: (stack) =>
          stack.set("trail-sentinel/function", {
            environment: {
              variables: {
                ARCHIVE_KEY_ARN: "arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab",
              },
            },
          }),
      },
    },
    {
      id: "sentinel-role-assumed-from-outside",
      title: "Somebody lets another account assume the sentinel's role",
      danger: "A stranger reads the organization's structure and the archive's listing.",
      source: threat("take-forwarder-role"),
      at: ["trail-sentinel/role"],
      made: {
        stack: (stack) =>
          stack.policy(
            "trail-sentinel/role",
            (document) => {
              document.Statement.push({
                Sid: "AllowSupport",
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::999988887777:root" },
                Action: "sts:AssumeRole",
              });
            },
            "assume_role_policy",
          ),
      },
    },
  ]),
  ...blind("example", "security", [
    {
      id: "subscription-destroyed",
      title: "The description no longer names the e-mail address that is told",
      danger: "The people on call hear of nothing.",
      source: threat("end-subscription"),
      at: ["audit-hub/topic/email-786906db96ef"],
      made: { description: { "alerts.emails": [] } },
    },
    {
      id: "subscription-filtered",
      title: "A colleague gives the subscription a filter policy, to have less noise",
      danger: "Only chosen alerts arrive.",
      source: threat("filter-subscription"),
      at: ["audit-hub/topic/email-786906db96ef"],
      made: {
        stack: (stack) =>
          stack.set("audit-hub/topic/email-786906db96ef", {
            filter_policy: JSON.stringify({ severity: ["info"] }),
            filter_policy_scope: "MessageBody",
          }),
      },
    },
  ]),
  ...blind("example", "prod", [
    {
      id: "forwarder-destroyed",
      title: "A colleague deletes a workload's forwarding rule in one Region",
      danger: "What happens in that account and Region is not told.",
      source: threat("delete-forwarder-rule"),
      at: ["forwarding/eu-west-1/rule-1"],
      made: { stack: (stack) => stack.remove("forwarding/eu-west-1/target-1").remove("forwarding/eu-west-1/rule-1") },
    },
    {
      id: "forwarder-role-assumed-by-anyone",
      title: "A colleague lets every principal of the account assume the forwarder's role",
      danger: "Anybody there sends forged events to the bus, or changes who forwards.",
      source: threat("take-forwarder-role"),
      at: ["forwarding/eu-central-1/role"],
      made: {
        stack: (stack) =>
          stack.policy(
            "forwarding/eu-central-1/role",
            (document) => {
              statement(document, "AllowRulesToForward").Principal = { AWS: "*" };
            },
            "assume_role_policy",
          ),
      },
    },
  ]),
];
