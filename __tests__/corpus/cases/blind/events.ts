import { statement } from "../../stack-patch";
import { blind } from "../of";
import { threat } from "../sources";

const RULE = "audit-hub/bus/rule-trail-changed";
const TARGET = "audit-hub/bus/target-trail-changed";

export const EVENTS = blind("askflorence", "management", [
  {
    id: "rule-disabled",
    title: "A colleague disables a rule of the audit bus",
    danger: "Changes of a trail are told by the alarm alone.",
    source: threat("disable-forwarder-rule"),
    at: [RULE],
    made: { stack: (stack) => stack.set(RULE, { state: "DISABLED" }) },
  },
  {
    id: "rule-destroyed",
    title: "A colleague deletes a rule of the audit bus with its target",
    danger: "Changes of a trail are told by the alarm alone.",
    source: threat("delete-forwarder-rule"),
    at: [RULE],
    made: { stack: (stack) => stack.remove(TARGET).remove(RULE) },
  },
  {
    id: "rule-without-target",
    title: "A colleague deletes a rule's target",
    danger: "The rule matches, and nobody hears.",
    source: threat("take-forwarder-targets"),
    at: [TARGET],
    made: { stack: (stack) => stack.remove(TARGET) },
  },
  {
    id: "rule-narrowed",
    title: "A colleague overwrites a rule's pattern with one event name",
    danger: "StopLogging and UpdateTrail match no more.",
    source: threat("overwrite-forwarder-rule"),
    at: [RULE],
    made: {
      stack: (stack) =>
        stack.set(RULE, {
          event_pattern: JSON.stringify({
            source: [{ prefix: "aws." }],
            "detail-type": [{ suffix: " via CloudTrail" }],
            detail: { eventSource: ["cloudtrail.amazonaws.com"], eventName: ["CreateTrail"] },
          }),
        }),
    },
  },
  {
    id: "rule-told-elsewhere",
    title: "Somebody makes a rule tell a topic of another account",
    danger: "Alerts go to a stranger, and to nobody here.",
    source: threat("redirect-forwarder"),
    at: [TARGET],
    made: { stack: (stack) => stack.set(TARGET, { arn: "arn:aws:sns:us-east-1:999988887777:alerts" }) },
  },
  {
    id: "rule-keeps-nothing-undelivered",
    title: "A colleague takes the queue of undelivered alerts from a target",
    danger: "An alert that could not be delivered is lost.",
    source: threat("delete-audit-bus"),
    at: [TARGET],
    made: { stack: (stack) => stack.unset(TARGET, "dead_letter_config") },
  },
  {
    id: "bus-open-to-everyone",
    title: "A colleague drops the condition on the organization from the bus's policy",
    danger: "Anybody in the world sends forged events.",
    source: threat("change-bus-permissions"),
    at: ["audit-hub/bus/policy"],
    made: {
      stack: (stack) =>
        stack.policy("audit-hub/bus/policy", (document) => {
          delete statement(document, "AllowOrganizationToForward").Condition;
        }),
    },
  },
  {
    id: "bus-closed-to-forwarders",
    title: "A colleague takes the forwarders out of the bus's policy",
    danger: "No account's events reach the bus.",
    source: threat("change-bus-permissions"),
    at: ["audit-hub/bus/policy"],
    made: {
      stack: (stack) =>
        stack.policy("audit-hub/bus/policy", (document) => {
          document.Statement = document.Statement.filter(({ Sid }) => Sid !== "AllowOrganizationToForward");
        }),
    },
  },
]);
