import { example } from "../../support/synthesized";
import { moveState, renameUnit, trustStackSets, unboundRoles } from "./meanwhile";
import {
  BOUND,
  bound,
  destroyed,
  forwarder,
  forwarders,
  READER_IS,
  RETENTION_IS,
  SENTINEL,
  TRUST_FOUND,
  TRUSTED_SESSIONS,
} from "./plans";
import type { DayTwoRow } from "./row";

const [prod, dev] = example.accounts.workloads;
const formerly = ({ name, id, deploy }: typeof dev & object) => ({ name, id, deploy });

export const BY_STACK_SET = {
  "forwarding.stackSetFrom": 0,
  "accounts.former": example.accounts.workloads.map(formerly),
};
const OLD_ROLE = "guardrails.deployRole";
const NEW_ROLE = Object.fromEntries(
  [
    OLD_ROLE,
    ...["management", "logArchive", "security", "workloads[0]", "workloads[1]"].map(
      (account) => `accounts.${account}.deploy.roleName`,
    ),
  ].map((path) => [path, "OrgAuditDeployer2"]),
);

/** Changes that have nothing to do with one another. */
export const INDEPENDENT: readonly DayTwoRow[] = [
  {
    title: "an account is added",
    change: {
      "accounts.workloads[2]": {
        name: "staging",
        id: "333344445555",
        organizationalUnit: "Workloads/Non-Prod",
        deploy: { roleName: "OrgAuditDeployer" },
      },
    },
    plans: {
      management: [
        "~ cloud-trail-scp/detection/policy: content(~DenyDetectionTampering ~DenyAuditRoleChanges)",
        SENTINEL,
      ],
      staging: forwarders("+"),
    },
  },
  {
    title: "a reader is added",
    change: { "archive.readers[2]": { accountId: "777788889999", role: "Investigator" } },
    plans: READER_IS,
    findings: ["log-archive access-widened: log-archive-bucket/policy"],
  },
  {
    title: "logs are kept longer",
    change: { "trail.logGroupRetentionDays": 1096, "archive.retentionDays": 4018 },
    plans: RETENTION_IS,
  },
  {
    title: "the objects of one bucket more are recorded",
    change: {
      "trail.dataEvents[3]": {
        name: "Objects of the consent forms bucket",
        resourceType: "AWS::S3::Object",
        arns: ["arn:aws:s3:::example-consent-forms/"],
        readWrite: "All",
      },
    },
    plans: { management: ["~ org-trail/trail: advanced_event_selector", SENTINEL] },
  },
  {
    title: "a contact is added",
    change: { "alerts.emails[1]": "second@example.com" },
    plans: {
      management: ["+ alarm-topic/email-27b677683f02"],
      security: ["+ audit-hub/topic/email-27b677683f02"],
    },
  },
];

/** Every other row. Those with a `from` come last: it is applied, and the next row goes on from there. */
export const OTHERS: readonly DayTwoRow[] = [
  {
    title: "an account is removed",
    change: { "accounts.workloads": [prod], "accounts.former": [dev].flatMap((one) => (one ? formerly(one) : [])) },
    plans: { dev: forwarders("-") },
    findings: destroyed("dev"),
  },
  {
    title: "an account is renamed, and its state moved to the new name",
    change: { "accounts.workloads[1].name": "sandbox" },
    meanwhile: moveState("dev", "sandbox"),
    plans: { sandbox: [] },
  },
  {
    title: "an account is renamed, and its state left where it was",
    neverApplied: true,
    change: { "accounts.workloads[1].name": "sandbox" },
    plans: { sandbox: forwarders("+") },
  },
  {
    title: "a reader is removed",
    change: { "archive.readers": [example.archive.readers[1]] },
    plans: READER_IS,
    findings: [
      "management alert-weakened: trail-alarms/filter-reader-role-changed",
      "security alert-weakened: audit-hub/bus/rule-reader-role-changed",
    ],
  },
  {
    title: "logs are kept for less time",
    change: { "trail.logGroupRetentionDays": 365, "archive.retentionDays": 2557 },
    plans: RETENTION_IS,
    findings: [
      "log-archive retention-shortened: log-archive-bucket/access-logs/lifecycle",
      "log-archive retention-shortened: log-archive-bucket/lifecycle",
      "management retention-shortened: org-trail/log-group",
    ],
  },
  {
    title: "Insights are switched off",
    change: { "trail.insights": [] },
    plans: { management: ["~ org-trail/trail: insight_selector", SENTINEL] },
    findings: ["management trail-narrowed: org-trail/trail"],
  },
  {
    title: "a contact gives way to another",
    change: { "alerts.emails": ["soc@example.com"] },
    plans: {
      management: ["+ alarm-topic/email-c4b91d493c3d", "- alarm-topic/email-786906db96ef"],
      security: ["+ audit-hub/topic/email-c4b91d493c3d", "- audit-hub/topic/email-786906db96ef"],
    },
    findings: [
      "management destroyed: alarm-topic/email-786906db96ef",
      "security destroyed: audit-hub/topic/email-786906db96ef",
    ],
  },
  {
    title: "a Region is added",
    change: { governedRegions: [...example.governedRegions, "eu-west-2"] },
    plans: {
      "log-archive": forwarder("+", "eu-west-2"),
      management: [...forwarder("+", "eu-west-2"), SENTINEL],
      security: [...forwarder("+", "eu-west-2"), "~ audit-hub/bus/policy: policy(~AllowOrganizationToForward)"],
      prod: forwarder("+", "eu-west-2"),
      dev: forwarder("+", "eu-west-2"),
    },
  },
  {
    title: "a guarded unit is renamed in AWS and in the description",
    change: {
      "guardrails.organizationalUnits": ["Security", "Workloads/Production", "Workloads/Non-Prod"],
      "accounts.workloads[0].organizationalUnit": "Workloads/Production",
    },
    meanwhile: renameUnit("Prod", "Production"),
    plans: { management: [SENTINEL] },
  },
  {
    title: "a StackSet takes over from the workloads' stacks",
    change: BY_STACK_SET,
    meanwhile: trustStackSets,
    plans: {
      management: [
        "+ forwarding-stack-set/instances",
        "+ forwarding-stack-set/stack-set",
        "+ trail-alarms/alarm-forwarding-stack-set-changed",
        "+ trail-alarms/filter-forwarding-stack-set-changed",
        "~ cloud-trail-scp/detection/policy: content(~DenyDetectionTampering ~DenyAuditRoleChanges)",
        "~ dashboard/dashboard: dashboard_body",
        "~ trail-alarms/filter-guardrail-role-changed: pattern",
        SENTINEL,
      ],
      security: [...TRUSTED_SESSIONS, "~ audit-hub/bus/rule-guardrail-role-changed: event_pattern"],
      prod: forwarders("-"),
      dev: forwarders("-"),
    },
    findings: [
      "management guardrail-weakened: cloud-trail-scp/detection/policy",
      ...TRUST_FOUND,
      ...destroyed("prod"),
      ...destroyed("dev"),
    ],
  },
  {
    title: "the deploy role is taken out, the first half of its rotation",
    change: { [OLD_ROLE]: undefined },
    plans: {
      "log-archive": [
        "~ log-archive-bucket/policy: policy(-DenyBucketChangesExceptByDeployRole)",
        "~ org-logs-key/key: policy(-DenyKeyPolicyChangesExceptByDeployRole)",
      ],
      management: [
        "- cloud-trail-scp/detection/attachments ×4",
        "- cloud-trail-scp/detection/policy",
        "~ archive-rcp/archive/policy: content(-RcpDenyChangesExceptByDeployRole)",
        "~ cloud-trail-scp/archive/policy: content(-DenyArchiveBucketChanges -DenyArchiveKeyChanges -DenyAccountPublicAccessChanges +DenyArchiveChangesByRoot +DenyAccountPublicAccessChangesByRoot)",
        "~ cloud-trail-scp/trail/policy: content(-DenyBusPermissionChanges)",
        SENTINEL,
      ],
    },
    findings: [
      "log-archive access-widened: log-archive-bucket/policy",
      "log-archive access-widened: org-logs-key/key",
      "management destroyed: cloud-trail-scp/detection/attachments",
      "management destroyed: cloud-trail-scp/detection/policy",
      "management guardrail-weakened: archive-rcp/archive/policy",
      "management guardrail-weakened: cloud-trail-scp/archive/policy",
      "management guardrail-weakened: cloud-trail-scp/trail/policy",
    ],
  },
  {
    title: "a new deploy role is put in, the second half of its rotation",
    from: { [OLD_ROLE]: undefined },
    change: NEW_ROLE,
    plans: {
      "log-archive": [
        "~ log-archive-bucket/policy: policy(+DenyBucketChangesExceptByDeployRole)",
        "~ org-logs-key/key: policy(+DenyKeyPolicyChangesExceptByDeployRole)",
      ],
      management: [
        "+ cloud-trail-scp/detection/attachments ×4",
        "+ cloud-trail-scp/detection/policy",
        "~ archive-rcp/archive/policy: content(+RcpDenyChangesExceptByDeployRole)",
        "~ cloud-trail-scp/archive/policy: content(-DenyArchiveChangesByRoot -DenyAccountPublicAccessChangesByRoot +DenyArchiveBucketChanges +DenyArchiveKeyChanges +DenyAccountPublicAccessChanges)",
        "~ cloud-trail-scp/trail/policy: content(+DenyBusPermissionChanges)",
        "~ trail-alarms/filter-archive-account-entered: pattern",
        "~ trail-alarms/filter-guardrail-role-changed: pattern",
        SENTINEL,
      ],
      security: [
        "~ audit-hub/bus/rule-archive-account-entered: event_pattern",
        ...TRUSTED_SESSIONS,
        "~ audit-hub/bus/rule-guardrail-role-changed: event_pattern",
      ],
      prod: [],
      dev: [],
    },
    findings: [
      "management alert-weakened: trail-alarms/filter-archive-account-entered",
      "management alert-weakened: trail-alarms/filter-guardrail-role-changed",
      "management guardrail-weakened: cloud-trail-scp/archive/policy",
      "security alert-weakened: audit-hub/bus/rule-archive-account-entered",
      ...TRUST_FOUND,
    ],
  },
  {
    title: "the resource control policy is switched on",
    from: { "guardrails.resourceControlPolicy": false },
    change: { "guardrails.resourceControlPolicy": true },
    plans: { management: ["+ archive-rcp/archive/attachments", "+ archive-rcp/archive/policy", SENTINEL] },
  },
  {
    title: "the roles that the stacks make are bounded",
    from: { "guardrails.roleBoundary": false },
    meanwhile: unboundRoles,
    change: { "guardrails.roleBoundary": true },
    plans: {
      "log-archive": [BOUND.audit, ...BOUND.auditors, ...BOUND.forwarders],
      management: [
        BOUND.audit,
        ...BOUND.forwarders,
        ...["account-joined-relay/role", "org-trail/logs-role", "self-test/role", "trail-sentinel/role"].map(bound),
        "~ cloud-trail-scp/detection/policy: content(~DenyAuditRoleChanges)",
        SENTINEL,
      ],
      security: [BOUND.audit, ...BOUND.forwarders, bound("workbench/analyst-role")],
      prod: BOUND.forwarders,
      dev: BOUND.forwarders,
    },
  },
  {
    title: "the StackSet gives way to stacks again",
    from: BY_STACK_SET,
    meanwhile: trustStackSets,
    change: { "forwarding.stackSetFrom": 21, "accounts.former": [] },
    plans: {
      management: [
        "- forwarding-stack-set/instances",
        "- forwarding-stack-set/stack-set",
        "- trail-alarms/alarm-forwarding-stack-set-changed",
        "- trail-alarms/filter-forwarding-stack-set-changed",
        "~ cloud-trail-scp/detection/policy: content(~DenyDetectionTampering ~DenyAuditRoleChanges)",
        "~ dashboard/dashboard: dashboard_body",
        "~ trail-alarms/filter-guardrail-role-changed: pattern",
        SENTINEL,
      ],
      security: [...TRUSTED_SESSIONS, "~ audit-hub/bus/rule-guardrail-role-changed: event_pattern"],
      prod: forwarders("+"),
      dev: forwarders("+"),
    },
    findings: [
      "management alert-weakened: trail-alarms/filter-guardrail-role-changed",
      "management destroyed: forwarding-stack-set/instances",
      "management destroyed: forwarding-stack-set/stack-set",
      "management destroyed: trail-alarms/alarm-forwarding-stack-set-changed",
      "management destroyed: trail-alarms/filter-forwarding-stack-set-changed",
      "management guardrail-weakened: cloud-trail-scp/detection/policy",
      ...TRUST_FOUND,
    ],
  },
];
