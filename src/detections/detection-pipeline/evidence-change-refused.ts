import type { DetectionContext, EventDetection } from "../detection";
import { fieldIs, fieldIsNone, inAccount } from "../event-clause";
import { inItsAccount } from "../next-query";
import { fewDeployRoles, SESSION_ROLE } from "./terraform";

const REFUSED = fieldIs("errorCode", "AccessDenied*", "*Unauthorized*", "AuthorizationError*", "ForbiddenException");

export const evidenceChangeRefused = {
  id: "evidence-change-refused",
  kind: "events",
  group: "detection-pipeline",
  title: "AWS refused a change in an account that holds the evidence",
  why: "somebody tried what a guardrail denies; refused calls often carry no names, so other detections may miss them",
  severity: "high",
  controls: ["SOC 2 CC7.2", "HIPAA 164.308(a)(1)(ii)(D)"],
  techniques: ["T1562.001", "T1562.008"],
  next: inItsAccount("denied-calls"),
  // Of a refused call many services record no parameters: no name, by which the others would know it.
  events: (context) => refusable(context).map(({ sources, where }) => ({ sources, where: [...where, REFUSED] })),
  by: ["metric-filter", "event-rule"],
  cases: ({ names, management, logArchive, security, prod }) => ({
    about: ["outcome"],
    fires: [
      { call: "s3:PutBucketPolicy", in: management, parameters: null, refused: "AccessDenied" },
      { call: "sns:SetTopicAttributes", in: security, parameters: null, refused: "AuthorizationErrorException" },
      { call: "kms:DisableKey", in: security, parameters: null, refused: "AccessDeniedException" },
      { call: "organizations:CreateAccount", in: management, parameters: null, refused: "AccessDeniedException" },
    ],
    misses: [
      // Told of by their names alone: trail-changed, archive-bucket-changed and archive-key-changed.
      { call: "cloudtrail:StopLogging", in: management, parameters: null, refused: "AccessDenied" },
      { call: "s3:PutBucketPolicy", in: logArchive, parameters: null, refused: "AccessDenied" },
      { call: "kms:DisableKey", in: logArchive, parameters: null, refused: "AccessDeniedException" },
      { call: "organizations:DetachPolicy", in: management, parameters: null, refused: "AccessDeniedException" },
      { call: "cloudtrail:StopLogging", in: management, parameters: { name: names.trail.arn } },
      { call: "cloudtrail:StopLogging", in: prod, parameters: null, refused: "AccessDenied" },
      { call: "s3:GetBucketPolicy", in: logArchive, parameters: null, refused: "AccessDenied" },
      { call: "ec2:RunInstances", in: management, parameters: null, refused: "Client.UnauthorizedOperation" },
      { call: "s3:DeleteBucketPolicy", in: logArchive, parameters: null, refused: "NoSuchBucket" },
    ],
  }),
  runbook: {
    means:
      "somebody tried to change a service that records, keeps or reports events in the management, log-archive or central account. AWS refused: nothing was changed.",
    falseAlarm: "a deploy role that lacks a permission (its run says which), or a person's slip.",
    restore:
      "nothing to restore. Find out who it was and what else they tried: `denied-calls`, `principal-activity`. Many refused calls to different services by one principal are a search: [contain](first-five-minutes.md#contain).",
  },
} as const satisfies EventDetection;

/**
 * A trail, a policy of the organization, and any change in the log archive are told of without a name, refused or not; there
 * Terraform's role alone is not, whose refused calls are somebody else's.
 */
function refusable(context: DetectionContext) {
  const { auditAccountIds, logArchiveAccountId, managementAccountId, centralAccountId } = context.names;
  const deployRoles = fewDeployRoles(context);
  const anyChangeIsTold = ["iam", "kms", "s3"];
  return [
    {
      sources: ["config", "events", "lambda", "logs", "monitoring", "scheduler", "sns", "sqs"],
      where: [inAccount(...auditAccountIds)],
    },
    { sources: anyChangeIsTold, where: [inAccount(managementAccountId, centralAccountId)] },
    ...(deployRoles.length === 0
      ? []
      : [{ sources: anyChangeIsTold, where: [inAccount(logArchiveAccountId), fieldIs(SESSION_ROLE, ...deployRoles)] }]),
    {
      sources: ["organizations"],
      where: [inAccount(...auditAccountIds), fieldIsNone("eventName", "*Polic*", "*egisterDelegated*")],
    },
  ];
}
