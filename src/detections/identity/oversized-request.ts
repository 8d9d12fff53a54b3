import type { EventDetection } from "../detection";
import { inAccount, isTrue } from "../event-clause";
import { inItsAccount } from "../next-query";

export const oversizedRequest = {
  id: "oversized-request",
  kind: "events",
  group: "identity",
  title: "CloudTrail did not record a change's parameters, because they were too long",
  why: "detections that look for a name do not see this change",
  severity: "high",
  controls: ["HIPAA 164.312(b)"],
  techniques: ["T1562.006"],
  next: inItsAccount("resource-activity", () => ({ resource: "originalSize" })),
  events: ({ names }) => [
    { sources: ["iam"], where: [isTrue("requestParameters.omitted")] },
    { where: [isTrue("requestParameters.omitted"), inAccount(...names.auditAccountIds)] },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ management, prod }) => ({
    about: ["parameters"],
    anywhere: true,
    fires: [{ call: "iam:PutRolePolicy", in: prod, parameters: { roleName: "padded" }, omitted: true }],
    misses: [
      { call: "iam:PutRolePolicy", in: prod, parameters: { roleName: "omitted" } },
      { call: "ec2:RunInstances", in: prod, omitted: true },
      { call: "iam:GetRole", in: prod, omitted: true },
      { call: "monitoring:DescribeAlarms", in: management, omitted: true },
    ],
  }),
  runbook: {
    means:
      "a change was so long that CloudTrail left its parameters out (`requestParameters.omitted`): the event says that something changed, and not what. Every detection that asks for a name is blind for it. In all accounts for IAM; in the management, log-archive and central account for every service.",
    falseAlarm:
      "policies near IAM's size limit, from a deployment you know; long dashboards, functions or templates of a team in those accounts.",
    restore: [
      "read what is live now, instead of the event: in that account, of the kind that `eventName` names, what changed last. In the accounts that watch: `npm run plan`, and the section of the service in [detection-pipeline.md](detection-pipeline.md). For IAM:",
      {
        commands: [
          "aws iam get-account-authorization-details --profile PROFILE_OF_ITS_ACCOUNT --filter Role User LocalManagedPolicy > authorization.json",
        ],
      },
      "Compare it with your code; undo what is not in it.",
    ],
  },
} as const satisfies EventDetection;
