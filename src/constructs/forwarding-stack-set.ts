import { CloudformationStackInstances } from "@cdktf/provider-aws/lib/cloudformation-stack-instances";
import { CloudformationStackSet } from "@cdktf/provider-aws/lib/cloudformation-stack-set";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { DetectionContext } from "../detections/detection";
import { memberForwarding } from "../detections/forwarding";
import { type Names, numbered } from "../naming";
import { forwarderPolicy, forwarderTrustPolicy } from "../policies/forwarder-role-policy";
import { escapeVariables } from "./policy-json";
import { RULE_STATE } from "./rule-state";

export interface ForwardingStackSetProps {
  readonly context: DetectionContext;
  /** Ids of the organizational units, or of the root, whose accounts forward; Terraform references. */
  readonly targetIds: readonly string[];
  /** Trusted access, which must be on first, and the policies that let StackSets work in members. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * For making stacks and for updating them alike. AWS's own are one account at a time, and an end at the first that fails.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
const OPERATION_PREFERENCES = {
  regionConcurrencyType: "PARALLEL",
  // One account's failure is no reason to leave the others without; the check tells of it.
  failureTolerancePercentage: 100,
  maxConcurrentPercentage: 100,
};

/** The provider gives up after half an hour, which a thousand accounts may need. */
const PATIENCE = "3h";

/**
 * Forwards from every account of some units, those that join later included. Lives in the management account, to which
 * StackSets deploy nothing.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export class ForwardingStackSet extends Construct {
  constructor(scope: Construct, id: string, { context, targetIds, dependsOn }: ForwardingStackSetProps) {
    super(scope, id);
    const { names } = context;

    const stackSet = new CloudformationStackSet(this, "stack-set", {
      name: names.forwardingStackSet,
      description: "Forwards audit events to the organization's audit bus",
      permissionModel: "SERVICE_MANAGED",
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      managedExecution: { active: true },
      capabilities: ["CAPABILITY_NAMED_IAM"],
      templateBody: escapeVariables(JSON.stringify(forwardingTemplate(context))),
      operationPreferences: OPERATION_PREFERENCES,
      timeouts: { update: PATIENCE },
      // AWS names a role of its own, which provider 5.100.0 would take away in every plan, and so update every account.
      // https://github.com/hashicorp/terraform-provider-aws/issues/23464
      lifecycle: { ignoreChanges: ["administration_role_arn"] },
      dependsOn,
    });
    const instances = new CloudformationStackInstances(this, "instances", {
      stackSetName: stackSet.name,
      regions: [...names.forwardedRegions],
      deploymentTargets: { organizationalUnitIds: [...targetIds] },
      operationPreferences: OPERATION_PREFERENCES,
      timeouts: { create: PATIENCE, update: PATIENCE, delete: PATIENCE },
    });
    const stack = TerraformStack.of(this);
    const address = `${instances.terraformResourceType}.${instances.friendlyUniqueId}`;
    // A warning: one account's trouble must not keep the trail from being mended. cdktf has no class for it.
    // https://developer.hashicorp.com/terraform/language/checks
    stack.addOverride("check.every_account_forwards", {
      assert: {
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceSummary.html
        condition: `\${alltrue([for stack in ${instances.fqn}.stack_instance_summaries : stack.status != "OUTDATED" || stack.detailed_status == "SKIPPED_SUSPENDED_ACCOUNT"])}`,
        error_message: `Some accounts' stacks failed, and forward nothing: aws cloudformation list-stack-instances says which and why. Put that right, then run: npm run terraform ${stack.node.id} -- taint ${address}, and: npm run deploy ${stack.node.id}. Until that is done, only the metric filters see the workloads (docs/runbooks/add-an-account.md).`,
      },
    });
  }
}

const FORWARDS = "Forwards";

/** They forward by stacks of their own, whatever forwards for the others. */
function accountsWithStacks({ auditAccountIds, managementAccountId }: Names): readonly string[] {
  return auditAccountIds.filter((id) => id !== managementAccountId);
}

/**
 * In the template and not as a filter of accounts: automatic deployment heeds no filter, and provider 5.100.0 deletes every
 * stack where an account is taken off one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 * https://github.com/hashicorp/terraform-provider-aws/issues/47721
 */
function everywhereBut(accountIds: readonly string[]) {
  const others = accountIds.map((id) => ({ "Fn::Not": [{ "Fn::Equals": [{ Ref: "AWS::AccountId" }, id] }] }));
  const [only] = others;
  return others.length === 1 ? only : { "Fn::And": others };
}

/** What the stack of one account and Region holds: as Forwarder, in CloudFormation's words. */
export function forwardingTemplate(context: DetectionContext) {
  const { names } = context;
  const { stackSet } = names.forwarders;
  const accountId = "${AWS::AccountId}";
  const region = "${AWS::Region}";
  const rules = memberForwarding(context).map((pattern, index) => [
    `Rule${index + 1}`,
    {
      Type: "AWS::Events::Rule",
      Condition: FORWARDS,
      Properties: {
        Name: numbered(stackSet.rule, index),
        Description: "Events that the organization's audit bus decides on",
        EventPattern: pattern,
        State: RULE_STATE,
        Targets: [
          {
            Id: "audit-bus",
            Arn: names.auditBus.arn,
            RoleArn: { "Fn::GetAtt": ["Role", "Arn"] },
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
          },
        ],
      },
    },
  ]);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Forwards audit events to the organization's audit bus",
    Conditions: { [FORWARDS]: everywhereBut(accountsWithStacks(names)) },
    Resources: {
      // So that no account's stack is empty. It costs and does nothing.
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-waitconditionhandle.html
      Nothing: { Type: "AWS::CloudFormation::WaitConditionHandle" },
      Role: {
        Type: "AWS::IAM::Role",
        Condition: FORWARDS,
        Properties: {
          RoleName: substituted(stackSet.roleIn(region)),
          Description: "Lets EventBridge forward audit events to the organization's audit bus",
          AssumeRolePolicyDocument: substituted(forwarderTrustPolicy(names, stackSet, accountId, region)),
          Policies: [{ PolicyName: "ForwardToAuditBus", PolicyDocument: forwarderPolicy(names) }],
        },
      },
      ...Object.fromEntries(rules),
    },
  };
}

/** Text with CloudFormation's references in it is written as a substitution, wherever it stands. */
function substituted(value: unknown): unknown {
  if (typeof value === "string") return value.includes("${AWS::") ? { "Fn::Sub": value } : value;
  if (Array.isArray(value)) return value.map(substituted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substituted(item)]));
}
