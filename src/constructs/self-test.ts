import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { selfTestPolicy, selfTestTrustPolicy } from "../policies/self-test-role-policy";
import { policyJson } from "./policy-json";

export interface SelfTestProps {
  readonly names: Names;
}

/**
 * Three times a week, a call that changes nothing and is recorded like every other: it has to come out of both topics.
 * Lives in the management account.
 */
export class SelfTest extends Construct {
  constructor(scope: Construct, id: string, { names }: SelfTestProps) {
    super(scope, id);
    const { rule, schedule, role } = names.selfTest;

    const target = new CloudwatchEventRule(this, "rule", {
      name: rule.name,
      description: "Matches nothing; the self-test enables it once more",
      eventPattern: JSON.stringify({ source: ["org-audit-trail.self-test"] }),
    });
    const { arn: roleArn, name: roleName } = new IamRole(this, "role", {
      name: role.name,
      description: "Lets the self-test of the audit trail's alerts make its call",
      assumeRolePolicy: policyJson(selfTestTrustPolicy(names)),
      permissionsBoundary: names.roleBoundary(names.managementAccountId)?.arn,
    });
    const permissions = new IamRolePolicy(this, "role-policy", {
      name: "EnableSelfTestRule",
      role: roleName,
      policy: policyJson(selfTestPolicy(names)),
    });
    new SchedulerSchedule(this, "schedule", {
      name: schedule,
      description: "Self-test of the audit trail's alerts",
      // In the morning, when somebody reads mail; no oftener than people bear, and so often that no alarm misses it.
      scheduleExpression: "cron(0 8 ? * MON,WED,FRI *)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: `arn:${names.partition}:scheduler:::aws-sdk:eventbridge:enableRule`,
        roleArn,
        input: JSON.stringify({ Name: target.name }),
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
      dependsOn: [permissions],
    });
  }
}
