import { CloudformationStackInstances } from "@cdktf/provider-aws/lib/cloudformation-stack-instances";
import { CloudformationStackSet } from "@cdktf/provider-aws/lib/cloudformation-stack-set";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Scope } from "../detections/detection";
import { memberForwarding } from "../detections/forwarding";
import { numbered } from "../naming";
import { forwarderPolicy, forwarderTrustPolicy } from "../policies/forwarder-role-policy";
import { escapeVariables } from "./policy-json";
import { RULE_STATE } from "./rule-state";

export interface ForwardingStackSetProps {
  readonly detections: Scope;
  /** Ids of the organizational units, or of the root, whose accounts forward; Terraform references. */
  readonly targetIds: readonly string[];
  /** Trusted access, which must be on first. */
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
  constructor(scope: Construct, id: string, { detections, targetIds, dependsOn }: ForwardingStackSetProps) {
    super(scope, id);
    const { names } = detections;

    const stackSet = new CloudformationStackSet(this, "stack-set", {
      name: names.forwardingStackSet,
      description: "Forwards audit events to the organization's audit bus",
      permissionModel: "SERVICE_MANAGED",
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      managedExecution: { active: true },
      capabilities: ["CAPABILITY_NAMED_IAM"],
      templateBody: escapeVariables(JSON.stringify(forwardingTemplate(detections))),
      operationPreferences: OPERATION_PREFERENCES,
      timeouts: { update: PATIENCE },
      dependsOn,
    });
    const instances = new CloudformationStackInstances(this, "instances", {
      stackSetName: stackSet.name,
      regions: [...names.forwardedRegions],
      deploymentTargets: { organizationalUnitIds: [...targetIds] },
      operationPreferences: OPERATION_PREFERENCES,
      timeouts: { create: PATIENCE, update: PATIENCE, delete: PATIENCE },
    });
    // A warning: one account's trouble must not keep the trail from being mended. cdktf has no class for it.
    // https://developer.hashicorp.com/terraform/language/checks
    TerraformStack.of(this).addOverride("check.every_account_forwards", {
      assert: {
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceSummary.html
        condition: `\${alltrue([for stack in ${instances.fqn}.stack_instance_summaries : stack.status != "OUTDATED" || stack.detailed_status == "SKIPPED_SUSPENDED_ACCOUNT"])}`,
        error_message:
          "Some accounts' stacks failed, and forward nothing: aws cloudformation list-stack-instances says which and why. A forwarder that an account's own stack made has the name that is wanted: destroy that stack first (docs/runbooks/add-an-account.md).",
      },
    });
  }
}

/** What the stack of one account and Region holds: as Forwarder, in CloudFormation's words. */
export function forwardingTemplate(detections: Scope) {
  const { names } = detections;
  const { member } = names.forwarders;
  const accountId = "${AWS::AccountId}";
  const region = "${AWS::Region}";
  const rules = memberForwarding(detections).map((pattern, index) => [
    `Rule${index + 1}`,
    {
      Type: "AWS::Events::Rule",
      Properties: {
        Name: numbered(member.rule, index),
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
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: substituted(member.roleIn(region)),
          Description: "Lets EventBridge forward audit events to the organization's audit bus",
          AssumeRolePolicyDocument: substituted(forwarderTrustPolicy(names, member, accountId, region)),
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
