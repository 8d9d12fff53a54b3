import type { EventDetection } from "../detection";
import { fieldIs, inAccount } from "../event-clause";
import { inItsAccount } from "../next-query";

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
  events: ({ names }) => [
    {
      sources: [
        "cloudtrail",
        "config",
        "events",
        "iam",
        "kms",
        "lambda",
        "logs",
        "monitoring",
        "organizations",
        "s3",
        "scheduler",
        "sns",
        "sqs",
      ],
      where: [
        inAccount(...names.auditAccountIds),
        fieldIs("errorCode", "AccessDenied*", "*Unauthorized*", "AuthorizationError*", "ForbiddenException"),
      ],
    },
  ],
  by: ["metric-filter", "event-rule"],
  runbook: {
    means:
      "somebody tried to change a service that records, keeps or reports events in the management, log-archive or central account. AWS refused: nothing was changed.",
    falseAlarm: "a deploy role that lacks a permission (its run says which), or a person's slip.",
    restore:
      "nothing to restore. Find out who it was and what else they tried: `denied-calls`, `principal-activity`. Many refused calls to different services by one principal are a search: [contain](first-five-minutes.md#contain).",
  },
} as const satisfies EventDetection;
