import { forwardsByStackSet } from "../../config/forwarding";
import { STACK_SET_ROLES } from "../../naming";
import type { EventDetection } from "../detection";
import { anyFieldIs, fieldIs, fieldIsNone, inAccount, inRequest } from "../event-clause";
import { changesOf } from "../next-query";

export const forwardingStackSetChanged = {
  id: "forwarding-stack-set-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "The StackSet that forwards events, or one of its stacks, was changed",
  why: "an account whose stack is gone forwards no events",
  severity: "critical",
  controls: ["OWN-5"],
  techniques: ["T1562.001"],
  next: changesOf(({ names }) => names.forwardingStackSet),
  events: ({ names, organization }) =>
    forwardsByStackSet(organization)
      ? [
          {
            sources: ["cloudformation"],
            where: [fieldIs("requestParameters.stackSetName", `*${names.forwardingStackSet}*`)],
          },
          // In each member it is a stack, StackSet-<name>-<id>, that StackSets itself makes and updates.
          ...[
            fieldIsNone("userIdentity.sessionContext.sessionIssuer.userName", STACK_SET_ROLES),
            inAccount(names.managementAccountId),
          ].map((condition) => ({
            sources: ["cloudformation"],
            where: [anyFieldIs(["stackName", "stackId"].map(inRequest), `*${names.forwardingStackSet}*`), condition],
          })),
        ]
      : [],
  by: ["metric-filter"],
  cases: ({ names, management, prod }) => ({
    withStackSet: true,
    about: ["caller", "parameters"],
    fires: [
      {
        call: "cloudformation:DeleteStackInstances",
        in: management,
        parameters: { stackSetName: names.forwardingStackSet },
      },
      {
        call: "cloudformation:UpdateStackSet",
        in: management,
        parameters: { stackSetName: `${names.forwardingStackSet}:0123` },
      },
      {
        call: "cloudformation:DeleteStack",
        in: prod,
        parameters: { stackName: `StackSet-${names.forwardingStackSet}-0123` },
      },
      {
        call: "cloudformation:UpdateStack",
        in: management,
        parameters: { stackName: `StackSet-${names.forwardingStackSet}-0123` },
        by: { role: "stacksets-exec-0123456789abcdef" },
      },
    ],
    misses: [
      {
        call: "cloudformation:DescribeStackSet",
        in: management,
        parameters: { stackSetName: names.forwardingStackSet },
      },
      { call: "cloudformation:DeleteStackSet", in: management, parameters: { stackSetName: "team-baseline" } },
      { call: "cloudformation:UpdateStack", in: prod, parameters: { stackName: "StackSet-team-baseline-0123" } },
      {
        call: "cloudformation:CreateStack",
        in: prod,
        parameters: { stackName: `StackSet-${names.forwardingStackSet}-0123` },
        by: { role: "stacksets-exec-0123456789abcdef" },
      },
    ],
  }),
  runbook: {
    seen: "Only where a StackSet forwards.",
    means:
      "the StackSet `AUDIT_PREFIX-forwarding`, or its stack in some account, was changed or deleted: events of members reach the bus no more. Metric filters still see them.",
    falseAlarm:
      "an announced deploy of management. What StackSets itself does in the members, for an account that joined too, is left out; in the management account it works as no such role, so there nobody is.",
    restore: [
      "`npm run plan management` shows the StackSet, not what somebody did to a stack in a member. See which are not current, and update those; a deletion in a member may want the stack instance made again (`create-stack-instances`, the same options).",
      {
        commands: [
          "aws cloudformation list-stack-instances --profile MANAGEMENT_PROFILE --stack-set-name AUDIT_PREFIX-forwarding --query \"Summaries[?Status!='CURRENT'].[Account,Region,Status,StatusReason]\" --output text",
          "aws cloudformation detect-stack-set-drift --profile MANAGEMENT_PROFILE --stack-set-name AUDIT_PREFIX-forwarding",
          "aws cloudformation update-stack-instances --profile MANAGEMENT_PROFILE --stack-set-name AUDIT_PREFIX-forwarding --regions HOME_REGION --deployment-targets OrganizationalUnitIds=ou-xxxx-xxxxxxxx",
        ],
      },
    ],
  },
} as const satisfies EventDetection;
