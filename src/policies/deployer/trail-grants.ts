import { type GrantTable, on } from "./grant";

export const TRAIL_GRANTS: GrantTable = {
  aws_cloudtrail: [
    on("Trail", {
      read: [
        "cloudtrail:GetEventSelectors",
        "cloudtrail:GetInsightSelectors",
        "cloudtrail:GetTrailStatus",
        "cloudtrail:ListTags",
      ],
      create: [
        "cloudtrail:AddTags",
        "cloudtrail:CreateTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:PutInsightSelectors",
        "cloudtrail:StartLogging",
      ],
      update: [
        "cloudtrail:AddTags",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:PutInsightSelectors",
        "cloudtrail:RemoveTags",
        "cloudtrail:StartLogging",
        "cloudtrail:UpdateTrail",
      ],
    }),
    // It knows no resource.
    on("ReadOrganization", {
      read: ["cloudtrail:DescribeTrails"],
      // CloudTrail asks as the caller: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-an-organizational-trail-prepare.html
      create: [
        "organizations:DescribeOrganization",
        "organizations:ListAccounts",
        "organizations:ListAWSServiceAccessForOrganization",
      ],
      update: [
        "organizations:DescribeOrganization",
        "organizations:ListAccounts",
        "organizations:ListAWSServiceAccessForOrganization",
      ],
    }),
    on("PassToCloudTrail", { create: ["iam:PassRole"], update: ["iam:PassRole"] }),
    // CloudTrail's own, which the first organization trail makes; same page.
    on("CloudTrailServiceRole", { create: ["iam:GetRole"], update: ["iam:GetRole"] }),
    on("MakeCloudTrailServiceRole", { create: ["iam:CreateServiceLinkedRole"] }),
  ],
  aws_cloudwatch_log_group: [
    on("ListLogGroups", { read: ["logs:DescribeLogGroups"] }),
    on("LogGroups", {
      read: ["logs:ListTagsForResource"],
      create: ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource"],
      update: ["logs:AssociateKmsKey", "logs:PutRetentionPolicy", "logs:TagResource", "logs:UntagResource"],
    }),
  ],
  aws_cloudwatch_log_metric_filter: [
    on("LogGroups", {
      read: ["logs:DescribeMetricFilters"],
      create: ["logs:PutMetricFilter"],
      update: ["logs:PutMetricFilter"],
      delete: ["logs:DeleteMetricFilter"],
    }),
  ],
  // Registering it is a policy of its own: prerequisites.ts.
  aws_cloudtrail_organization_delegated_admin_account: [
    on("ReadOrganization", { read: ["organizations:ListDelegatedAdministrators"] }),
  ],
  "data.aws_organizations_organization": [
    on("ReadOrganization", {
      read: [
        "organizations:DescribeOrganization",
        "organizations:ListAWSServiceAccessForOrganization",
        "organizations:ListAccounts",
        "organizations:ListRoots",
      ],
    }),
  ],
  "data.aws_organizations_organizational_unit": [
    on("OrganizationalUnits", { read: ["organizations:ListOrganizationalUnitsForParent"] }),
  ],
  aws_organizations_policy: [
    on("MakeOrganizationPolicy", { create: ["organizations:CreatePolicy", "organizations:TagResource"] }),
    on("OrganizationPolicies", {
      read: ["organizations:DescribePolicy", "organizations:ListTagsForResource"],
      update: ["organizations:TagResource", "organizations:UntagResource", "organizations:UpdatePolicy"],
      delete: ["organizations:DeletePolicy"],
    }),
  ],
  aws_organizations_policy_attachment: [
    on("OrganizationPolicies", { read: ["organizations:ListTargetsForPolicy"] }),
    on("AttachOrganizationPolicies", {
      create: ["organizations:AttachPolicy"],
      delete: ["organizations:DetachPolicy"],
    }),
  ],
  aws_cloudformation_stack_set: [
    on("MakeStackSet", { create: ["cloudformation:CreateStackSet"] }),
    on("StackSets", {
      read: ["cloudformation:DescribeStackSet"],
      create: ["cloudformation:TagResource"],
      update: [
        "cloudformation:DescribeStackSetOperation",
        "cloudformation:ListStackSetOperationResults",
        "cloudformation:TagResource",
        "cloudformation:UntagResource",
      ],
      delete: ["cloudformation:DeleteStackSet"],
    }),
    on("StackSetsAndTargets", { update: ["cloudformation:UpdateStackSet"] }),
  ],
  aws_cloudformation_stack_instances: [
    on("StackSets", {
      // Of units' instances the provider describes none.
      read: ["cloudformation:ListStackInstances"],
      create: ["cloudformation:DescribeStackSetOperation", "cloudformation:ListStackSetOperationResults"],
    }),
    on("StackSetsAndTargets", {
      create: ["cloudformation:CreateStackInstances"],
      update: ["cloudformation:UpdateStackInstances"],
      delete: ["cloudformation:DeleteStackInstances"],
    }),
  ],
};
