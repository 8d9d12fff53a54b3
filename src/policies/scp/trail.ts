import { securityServicesAdministratorId } from "../../config/guardrails";
import { exceptRoles } from "../callers";
import type { PolicySource } from "../organization-policy";
import { needed } from "../statement-source";
import { controlTowerRoles, stackSetRoles } from "./exempt-roles";
import { ROLE_CHANGES } from "./role-changes";
import { STACK_CHANGES } from "./stack-changes";

/**
 * Every call of AWS Config that makes it see less. AWS Control Tower denies seven of these itself.
 * https://docs.aws.amazon.com/controltower/latest/controlreference/mandatory-controls.html#config-disallow-changes
 */
const CONFIG = [
  "config:DeleteAggregationAuthorization",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:DeleteRetentionConfiguration",
  "config:DeleteServiceLinkedConfigurationRecorder",
  "config:DisassociateResourceTypes",
  "config:PutConfigurationRecorder",
  "config:PutDeliveryChannel",
  "config:PutRetentionConfiguration",
  "config:StopConfigurationRecorder",
] as const;

/** Every call of GuardDuty that ends it, hides findings, or hands the account to another administrator. */
const GUARDDUTY = [
  "guardduty:Accept*Invitation",
  "guardduty:ArchiveFindings",
  "guardduty:CreateFilter",
  "guardduty:CreateIPSet",
  "guardduty:CreateTrustedEntitySet",
  "guardduty:DeleteCustomDetectionRule*",
  "guardduty:DeleteDetector",
  "guardduty:DeleteMembers",
  "guardduty:DeletePublishingDestination",
  "guardduty:DeleteThreat*Set",
  "guardduty:Disassociate*",
  "guardduty:StopMonitoringMembers",
  "guardduty:UpdateCustomDetectionRule*",
  "guardduty:UpdateDetector",
  "guardduty:UpdateFilter",
  "guardduty:UpdateIPSet",
  "guardduty:UpdateMalwareScanSettings",
  "guardduty:UpdateMemberDetectors",
  "guardduty:UpdatePublishingDestination",
  "guardduty:UpdateThreat*Set",
  "guardduty:UpdateTrustedEntitySet",
] as const;

/** Every call of Security Hub, old and new, that ends it, leaves controls out, or hides findings by a rule. */
const SECURITY_HUB = [
  "securityhub:Accept*Invitation",
  "securityhub:BatchDeleteAutomationRules",
  "securityhub:BatchDisableStandards",
  "securityhub:BatchUpdateAutomationRules",
  "securityhub:BatchUpdateStandardsControlAssociations",
  "securityhub:CreateAutomationRule*",
  "securityhub:Delete*Aggregator*",
  "securityhub:DeleteAutomationRuleV2",
  "securityhub:DeleteMembers",
  "securityhub:DisableImportFindingsForProduct",
  "securityhub:DisableSecurityHub*",
  "securityhub:Disassociate*",
  "securityhub:Update*Aggregator*",
  "securityhub:UpdateAutomationRuleV2",
  "securityhub:UpdateSecurity*",
  "securityhub:UpdateStandardsControl",
] as const;

export const TRAIL: PolicySource = {
  id: "trail",
  name: ({ scp }) => scp.trail,
  description: "Nobody in a member account blinds the trail, makes one of their own, or leaves the organization",
  attachedTo: "guarded units",
  statements: [
    {
      /**
       * What the baseline's four actions leave: other settings of a trail, trails and data stores of an attacker's own, and
       * who administers them. The trail is changed from the management account, which no SCP binds. Starting it again is
       * nobody's to deny: that is what the delegated administrator is for, besides reading.
       * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html
       */
      sid: "DenyTrailChanges",
      says: () => ({
        Effect: "Deny",
        Action: [
          "cloudtrail:AddTags",
          "cloudtrail:CreateEventDataStore",
          "cloudtrail:CreateTrail",
          "cloudtrail:DeleteChannel",
          "cloudtrail:DeleteEventDataStore",
          "cloudtrail:DeleteResourcePolicy",
          "cloudtrail:DeregisterOrganizationDelegatedAdmin",
          "cloudtrail:DisableFederation",
          "cloudtrail:EnableFederation",
          "cloudtrail:PutEventConfiguration",
          "cloudtrail:PutInsightSelectors",
          "cloudtrail:PutResourcePolicy",
          "cloudtrail:RegisterOrganizationDelegatedAdmin",
          "cloudtrail:RemoveTags",
          "cloudtrail:StopEventDataStoreIngestion",
          "cloudtrail:UpdateChannel",
          "cloudtrail:UpdateEventDataStore",
        ],
        Resource: "*",
      }),
    },
    {
      /** An account outside the organization is outside its trail; one that is closed takes its buckets with it. */
      sid: "DenyLeavingOrganization",
      says: () => ({
        Effect: "Deny",
        Action: ["account:CloseAccount", "organizations:LeaveOrganization"],
        Resource: "*",
      }),
    },
    {
      /**
       * What a member could do to these very policies, were it ever made their delegated administrator; and a policy of its
       * own that, attached, refuses the trail its archive. Tag, backup and other policies are the delegated administrator's
       * work. All five actions carry the type; were it ever missing, the deny would hold.
       * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
       */
      sid: "DenyPolicyAdministration",
      says: () => ({
        Effect: "Deny",
        Action: [
          "organizations:AttachPolicy",
          "organizations:DeletePolicy",
          "organizations:DetachPolicy",
          "organizations:DisablePolicyType",
          "organizations:UpdatePolicy",
        ],
        Resource: "*",
        Condition: {
          StringEqualsIfExists: { "organizations:PolicyType": ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"] },
        },
      }),
    },
    {
      /**
       * Whoever changes the identity provider of IAM Identity Center in an account signs in there as any permission set;
       * whoever deletes it shuts everybody out, responders too. Identity Center makes and mends it through its
       * service-linked role, which no service control policy binds.
       * https://docs.aws.amazon.com/singlesignon/latest/userguide/slrconcept.html
       * https://virtualbonzo.com/2024/06/08/you-deleted-the-do_not_delete-idp
       */
      sid: "DenyIdentityCenterChanges",
      says: ({ names: { partition } }) => ({
        Effect: "Deny",
        Action: ["iam:CreateSAMLProvider", "iam:DeleteSAMLProvider", "iam:UpdateSAMLProvider"],
        Resource: `arn:${partition}:iam::*:saml-provider/AWSSSO_*`,
      }),
    },
    {
      /**
       * AWS Config, GuardDuty and Security Hub see what a trail does not; closing those eyes is the first step of many
       * attacks. Which of their writes are left, and why, __tests__/proof/left-writes.ts says. The account that administers
       * them for the organization may; and AWS Control Tower, where it sets AWS Config up, in a role that
       * DenyControlTowerRoleChanges protects.
       */
      sid: "DenySecurityServicesOff",
      says: ({ names, organization }) => {
        const administratorId = securityServicesAdministratorId(organization);
        const condition = {
          ...(administratorId === undefined ? {} : { StringNotEquals: { "aws:PrincipalAccount": administratorId } }),
          ...(organization.guardrails.controlTower ? exceptRoles(controlTowerRoles(names)).Condition : {}),
        };
        return {
          Effect: "Deny",
          Action: [...CONFIG, ...GUARDDUTY, ...SECURITY_HUB],
          Resource: "*",
          ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
        };
      },
    },
    {
      /**
       * The audit bus's policy decides who may forward, and who may inject. These two actions are not asked of a bus, so the
       * statement names the account that holds it instead.
       * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
       */
      sid: "DenyBusPermissionChanges",
      needs: ["a deploy role", "a security account"],
      says: ({ names, organization }) => {
        const { id } = needed(organization.accounts.security, "a security account");
        return {
          Effect: "Deny",
          Action: ["events:PutPermission", "events:RemovePermission"],
          Resource: "*",
          Condition: {
            ...exceptRoles([needed(names.deployRoleArn(id), "a deploy role")]).Condition,
            StringEquals: { "aws:PrincipalAccount": id },
          },
        };
      },
    },
    {
      /**
       * Nobody in a member account makes a role of the exempt name, or gets hold of one. StackSets' own service-linked role,
       * which makes them, is not bound: no service control policy binds such a role.
       * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudFormationStackSetsOrgMemberServiceRolePolicy.html
       * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
       */
      sid: "DenyStackSetRoleChanges",
      needs: ["an exemption of StackSets"],
      says: ({ names }) => ({ Effect: "Deny", Action: ROLE_CHANGES, Resource: stackSetRoles(names) }),
    },
    {
      /**
       * Nobody in a member account makes a role of Control Tower's name, or gets hold of one. Control Tower itself may, and
       * its StackSet AWSControlTowerExecutionRole, which makes the role where governance extends to a unit; so that
       * StackSet's stacks are guarded too. Organizations makes the role in an account that Account Factory orders: no
       * service control policy binds it there.
       */
      sid: "DenyControlTowerRoleChanges",
      needs: ["AWS Control Tower"],
      says: ({ names }) => ({
        Effect: "Deny",
        Action: [...STACK_CHANGES, ...ROLE_CHANGES],
        Resource: [
          controlTowerRoles(names),
          `arn:${names.partition}:cloudformation:*:*:stack/StackSet-AWSControlTower*`,
        ],
        ...exceptRoles([controlTowerRoles(names), stackSetRoles(names)]),
      }),
    },
  ],
};
