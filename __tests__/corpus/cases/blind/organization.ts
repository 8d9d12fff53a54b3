import { statement, withoutStatement } from "../../stack-patch";
import { blind } from "../of";
import { SOURCES, threat } from "../sources";

const ANY_ACCOUNT = { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/OrgAuditDeployer"] } };

export const ORGANIZATION = [
  ...blind("askflorence", "management", [
    {
      id: "unit-left-bare",
      title: "The description no longer guards the unit Prod",
      danger: "Nothing stops a member of that unit from blinding detection.",
      source: `${threat("weaken-organization-policy")}; ${SOURCES.policyDetached}`,
      at: ["cloud-trail-scp/baseline/attachments", "cloud-trail-scp/trail/attachments"],
      made: { description: { "guardrails.organizationalUnits": ["Non-Prod", "Security"] } },
    },
    {
      id: "policy-detached-everywhere",
      title: "A colleague deletes a policy's attachments, and leaves the policy",
      danger: "The policy holds nowhere.",
      source: `${threat("weaken-organization-policy")}; ${SOURCES.policyDetached}`,
      at: ["cloud-trail-scp/detection/attachments"],
      made: { stack: (stack) => stack.remove("cloud-trail-scp/detection/attachments") },
    },
    {
      id: "policy-destroyed",
      title: "A colleague deletes a policy with its attachments",
      danger: "Members change alarms, rules and roles of the audit trail.",
      source: threat("weaken-organization-policy"),
      at: ["cloud-trail-scp/detection/policy"],
      made: {
        stack: (stack) =>
          stack.remove("cloud-trail-scp/detection/attachments").remove("cloud-trail-scp/detection/policy"),
      },
    },
    {
      id: "policy-without-a-statement",
      title: "A colleague takes the deny of security services being switched off out of a policy",
      danger: "The second pair of eyes can be closed: GuardDuty, AWS Config, Security Hub.",
      source: threat("switch-off-security-service"),
      at: ["cloud-trail-scp/trail/policy"],
      made: {
        stack: (stack) =>
          stack.policy(
            "cloud-trail-scp/trail/policy",
            (document) => withoutStatement(document, "DenySecurityServicesOff"),
            "content",
          ),
      },
    },
    {
      id: "policy-without-an-action",
      title: "A colleague takes cloudtrail:StopLogging out of the baseline",
      danger: "The delegated administrator may stop a trail.",
      source: threat("stop-trail"),
      at: ["cloud-trail-scp/baseline/policy"],
      made: {
        stack: (stack) =>
          stack.policy(
            "cloud-trail-scp/baseline/policy",
            (document) => {
              const deny = statement(document, "DenyTrailTampering");
              deny.Action = (deny.Action as string[]).filter((action) => action !== "cloudtrail:StopLogging");
            },
            "content",
          ),
      },
    },
    {
      id: "policy-hollowed-out",
      title: "Somebody replaces a policy's content by one that denies nothing that matters",
      danger: "The policy is attached everywhere, and stops nothing.",
      source: threat("weaken-organization-policy"),
      at: ["cloud-trail-scp/baseline/policy"],
      made: {
        stack: (stack) =>
          stack.policy(
            "cloud-trail-scp/baseline/policy",
            (document) => {
              statement(document, "DenyTrailTampering").Resource =
                "arn:aws:cloudtrail:us-east-1:778477254880:trail/none";
            },
            "content",
          ),
      },
    },
  ]),
  ...blind("example", "management", [
    {
      id: "policy-exempts-a-name-anywhere",
      title: "A colleague exempts the deploy role by its name in every account, to save characters",
      danger: "Whoever may make a role of that name in any account walks through.",
      source: threat("take-deploy-role"),
      at: ["cloud-trail-scp/detection/policy"],
      made: {
        stack: (stack) =>
          stack.policy(
            "cloud-trail-scp/detection/policy",
            (document) => {
              statement(document, "DenyDetectionTampering").Condition = ANY_ACCOUNT;
            },
            "content",
          ),
      },
    },
    {
      id: "resource-control-policy-off",
      title: "The description switches the resource control policy off",
      danger: "Callers from the management account and from outside are bound by nothing but the bucket's policy.",
      source: threat("delete-bucket-policy"),
      at: ["archive-rcp/archive/policy"],
      made: { description: { "guardrails.resourceControlPolicy": false } },
    },
    {
      id: "root-left-bare",
      title: "The description no longer attaches the policies to the root",
      danger: "An account outside the guarded units is bound by nothing.",
      source: threat("move-account"),
      at: ["cloud-trail-scp/baseline/attachments"],
      made: { description: { "guardrails.attachToRoot": false } },
    },
    {
      id: "another-delegated-administrator",
      title: "Somebody makes a workload account CloudTrail's delegated administrator",
      danger: "An account that many people enter administers every organization trail.",
      source: threat("replace-trail-administrator"),
      at: ["delegated-administrator/cloudtrail"],
      made: {
        stack: (stack) => stack.set("delegated-administrator/cloudtrail", { account_id: "210987654321" }),
      },
    },
  ]),
];
