import { join } from "node:path";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import type { DetectionContext } from "../detections/detection";
import type { Order } from "../functions/trail-sentinel/order";
import type { NamedArn } from "../naming";
import { failedQueuePolicy } from "../policies/alert-queue-policy";
import { sentinelPolicy, sentinelTrustPolicy } from "../policies/sentinel-role-policy";
import { AlertQueue } from "./alert-queue";
import { lambdaPackage } from "./lambda-package";
import { policyJson } from "./policy-json";
import { sentinelDeclaration } from "./sentinel-declaration";

export interface TrailSentinelProps {
  readonly context: DetectionContext;
  /** ARN of the archive's key, a Terraform reference. */
  readonly archiveKeyArn: string;
  /** ARN of the account's alert key, a Terraform reference. */
  readonly keyArn: string;
}

const HANDLER = join(__dirname, "../functions/trail-sentinel/handler.ts");

/**
 * Compares the trail, the guardrails and their reach with what was declared, every quarter of an hour and when an account
 * joins. Lives in the management account, which alone may read all of it.
 */
export class TrailSentinel extends Construct {
  private readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { context, archiveKeyArn, keyArn }: TrailSentinelProps) {
    super(scope, id);
    const { names } = context;
    const { sentinel } = names;

    const failed = new AlertQueue(this, "failed", {
      queue: sentinel.failedQueue,
      policy: failedQueuePolicy(names),
      keyArn,
    });
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: sentinel.logGroup.name,
      retentionInDays: 365,
      kmsKeyId: keyArn,
      lifecycle: { preventDestroy: true },
    });
    const role = new IamRole(this, "role", {
      name: sentinel.role.name,
      description: "Lets the trail sentinel read the trail, the organization and the archive's listing",
      assumeRolePolicy: policyJson(sentinelTrustPolicy(names)),
      permissionsBoundary: names.roleBoundary(names.managementAccountId)?.arn,
    });
    const permissions = new IamRolePolicy(this, "role-policy", {
      name: "WatchTrail",
      role: role.name,
      policy: policyJson(sentinelPolicy(names, keyArn)),
    });
    const { filename, sourceCodeHash } = lambdaPackage(this, "trail-sentinel", HANDLER, {
      "declaration.json": JSON.stringify(sentinelDeclaration(context)),
    });
    this.function = new LambdaFunction(this, "function", {
      functionName: sentinel.function.name,
      description: "Compares the organization's trail with its declaration",
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename,
      sourceCodeHash,
      timeout: 300,
      memorySize: 512,
      kmsKeyArn: keyArn,
      environment: { variables: { ARCHIVE_KEY_ARN: archiveKeyArn } },
      tracingConfig: { mode: "Active" },
      deadLetterConfig: { targetArn: sentinel.failedQueue.arn },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      dependsOn: [permissions, failed.queue],
    });
    new LambdaFunctionEventInvokeConfig(this, "invoke-config", {
      functionName: this.function.functionName,
      maximumRetryAttempts: 2,
      // Nothing is reserved for it, which an account with a limit of 10 would refuse, so runs may be two at once. The last
      // attempt begins within 10 minutes and ends within 5: before the next scheduled run, which is the one that tells.
      // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
      maximumEventAgeInSeconds: 600,
    });

    this.runBy("schedule", "AllowScheduleToInvoke", sentinel.scheduleRule, { scheduleExpression: "rate(15 minutes)" });
    this.runBy(
      "account-joined",
      "AllowAccountJoinedToInvoke",
      sentinel.joinRule,
      { eventPattern: JSON.stringify(ACCOUNT_JOINED) },
      { countOnly: true },
    );
  }

  private runBy(
    id: string,
    sid: string,
    { name, arn }: NamedArn,
    when: { scheduleExpression: string } | { eventPattern: string },
    order?: Order,
  ) {
    const rule = new CloudwatchEventRule(this, `${id}-rule`, { name, description: "Runs the trail sentinel", ...when });
    const permission = new LambdaPermission(this, `${id}-permission`, {
      statementId: sid,
      functionName: this.function.functionName,
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      sourceArn: arn,
    });
    new CloudwatchEventTarget(this, `${id}-target`, {
      rule: rule.name,
      targetId: "trail-sentinel",
      arn: this.function.arn,
      input: order && JSON.stringify(order),
      dependsOn: [permission],
    });
  }
}

/**
 * An account was made, or accepted an invitation. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_security_incident-response.html
 */
export const ACCOUNT_JOINED = {
  source: ["aws.organizations"],
  detail: {
    eventSource: ["organizations.amazonaws.com"],
    eventName: ["CreateAccountResult", "AcceptHandshake", "AccountJoinedOrganization"],
  },
};
