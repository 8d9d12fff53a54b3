import { eventSelectors } from "../config/event-selectors";
import { forwardsByStackSet } from "../config/forwarding";
import type { Organization } from "../config/organization";
import { isOptIn } from "../config/regions";
import type { DetectionContext } from "../detections/detection";
import { runbookOf } from "../detections/message";
import type { Declaration, DeclaredPolicy, PolicyType } from "../functions/trail-sentinel/declaration";
import { CHECK_IDS, type CheckId } from "../functions/trail-sentinel/finding";
import { ACCOUNT_SERVICE, STACK_SETS_SERVICE } from "../naming";
import type { AttachedPolicy } from "../policies/organization-policy";
import { resourceControlPolicies } from "../policies/rcp";
import { serviceControlPolicies } from "../policies/scp";

/** What the description says of the trail, its guardrails and its reach, for the sentinel to compare with AWS. */
export function sentinelDeclaration(context: DetectionContext): Declaration {
  const { names, organization } = context;
  const { guardrails, governedRegions, trail } = organization;
  return {
    organizationId: names.organizationId,
    managementAccountId: names.managementAccountId,
    logArchiveAccountId: names.logArchiveAccountId,
    homeRegion: names.homeRegion,
    metricNamespace: names.metricNamespace,
    eventBusArn: names.auditBus.arn,
    eventSource: names.sentinel.eventSource,
    eventDetailType: names.sentinel.eventDetailType,
    trail: {
      arn: names.trail.arn,
      name: names.trail.name,
      bucketName: names.archive.bucket.name,
      keyPrefix: trail.s3KeyPrefix,
      logGroupArn: `${names.trailLogGroup.arn}:*`,
      logsRoleArn: names.trailLogsRole.arn,
      deliveryTopicArn: names.deliveryTopic.arn,
      selectors: eventSelectors(trail),
      insights: trail.insights,
    },
    policies: [
      ...serviceControlPolicies(names, organization).map(declared("SERVICE_CONTROL_POLICY")),
      ...resourceControlPolicies(names, organization).map(declared("RESOURCE_CONTROL_POLICY")),
    ],
    archiveKeyInPolicies: names.archiveKeyInPolicies,
    trustedServices: trustedServices(organization),
    governedRegions: governedRegions.map((name) => ({ name, optIn: isOptIn(name) })),
    guardedUnits: guardrails.attachToRoot ? "root" : guardrails.organizationalUnits,
    // CloudTrail delivers within about 5 minutes and a digest each hour: late is what is several times that.
    limits: { deliveryMinutes: 60, digestMinutes: 180, graceMinutes: 180 },
    runbooks: Object.fromEntries(CHECK_IDS.map((id) => [id, runbookOf(id, context)])) as Record<CheckId, string>,
  };
}

/** The last lets the management account ask which Regions a member has switched on. */
function trustedServices(organization: Organization): readonly string[] {
  return [
    "cloudtrail.amazonaws.com",
    ...(forwardsByStackSet(organization) ? [STACK_SETS_SERVICE] : []),
    ...(organization.governedRegions.some(isOptIn) ? [ACCOUNT_SERVICE] : []),
  ];
}

function declared(type: PolicyType): (policy: AttachedPolicy) => DeclaredPolicy {
  return ({ name, document, targets }) => ({ name, type, document, targets });
}
