import { CreateOrganizationalUnitCommand, ListRootsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import type { Aws } from "../../case";
import { harmless } from "../of";

const DEPLOY = { roleName: "OrgAuditDeployer" };
const STAGING = { name: "staging", id: "345678901234", organizationalUnit: "Workloads/Prod", deploy: DEPLOY };

/** Changes of a description that weaken nothing. */
export const DESCRIPTION = [
  ...harmless("askflorence", "management", [
    {
      id: "log-group-keeps-longer",
      title: "The description lets the log group keep two years instead of one",
      why: "More is kept.",
      made: { description: { "trail.logGroupRetentionDays": 731 } },
    },
    {
      id: "tags-added-to-management",
      title: "The description gives everything one more tag",
      why: "No policy of ours asks for a tag.",
      made: { description: { "tags.CostCenter": "4711" } },
    },
    {
      id: "runbooks-published",
      title: "The description says where the runbooks are published: the link in every alert changes",
      why: "Only texts change.",
      made: { description: { "alerts.runbooks": "https://runbooks.example.com/audit" } },
    },
    {
      id: "resource-control-policy-on",
      title: "The description switches the resource control policy on",
      why: "More is denied.",
      made: { description: { "guardrails.resourceControlPolicy": true } },
    },
    {
      id: "root-guarded-too",
      title: "The description attaches the policies to the root too",
      why: "More accounts are bound.",
      made: { description: { "guardrails.attachToRoot": true } },
    },
    {
      id: "unit-guarded-too",
      title: "The description guards a unit more, which was just made",
      why: "More accounts are bound.",
      made: {
        live: (aws) => makeUnit(aws, "778477254880", "Sandbox"),
        // It may stay: nothing else looks for it.
        undo: async () => {},
        description: { "guardrails.organizationalUnits": ["Prod", "Non-Prod", "Security", "Sandbox"] },
      },
    },
    {
      id: "recipients-named",
      title: "The description names for the first time who is told",
      why: "More people hear of alerts.",
      made: {
        description: {
          "alerts.emails": ["oncall@askflorence.example"],
          "alerts.webhooks": ["https://events.example.com/audit"],
        },
      },
    },
    {
      id: "region-governed-too-by-management",
      title: "The description governs a Region more",
      why: "More is forwarded.",
      made: { description: { governedRegions: ["us-east-1", "us-west-2"] } },
    },
    {
      id: "first-workload",
      title: "The description names its first workload account",
      why: "More is watched; the account has had the policies of its unit before.",
      made: {
        description: {
          "accounts.workloads": [
            {
              name: "prod",
              id: "345678901234",
              organizationalUnit: "Prod",
              deploy: { profile: "askflorence-prod" },
            },
          ],
        },
      },
    },
  ]),
  ...harmless("askflorence", "log-archive", [
    {
      id: "lock-of-ten-years",
      title: "The description locks for ten years instead of seven",
      why: "More is kept. That nobody can undo it, the deploy says besides.",
      made: { description: { "archive.objectLock.years": 10 } },
    },
    {
      id: "reader-removed",
      title: "The description lets nobody read the archive any more",
      why: "Fewer read it.",
      made: { description: { "archive.readers": [] } },
    },
    {
      id: "tags-removed-from-log-archive",
      title: "The description drops a tag",
      why: "No policy of ours asks for a tag.",
      made: { description: { tags: { ManagedBy: "terraform" } } },
    },
    {
      id: "roles-bounded",
      title: "The description bounds the roles that the stacks make",
      why: "A role can be given less.",
      made: { description: { "guardrails.roleBoundary": true } },
    },
    {
      id: "region-governed-too-by-log-archive",
      title: "The description governs a Region more",
      why: "More is forwarded.",
      made: { description: { governedRegions: ["us-east-1", "us-west-2"] } },
    },
  ]),
  ...harmless("example", "log-archive", [
    {
      id: "archive-retention-longer",
      title: "The description hides logs after eleven years instead of ten",
      why: "More is kept.",
      made: { description: { "archive.retentionDays": 4018 } },
    },
    {
      id: "archive-kept-for-ever",
      title: "The description keeps logs for ever",
      why: "More is kept.",
      made: {
        description: {
          "archive.retentionDays": undefined,
          "archive.lifecycle.expireNoncurrentVersionsAfterDays": undefined,
        },
      },
    },
    {
      id: "noncurrent-versions-longer",
      title: "The description keeps versions that are no longer current for ten years instead of seven",
      why: "More is kept.",
      made: { description: { "archive.lifecycle.expireNoncurrentVersionsAfterDays": 3653 } },
    },
    {
      id: "transition-later",
      title: "The description moves logs to a cheaper class after 180 days instead of 90",
      why: "They can be read at once for longer.",
      made: { description: { "archive.lifecycle.transitions[0].afterDays": 180 } },
    },
    {
      id: "own-logs-read-no-more",
      title: "The description no longer lets accounts read their own logs",
      why: "Fewer read the archive.",
      made: { description: { "archive.accountsReadOwnLogs": false } },
    },
  ]),
  ...harmless("example", "management", [
    {
      id: "data-events-added",
      title: "The description records the data events of one more bucket",
      why: "More is recorded.",
      made: {
        description: {
          "trail.dataEvents[3]": {
            name: "Objects of the billing bucket",
            resourceType: "AWS::S3::Object",
            arns: ["arn:aws:s3:::example-billing/"],
          },
        },
      },
    },
    {
      id: "workload-added",
      title: "The description names one more workload account, with the same deploy role",
      why: "More is watched; the guardrails exempt in it the one role that they exempt in every account with a stack.",
      made: { description: { "accounts.workloads[2]": STAGING } },
    },
    {
      id: "recipient-added",
      title: "The description names one more e-mail address that is told",
      why: "More people hear of alerts.",
      made: { description: { "alerts.emails": ["security@example.com", "oncall@example.com"] } },
    },
  ]),
  ...harmless("example", "security", [
    {
      id: "recipient-added-to-security",
      title: "The description names one more e-mail address that is told",
      why: "More people hear of alerts.",
      made: { description: { "alerts.emails": ["security@example.com", "oncall@example.com"] } },
    },
    {
      id: "region-governed-too-by-security",
      title: "The description governs a Region more",
      why: "The bus lets in one forwarder more in each account, whose name guardrails keep others from.",
      made: { description: { governedRegions: ["eu-central-1", "eu-west-1", "us-east-1", "eu-north-1"] } },
    },
    {
      id: "workload-added-to-security",
      title: "The description names one more workload account",
      why: "More is watched.",
      made: { description: { "accounts.workloads[2]": STAGING } },
    },
  ]),
  ...harmless("example", "prod", [
    {
      id: "region-governed-too-by-prod",
      title: "The description governs a Region more",
      why: "More is forwarded.",
      made: { description: { governedRegions: ["eu-central-1", "eu-west-1", "us-east-1", "eu-north-1"] } },
    },
  ]),
];

async function makeUnit(aws: Aws, managementId: string, Name: string): Promise<void> {
  const organizations = new OrganizationsClient(aws.client(managementId));
  const { Roots = [] } = await organizations.send(new ListRootsCommand({}));
  await organizations.send(new CreateOrganizationalUnitCommand({ ParentId: Roots[0]?.Id, Name }));
}
