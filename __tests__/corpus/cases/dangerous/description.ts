import { dangerous } from "../of";
import { threat } from "../sources";

const DOCUMENTED = "src/config/organization.ts: what the option says it weakens";

/** Changes of a description that are valid, and weaken. */
export const DESCRIPTION = [
  ...dangerous("askflorence", "log-archive", [
    {
      id: "reader-added",
      title: "The description lets one more role read the archive",
      danger: "One more role reads every account's logs. Mostly intended: so with a reason and an end.",
      source: `${DOCUMENTED}; ${threat("read-foreign-logs")}`,
      at: ["log-archive-bucket/policy"],
      made: {
        description: {
          "archive.readers": [
            { accountId: "754660694122", role: { permissionSet: "SecurityAudit" } },
            { accountId: "778477254880", role: "Investigator" },
          ],
        },
      },
    },
    {
      id: "accounts-read-own-logs",
      title: "The description lets every account read its own logs",
      danger: "Whoever holds a member account knows what is known of them.",
      source: `${DOCUMENTED}; ${threat("read-foreign-logs")}`,
      at: ["log-archive-bucket/policy"],
      made: { description: { "archive.accountsReadOwnLogs": true } },
    },
    {
      id: "archive-expires-with-its-lock",
      title: "The description hides logs after the seven years of their lock, where it kept them for ever",
      danger: "Logs that were kept for ever are hidden after seven years, and deleted later.",
      source: `${DOCUMENTED}; ${threat("expire-logs-by-lifecycle")}`,
      at: ["log-archive-bucket/lifecycle"],
      made: { description: { "archive.retentionDays": 2557 } },
    },
    {
      id: "another-deploy-role",
      title: "The description names another role as the deploy role",
      danger: "Another role may change bucket and key.",
      source: `${DOCUMENTED}; ${threat("take-deploy-role")}`,
      at: ["log-archive-bucket/policy", "org-logs-key/key"],
      made: { description: { "guardrails.deployRole": { permissionSet: "PowerUserAccess" } } },
    },
  ]),
  ...dangerous("askflorence", "management", [
    {
      id: "control-tower-exempt",
      title: "The description says that Control Tower sets accounts up",
      danger: "Control Tower's role is exempt from the deny that keeps AWS Config on.",
      source: `${DOCUMENTED}; ${threat("switch-off-security-service")}`,
      at: ["cloud-trail-scp/trail/policy"],
      made: { description: { "guardrails.controlTower": true } },
    },
    {
      id: "security-services-administrator-exempt",
      title: "The description names a member account that administers the security services",
      danger: "That account may switch them off.",
      source: `${DOCUMENTED}; ${threat("switch-off-security-service")}`,
      at: ["cloud-trail-scp/trail/policy"],
      made: { description: { "guardrails.securityServicesAdministrator": "754660694122" } },
    },
    {
      id: "no-deploy-role",
      title: "The description no longer names a deploy role",
      danger: "The denies that would stop Terraform itself are left out of the policies.",
      source: `${DOCUMENTED}; docs/adr/0011`,
      at: ["cloud-trail-scp/detection/policy"],
      made: { description: { "guardrails.deployRole": undefined } },
    },
    {
      id: "trail-renamed",
      title: "The description gives the trail another name",
      danger: "The trail is replaced: nothing is recorded in between, and every policy names another trail.",
      source: threat("delete-trail"),
      at: ["org-trail/trail"],
      made: { description: { "trail.name": "askflorence-audit" } },
    },
  ]),
  ...dangerous("example", "management", [
    {
      id: "data-events-dropped",
      title: "The description no longer records the data events of the patients' records",
      danger: "Who reads a patient's record is recorded no more.",
      source: threat("narrow-event-selectors"),
      at: ["org-trail/trail"],
      made: { description: { "trail.dataEvents": [] } },
    },
    {
      id: "data-events-writes-only",
      title: "The description records only writes to the patients' records",
      danger: "Who reads a patient's record is recorded no more.",
      source: threat("narrow-event-selectors"),
      at: ["org-trail/trail"],
      made: { description: { "trail.dataEvents[0].readWrite": "WriteOnly" } },
    },
    {
      id: "log-group-keeps-a-year",
      title: "The description lets the log group keep a year instead of two",
      danger: "A year of searchable events is deleted at once.",
      source: threat("shorten-log-retention"),
      at: ["org-trail/log-group"],
      made: { description: { "trail.logGroupRetentionDays": 365 } },
    },
    {
      id: "webhook-removed",
      title: "The description no longer names the incident tool's webhook",
      danger: "The incident tool hears of nothing.",
      source: threat("end-subscription"),
      at: ["alarm-topic/https-b0b0d58f2647"],
      made: { description: { "alerts.webhooks": [] } },
    },
  ]),
  ...dangerous("example", "log-archive", [
    {
      id: "archive-retention-shortened",
      title: "The description hides logs after seven years instead of ten",
      danger: "Three years of logs are hidden at once, and deleted later.",
      source: threat("expire-logs-by-lifecycle"),
      at: ["log-archive-bucket/lifecycle"],
      made: { description: { "archive.retentionDays": 2557 } },
    },
    {
      id: "roles-unbounded",
      title: "The description no longer bounds the roles that the stacks make",
      danger: "Whoever works as the deploy role may give one of them any permission.",
      source: threat("work-as-management-deploy-role"),
      at: ["forwarding/eu-central-1/role"],
      made: { description: { "guardrails.roleBoundary": false } },
    },
    {
      id: "bucket-renamed",
      title: "The description gives the archive another name",
      danger: "The bucket is replaced, and with it every log, as far as its lock lets go.",
      source: threat("delete-log-version"),
      at: ["log-archive-bucket/bucket"],
      made: { description: { "archive.bucketName": "example-audit-logs-444455556666" } },
    },
  ]),
  ...dangerous("example", "prod", [
    {
      id: "region-governed-no-more",
      title: "The description no longer governs a Region",
      danger: "What happens there is not told.",
      source: threat("delete-forwarder-rule"),
      at: ["forwarding/eu-west-1/rule-1"],
      made: { description: { governedRegions: ["eu-central-1", "us-east-1"] } },
    },
    {
      id: "account-becomes-former",
      title: "The description calls an account a former one",
      danger: "What happens in that account is not told any more.",
      source: threat("delete-forwarder-rule"),
      at: ["forwarding/eu-central-1/rule-1"],
      made: {
        description: {
          "accounts.workloads": [
            {
              name: "dev",
              id: "210987654321",
              organizationalUnit: "Workloads/Non-Prod",
              deploy: { roleName: "OrgAuditDeployer" },
            },
          ],
          "accounts.former": [{ name: "prod", id: "123456789012", deploy: { roleName: "OrgAuditDeployer" } }],
        },
      },
    },
  ]),
];
