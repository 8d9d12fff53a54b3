import { forwardsByStackSet } from "../../config/forwarding";
import type { Organization } from "../../config/organization";
import { isOptIn } from "../../config/regions";
import { ACCOUNT_SERVICE, type Names, STACK_SETS_SERVICE } from "../../naming";
import { deployerArns } from "../../naming/deployer-arns";
import type { Statement } from "../document";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/**
 * What is done once, in the management account: what docs/runbooks/deploy.md prepares, and making the security account
 * CloudTrail's delegated administrator. A deploy role that is done with it needs it no more.
 */
export function prerequisiteStatements(names: Names, organization: Organization): readonly Statement[] {
  const { partition, managementAccountId, organizationId } = names;
  const { security } = organization.accounts;
  const stackSet = forwardsByStackSet(organization);
  const services = [
    CLOUDTRAIL,
    ...(stackSet ? [STACK_SETS_SERVICE] : []),
    ...(organization.governedRegions.some(isOptIn) ? [ACCOUNT_SERVICE] : []),
  ];
  const inOrganization = (resource: string) =>
    `arn:${partition}:organizations::${managementAccountId}:${resource}/${organizationId}/`;
  return [
    {
      Sid: "ReadPrerequisites",
      Effect: "Allow",
      Action: [
        "organizations:DescribeOrganization",
        "organizations:ListAWSServiceAccessForOrganization",
        "organizations:ListDelegatedAdministrators",
        "organizations:ListRoots",
      ],
      Resource: "*",
    },
    {
      Sid: "TrustServices",
      Effect: "Allow",
      Action: "organizations:EnableAWSServiceAccess",
      Resource: "*",
      Condition: { StringEquals: { "organizations:ServicePrincipal": services } },
    },
    {
      Sid: "EnablePolicyTypes",
      Effect: "Allow",
      Action: "organizations:EnablePolicyType",
      Resource: `${inOrganization("root")}r-*`,
      Condition: {
        StringEquals: {
          "organizations:PolicyType": [
            "SERVICE_CONTROL_POLICY",
            ...(organization.guardrails.resourceControlPolicy ? ["RESOURCE_CONTROL_POLICY"] : []),
          ],
        },
      },
    },
    ...(stackSet
      ? [
          {
            Sid: "ActivateStackSets",
            Effect: "Allow" as const,
            Action: "cloudformation:ActivateOrganizationsAccess",
            Resource: "*",
          },
        ]
      : []),
    ...(security === undefined ? [] : registration(names, `${inOrganization("account")}${security.id}`)),
  ];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator-permissions.html */
function registration(names: Names, administratorArn: string): readonly Statement[] {
  const { cloudTrailServiceRole } = deployerArns(names, names.managementAccountId);
  return [
    {
      Sid: "RegisterWithCloudTrail",
      Effect: "Allow",
      // It knows no resource.
      Action: "cloudtrail:RegisterOrganizationDelegatedAdmin",
      Resource: "*",
    },
    {
      Sid: "RegisterAdministrator",
      Effect: "Allow",
      Action: "organizations:RegisterDelegatedAdministrator",
      Resource: administratorArn,
      Condition: { StringEquals: { "organizations:ServicePrincipal": CLOUDTRAIL } },
    },
    { Sid: "ReadCloudTrailServiceRole", Effect: "Allow", Action: "iam:GetRole", Resource: cloudTrailServiceRole },
    {
      Sid: "MakeCloudTrailServiceRole",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: cloudTrailServiceRole,
      Condition: { StringEquals: { "iam:AWSServiceName": CLOUDTRAIL } },
    },
  ];
}
