import { Cloudtrail, type CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type EventSelector, eventSelectors } from "../config/event-selectors";
import type { Organization } from "../config/organization";
import type { Names } from "../naming";
import { deliveryTopicPolicy } from "../policies/delivery-topic-policy";
import { trailKeyPolicy } from "../policies/trail-key-policy";
import { trailLogsRolePolicy, trailLogsRoleTrustPolicy } from "../policies/trail-logs-role-policy";
import { policyJson } from "./policy-json";
import { PROTECTED_KEY } from "./protected-key";

export interface OrgTrailProps {
  readonly names: Names;
  readonly trail: Organization["trail"];
  /** ARN of the archive's key, a Terraform reference. */
  readonly archiveKeyArn: string;
  /** What must hold before a trail may exist. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The organization's trail, with the log group and the topic it feeds. Lives in the management account.
 *
 * @example
 * new OrgTrail(this, "org-trail", { names, trail: organization.trail, archiveKeyArn: archiveKey.keyArn, dependsOn: [prerequisites] });
 */
export class OrgTrail extends Construct {
  /** A Terraform reference. */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, { names, trail, archiveKeyArn, dependsOn }: OrgTrailProps) {
    super(scope, id);

    const key = new KmsKey(this, "key", {
      description: "Encrypts the audit trail's log group and delivery topic",
      policy: policyJson(trailKeyPolicy(names)),
      ...PROTECTED_KEY,
    });
    new KmsAlias(this, "key-alias", { name: names.trailKeyAlias, targetKeyId: key.keyId });

    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: names.trailLogGroup.name,
      retentionInDays: trail.logGroupRetentionDays,
      kmsKeyId: key.arn,
      lifecycle: { preventDestroy: true },
    });
    this.logGroupName = logGroup.name;
    const logsRole = new IamRole(this, "logs-role", {
      name: names.trailLogsRole.name,
      path: names.trailLogsRole.path,
      description: "Lets the organization's trail write to its log group",
      assumeRolePolicy: policyJson(trailLogsRoleTrustPolicy()),
      permissionsBoundary: names.roleBoundary(names.managementAccountId)?.arn,
    });
    const logsRolePolicy = new IamRolePolicy(this, "logs-role-policy", {
      name: names.trailLogsRole.policyName,
      role: logsRole.name,
      policy: policyJson(trailLogsRolePolicy(names)),
    });

    const deliveryTopic = new SnsTopic(this, "delivery-topic", {
      name: names.deliveryTopic.name,
      kmsMasterKeyId: key.arn,
    });
    const deliveryTopicPermissions = new SnsTopicPolicy(this, "delivery-topic-policy", {
      arn: deliveryTopic.arn,
      policy: policyJson(deliveryTopicPolicy(names)),
    });

    new Cloudtrail(this, "trail", {
      name: names.trail.name,
      s3BucketName: names.archive.bucket.name,
      s3KeyPrefix: trail.s3KeyPrefix,
      kmsKeyId: archiveKeyArn,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      // CloudTrail wants the group's ARN with this ending; a reference, so that checkers see the group.
      cloudWatchLogsGroupArn: `${logGroup.arn}:*`,
      cloudWatchLogsRoleArn: logsRole.arn,
      // The name, which is what the provider reads back; an ARN would show a change in every plan.
      // https://github.com/hashicorp/terraform-provider-aws/issues/41262
      snsTopicName: deliveryTopic.name,
      advancedEventSelector: eventSelectors(trail).map(selectorOf),
      insightSelector: trail.insights.map((insightType) => ({ insightType })),
      lifecycle: { preventDestroy: true },
      // CreateTrail tries the role and the topic before it returns.
      dependsOn: [...dependsOn, logsRolePolicy, deliveryTopicPermissions],
    });
  }
}

function selectorOf({ name, fieldSelectors }: EventSelector): CloudtrailAdvancedEventSelector {
  return {
    name,
    fieldSelector: fieldSelectors.map(({ field, equals, startsWith }) => ({
      field,
      ...(equals === undefined ? {} : { equalTo: [...equals] }),
      ...(startsWith === undefined ? {} : { startsWith: [...startsWith] }),
    })),
  };
}
