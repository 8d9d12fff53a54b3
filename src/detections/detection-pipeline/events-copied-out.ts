import type { EventDetection } from "../detection";
import { CHANGES, fieldIsNone, inAccount } from "../event-clause";
import { BY_NO_LINKED_ROLE } from "../identity/people";
import { inItsAccount } from "../next-query";
import { ours } from "./ours";
import { exceptDeployRoles } from "./terraform";

export const eventsCopiedOut = {
  id: "events-copied-out",
  kind: "events",
  group: "detection-pipeline",
  title: "Events of an account that holds the evidence may be copied elsewhere",
  why: "a rule on a default bus can send every call of the account, and who made it, to another account",
  severity: "high",
  controls: ["SOC 2 CC6.1", "SOC 2 CC7.2"],
  techniques: ["T1537"],
  next: inItsAccount("detection-changes"),
  // Which account a target is in, a pattern cannot ask: whatever Terraform or AWS did not make is read by a person.
  events: (context) =>
    [
      {
        sources: ["events"],
        names: [
          "*ApiDestination",
          "*Archive",
          "*Connection",
          "*Endpoint",
          "PutPermission",
          "PutTargets",
          "StartReplay",
        ],
      },
      { sources: ["pipes"], names: ["CreatePipe", "UpdatePipe", "StartPipe"] },
    ].map((clause) =>
      exceptDeployRoles(
        {
          ...clause,
          where: [
            CHANGES,
            inAccount(...context.names.auditAccountIds),
            // Inspector, AWS Backup and others keep managed rules.
            // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
            BY_NO_LINKED_ROLE,
            // Rules and the bus of ours have detections of their own.
            fieldIsNone("requestParameters.rule", ours(context)),
            fieldIsNone("requestParameters.eventBusName", ours(context)),
          ],
        },
        context,
      ),
    ),
  by: ["metric-filter", "event-rule"],
  cases: ({ names, management, logArchive, security, prod }) => ({
    about: ["caller", "parameters"],
    fires: [
      {
        call: "events:PutTargets",
        in: management,
        parameters: {
          rule: "sync",
          targets: [{ arn: "arn:aws:events:us-east-1:999988887777:event-bus/x" }],
        },
      },
      { call: "events:CreateConnection CreateApiDestination UpdateArchive PutPermission", in: logArchive },
      { call: "pipes:CreatePipe", in: security },
    ],
    misses: [
      { call: "events:PutTargets", in: prod, parameters: { rule: "sync" } },
      {
        call: "events:PutTargets",
        in: management,
        parameters: { rule: "AutoScalingManagedRule" },
        by: { linkedRole: "AWSServiceRoleForAutoScaling", of: "autoscaling.amazonaws.com" },
      },
      { call: "events:ListTargetsByRule", in: management, parameters: { rule: "sync" } },
      {
        call: "events:PutTargets",
        in: management,
        parameters: { rule: "sync" },
        by: { role: "OrgAuditDeployer", session: "terraform" },
      },
      {
        call: "events:PutTargets",
        in: management,
        parameters: { rule: names.detection("trail-changed"), eventBusName: names.auditBus.name },
      },
      { call: "pipes:DeletePipe", in: security },
    ],
  }),
  runbook: {
    means:
      "in the management, log-archive or central account somebody gave a rule a target, opened a bus, or made or changed a connection, an API destination, an archive, a replay, an endpoint or a pipe. Terraform's own role and AWS's services are left out.",
    falseAlarm: "another team's automation in the management or central account, announced.",
    restore: [
      "read the target in the event. If nobody knows its account or address, remove it.",
      {
        commands: [
          "aws events list-rules --profile PROFILE_OF_ITS_ACCOUNT --query 'Rules[].[Name,State,EventPattern]' --output text",
          "aws events list-targets-by-rule --profile PROFILE_OF_ITS_ACCOUNT --rule RULE --query 'Targets[].[Id,Arn]' --output text",
          "aws events remove-targets --profile PROFILE_OF_ITS_ACCOUNT --rule RULE --ids ID_THAT_NOBODY_KNOWS",
        ],
      },
      "Treat every call of that account and Region since then as known to the attacker.",
    ],
  },
} as const satisfies EventDetection;
