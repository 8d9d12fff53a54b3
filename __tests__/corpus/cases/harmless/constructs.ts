import type { StackPatch } from "../../stack-patch";
import { statement } from "../../stack-patch";
import { harmless } from "../of";

const BUCKET = "askflorence-org-cloudtrail-logs-754660694122";

/** Changes of the constructs that weaken nothing. */
export const CONSTRUCTS = [
  ...harmless("askflorence", "management", [
    {
      id: "detection-added",
      title: "A colleague adds a detection: filter, alarm, rule and target",
      why: "More is noticed.",
      made: {
        stack: (stack) => {
          copied(stack, "trail-alarms/filter-trail-changed", "added", { name: "askflorence-org-audit-added" });
          copied(stack, "trail-alarms/alarm-trail-changed", "added", { alarm_name: "askflorence-org-audit-added" });
          copied(stack, "audit-hub/bus/rule-trail-changed", "added", { name: "askflorence-org-audit-added" });
          copied(stack, "audit-hub/bus/target-trail-changed", "added", {
            rule: "${aws_cloudwatch_event_rule.added.name}",
          });
        },
      },
    },
    {
      id: "filter-matches-more",
      title: "A colleague lets a metric filter match one more event",
      why: "More is noticed.",
      made: {
        stack: (stack) => {
          const filter = stack.at("trail-alarms/filter-trail-changed");
          filter.pattern = String(filter.pattern).replace(
            '$.eventName = "AddTags"',
            '$.eventName = "AddTags" || $.eventName = "CreateChannel"',
          );
        },
      },
    },
    {
      id: "rule-matches-more",
      title: "A colleague lets a rule match one more event",
      why: "More is noticed.",
      made: {
        stack: (stack) => {
          const rule = stack.at("audit-hub/bus/rule-trail-changed");
          rule.event_pattern = String(rule.event_pattern).replace('"AddTags"', '"AddTags","CreateChannel"');
        },
      },
    },
    {
      id: "policy-denies-more",
      title: "A colleague lets a service control policy deny one more action",
      why: "More is denied.",
      made: {
        stack: (stack) =>
          stack.policy(
            "cloud-trail-scp/baseline/policy",
            (document) => {
              const deny = statement(document, "DenyTrailTampering");
              deny.Action = [...(deny.Action as string[]), "cloudtrail:PutInsightSelectors"];
            },
            "content",
          ),
      },
    },
    {
      id: "policy-in-another-order",
      title: "A colleague sorts the actions of a service control policy the other way round",
      why: "The same is denied.",
      made: {
        stack: (stack) =>
          stack.policy(
            "cloud-trail-scp/detection/policy",
            (document) => {
              const deny = statement(document, "DenyDetectionTampering");
              deny.Action = [...(deny.Action as string[])].reverse();
              document.Statement.reverse();
            },
            "content",
          ),
      },
    },
    {
      id: "heartbeat-hears-silence-sooner",
      title: "A colleague lets the heartbeat wait 15 minutes instead of 30",
      why: "Silence is heard sooner.",
      made: { stack: (stack) => stack.set("alarms/trail-heartbeat", { evaluation_periods: 3 }) },
    },
    {
      id: "dashboard-redrawn",
      title: "A colleague redraws the dashboard",
      why: "It is looked at, and nothing rests on it.",
      made: {
        stack: (stack) => {
          const dashboard = stack.at("dashboard/dashboard");
          dashboard.dashboard_body = String(dashboard.dashboard_body).replaceAll('"width":12', '"width":24');
        },
      },
    },
    {
      id: "sentinel-given-memory",
      title: "A colleague gives the sentinel more memory and time",
      why: "It does the same.",
      made: { stack: (stack) => stack.set("trail-sentinel/function", { memory_size: 1024, timeout: 600 }) },
    },
    {
      id: "descriptions-reworded",
      title: "A colleague rewords descriptions of an alarm, a role, a key and a policy",
      why: "Only texts change.",
      made: {
        stack: (stack) =>
          stack
            .set("alarms/trail-heartbeat", { alarm_description: "[critical] Silence." })
            .set("org-trail/logs-role", { description: "The trail writes with it" })
            .set("org-trail/key", { description: "Encrypts log group and topic" })
            .set("cloud-trail-scp/trail/policy", { description: "Guards the trail" }),
      },
    },
    {
      id: "topic-named-for-people",
      title: "A colleague gives the alarm topic a display name",
      why: "Only a text changes.",
      made: { stack: (stack) => stack.set("alarm-topic/topic", { display_name: "Audit alarms" }) },
    },
    {
      id: "defaults-written-out",
      title: "A colleague writes the provider's defaults out",
      why: "Nothing changes.",
      made: {
        stack: (stack) =>
          stack
            .set("alarms/trail-heartbeat", { actions_enabled: true })
            .set("org-trail/key", {
              customer_master_key_spec: "SYMMETRIC_DEFAULT",
              key_usage: "ENCRYPT_DECRYPT",
              is_enabled: true,
            })
            .set("trail-sentinel/log-group", { skip_destroy: false })
            .set("alarm-topic/receipts/queue", { fifo_queue: false }),
      },
    },
    {
      id: "self-test-every-day",
      title: "A colleague lets the self-test run every day",
      why: "It is tested more often.",
      made: { stack: (stack) => stack.set("self-test/schedule", { schedule_expression: "cron(0 8 ? * * *)" }) },
    },
    {
      id: "output-added",
      title: "A colleague adds an output",
      why: "It tells what is known.",
      made: {
        stack: (stack) => {
          stack.json.output = { ...(stack.json.output as object), added: { value: "something" } };
        },
      },
    },
    {
      id: "more-guarded",
      title: "A colleague guards two more resources with prevent_destroy",
      why: "Less can be destroyed.",
      made: {
        stack: (stack) =>
          stack
            .set("alarm-topic/topic", { lifecycle: { prevent_destroy: true } })
            .set("alarms/trail-heartbeat", { lifecycle: { prevent_destroy: true } }),
      },
    },
    {
      id: "check-added",
      title: "A colleague adds a check block, which passes",
      why: "More is checked.",
      made: {
        stack: (stack) => {
          stack.json.check = {
            added: {
              assert: [
                {
                  condition: `\${${stack.addressOf("alarm-topic/topic")}.name == "askflorence-org-audit-alarms"}`,
                  error_message: "The alarm topic has another name.",
                },
              ],
            },
          };
        },
      },
    },
  ]),
  ...harmless("askflorence", "log-archive", [
    {
      id: "bucket-policy-in-another-order",
      title: "A colleague sorts the statements of the bucket's policy, and writes lists of one as strings",
      why: "The same is allowed and denied.",
      made: {
        stack: (stack) =>
          stack.policy("log-archive-bucket/policy", (document) => {
            document.Statement.reverse();
            const changes = statement(document, "AllowTrailAclCheck");
            changes.Action = [String(changes.Action)];
          }),
      },
    },
    {
      id: "bucket-policy-denies-more",
      title: "A colleague adds a deny to the bucket's policy",
      why: "More is denied.",
      made: {
        stack: (stack) =>
          stack.policy("log-archive-bucket/policy", (document) => {
            document.Statement.push({
              Sid: "DenyTorrents",
              Effect: "Deny",
              Principal: "*",
              Action: "s3:GetObjectTorrent",
              Resource: `arn:aws:s3:::${BUCKET}/*`,
            });
          }),
      },
    },
    {
      id: "key-policy-in-another-order",
      title: "A colleague sorts the actions of the key's policy",
      why: "The same is allowed and denied.",
      made: {
        stack: (stack) =>
          stack.policy("org-logs-key/key", (document) => {
            const administer = statement(document, "AllowAccountToAdminister");
            administer.Action = [...(administer.Action as string[])].reverse();
          }),
      },
    },
    {
      id: "key-rotated-sooner",
      title: "A colleague lets the key rotate every half year",
      why: "It is rotated more often.",
      made: { stack: (stack) => stack.set("org-logs-key/key", { rotation_period_in_days: 180 }) },
    },
  ]),
];

/** Another resource like this one, with other values. */
function copied(stack: StackPatch, path: string, name: string, other: Record<string, unknown>): void {
  const [type = ""] = stack.addressOf(path).split(".");
  const { "//": _comment, ...block } = stack.at(path);
  stack.add(type, name, { ...structuredClone(block), ...other });
}
