import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { Construct } from "constructs";
import { ACCOUNT_SERVICE, type Names, STACK_SETS_SERVICE } from "../naming";

export interface OrganizationPrerequisitesProps {
  readonly names: Names;
  /** Whether a resource control policy is to be attached. */
  readonly resourceControlPolicy: boolean;
  /** Whether a StackSet is to reach the organization's accounts. */
  readonly stackSet: boolean;
  /** Whether a governed Region has to be switched on by each account. */
  readonly optInRegions: boolean;
}

const RESOURCE_CONTROL_POLICIES_ARE_ON = {
  condition: '${contains(self.enabled_policy_types, "RESOURCE_CONTROL_POLICY")}',
  errorMessage:
    "Resource control policies are off, and the organization's description asks for one. Run: aws organizations enable-policy-type --policy-type RESOURCE_CONTROL_POLICY --root-id <the root's id>, or set guardrails.resourceControlPolicy to false.",
};

const STACK_SETS_ARE_TRUSTED = {
  condition: `\${contains(self.aws_service_access_principals, "${STACK_SETS_SERVICE}")}`,
  errorMessage:
    "CloudFormation StackSets have no trusted access: workload accounts would forward nothing. Run: aws cloudformation activate-organizations-access, or raise forwarding.stackSetFrom so that each account gets a stack.",
};

const ACCOUNT_MANAGEMENT_IS_TRUSTED = {
  condition: `\${contains(self.aws_service_access_principals, "${ACCOUNT_SERVICE}")}`,
  errorMessage:
    "Account Management has no trusted access: nobody could tell a Region that an account never switched on from one that is silent. Run: aws organizations enable-aws-service-access --service-principal account.amazonaws.com, or govern no opt-in Region.",
};

/**
 * What must be true of the organization before a trail can cover it; each fails the plan with its own message. The
 * organization itself stays its owner's. Read in the management account.
 */
export class OrganizationPrerequisites extends Construct {
  readonly organization: DataAwsOrganizationsOrganization;
  /** Id of the organization's root, a Terraform reference. */
  readonly rootId: string;

  constructor(
    scope: Construct,
    id: string,
    { names, resourceControlPolicy, stackSet, optInRegions }: OrganizationPrerequisitesProps,
  ) {
    super(scope, id);

    this.organization = new DataAwsOrganizationsOrganization(this, "organization", {
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.id == "${names.organizationId}"}`,
            errorMessage: `These credentials belong to another organization than ${names.organizationId}. Correct organizationId in the organization's description, or use credentials of account ${names.managementAccountId}.`,
          },
          {
            condition: `\${self.master_account_id == "${names.managementAccountId}"}`,
            errorMessage: `The organization's management account is not ${names.managementAccountId}. Correct accounts.management.id in the organization's description.`,
          },
          {
            condition: '${self.feature_set == "ALL"}',
            errorMessage:
              "The organization has consolidated billing only: no organization trail, no policies. Run: aws organizations enable-all-features",
          },
          {
            // Losing it silently shrinks the trail to the management account.
            condition: '${contains(self.aws_service_access_principals, "cloudtrail.amazonaws.com")}',
            errorMessage:
              "CloudTrail has no trusted access: the trail would record the management account alone. Run: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
          },
          {
            condition: '${contains(self.enabled_policy_types, "SERVICE_CONTROL_POLICY")}',
            errorMessage:
              "Service control policies are off: members could stop the trail. Run: aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY --root-id <the root's id>",
          },
          ...(resourceControlPolicy ? [RESOURCE_CONTROL_POLICIES_ARE_ON] : []),
          ...(stackSet ? [STACK_SETS_ARE_TRUSTED] : []),
          ...(optInRegions ? [ACCOUNT_MANAGEMENT_IS_TRUSTED] : []),
        ],
      },
    });
    this.rootId = this.organization.roots.get(0).id;
  }
}
