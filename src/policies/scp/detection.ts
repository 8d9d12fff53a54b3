import { forwardsByStackSet } from "../../config/forwarding";
import { namesakes } from "../../naming/deployers";
import { databasePrefix } from "../../naming/workbench-names";
import { exceptRoles } from "../callers";
import type { PolicySource } from "../organization-policy";
import { type Described, needed } from "../statement-source";
import { stackSetRoles } from "./exempt-roles";
import { POLICY_CHANGES, ROLE_CHANGES } from "./role-changes";
import { STACK_CHANGES } from "./stack-changes";

/** Terraform, and StackSets where one forwards. */
const exceptForTerraform = ({ names, organization }: Described) =>
  exceptRoles([...names.deployRoleArns, ...(forwardsByStackSet(organization) ? [stackSetRoles(names)] : [])]);

/** Only where a deploy role is named: without the exemption Terraform is stopped too, and so are StackSets. */
export const DETECTION: PolicySource = {
  id: "detection",
  name: ({ scp }) => scp.detection,
  description: "Nobody in a member account blinds detection or takes the deploy role's place",
  attachedTo: "guarded units",
  needs: ["a deploy role"],
  grownBy: ({ accounts }) => ({
    path: "accounts.workloads",
    value: `${accounts.workloads.length} workloads, each with a stack and an exempt role`,
    remedy:
      "lower forwarding.stackSetFrom: one StackSet then forwards for all of them, and their accounts need no stack",
  }),
  statements: [
    {
      /**
       * What sees, tells and answers: event rules, buses, functions, queues, topics, alarms, tables and work groups whose
       * names begin with ours, and the default bus, which no member may update. Where a StackSet forwards, its stacks are
       * guarded too.
       */
      sid: "DenyDetectionTampering",
      says: (from) => {
        const { partition, auditPrefix } = from.names;
        const byStackSet = forwardsByStackSet(from.organization);
        const named = (service: string, resource: string, prefix = auditPrefix) =>
          `arn:${partition}:${service}:*:*:${resource}${prefix}*`;
        const database = databasePrefix(auditPrefix);
        return {
          Effect: "Deny",
          Action: [
            "athena:DeleteWorkGroup",
            "athena:UpdateWorkGroup",
            ...(byStackSet ? STACK_CHANGES : []),
            "cloudwatch:DeleteAlarms",
            "cloudwatch:DisableAlarmActions",
            "cloudwatch:Put*Alarm",
            "cloudwatch:PutAlarmMuteRule",
            "cloudwatch:SetAlarmState",
            "events:DeleteEventBus",
            "events:DeleteRule",
            "events:DisableRule",
            "events:PutRule",
            "events:PutTargets",
            "events:RemoveTargets",
            "events:UpdateEventBus",
            "glue:BatchDelete*",
            "glue:Delete*",
            "glue:Update*",
            "lambda:AddPermission",
            "lambda:Delete*",
            "lambda:Put*",
            "lambda:RemovePermission",
            "lambda:Update*",
            "sns:AddPermission",
            "sns:DeleteTopic",
            "sns:PutDataProtectionPolicy",
            "sns:RemovePermission",
            "sns:Set*",
            "sns:Subscribe",
            "sns:Unsubscribe",
            "sqs:AddPermission",
            "sqs:DeleteQueue",
            "sqs:PurgeQueue",
            "sqs:RemovePermission",
            "sqs:SetQueueAttributes",
          ],
          Resource: [
            named("athena", "workgroup/"),
            ...(byStackSet ? [named("cloudformation", "stack/StackSet-")] : []),
            named("cloudwatch", "alarm:"),
            named("events", "event-bus/"),
            // Forwarders' rules stand on it; rules have ARNs of their own.
            // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
            `arn:${partition}:events:*:*:event-bus/default`,
            named("events", "rule/"),
            named("glue", "database/", database),
            named("glue", "table/", database),
            named("lambda", "function:"),
            named("sns", ""),
            named("sqs", ""),
          ],
          ...exceptForTerraform(from),
        };
      },
    },
    {
      /**
       * Whoever makes, or may rewrite, a role of the exempt name would walk through every exemption, and one of that name in
       * another path is unheard by the audit bus; a forwarder whose role lost its permissions fails without a word; and
       * whoever may pass that role forwards events that never were. Customer managed policies are guarded where their names
       * begin with the deploy role's: which others it has, nobody says here; and where they begin as ours do, where one of
       * ours bounds the roles.
       */
      sid: "DenyAuditRoleChanges",
      says: (from) => {
        const { partition, auditPrefix, roleBoundary } = from.names;
        const deployRoles = namesakes(partition, needed(from.organization.guardrails.deployRole, "a deploy role"));
        const boundary = roleBoundary("*");
        return {
          Effect: "Deny",
          Action: [...ROLE_CHANGES, ...POLICY_CHANGES],
          Resource: [
            ...deployRoles,
            `arn:${partition}:iam::*:role/${auditPrefix}*`,
            ...deployRoles.map(policiesOf),
            ...(boundary === undefined ? [] : [boundary.arn]),
          ],
          ...exceptForTerraform(from),
        };
      },
    },
    {
      /**
       * Whom the deploy role trusts is not described here. If it is an identity provider or a trust anchor of its own
       * account, whoever changes that one becomes the deploy role without touching it. In the accounts that hold the archive
       * and the central account nobody else needs to; a workload's teams federate theirs as they like, and are seen doing so.
       * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html
       * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
       */
      sid: "DenyFederationChanges",
      says: ({ names, organization }) => {
        const { logArchive, security } = organization.accounts;
        const evidence = [logArchive.id, ...(security === undefined ? [] : [security.id])];
        return {
          Effect: "Deny",
          Action: [
            "iam:AddClientIDToOpenIDConnectProvider",
            "iam:CreateOpenIDConnectProvider",
            "iam:CreateSAMLProvider",
            "iam:DeleteOpenIDConnectProvider",
            "iam:DeleteSAMLProvider",
            "iam:UpdateOpenIDConnectProviderThumbprint",
            "iam:UpdateSAMLProvider",
            "rolesanywhere:Create*",
            "rolesanywhere:DeleteCrl",
            "rolesanywhere:DisableCrl",
            "rolesanywhere:Enable*",
            "rolesanywhere:PutAttributeMapping",
            "rolesanywhere:Update*",
          ],
          Resource: "*",
          Condition: {
            ...exceptRoles(evidence.flatMap((id) => names.deployRoleArn(id) ?? [])).Condition,
            StringEquals: { "aws:PrincipalAccount": evidence },
          },
        };
      },
    },
  ],
};

const policiesOf = (roleArn: string): string => `${roleArn.replace(":role/", ":policy/").replace(/\*$/, "")}*`;
