import type { EventDetection } from "../detection";
import { anyFieldIs, inRequest } from "../event-clause";
import { changesOf } from "../next-query";
import { ours } from "./ours";

export const detectionFunctionChanged = {
  id: "detection-function-changed",
  kind: "events",
  group: "detection-pipeline",
  title: "The trail sentinel's function was changed",
  why: "the sentinel compares the live trail with the description: a replaced function finds nothing",
  severity: "critical",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1562.001"],
  next: changesOf(({ names }) => names.sentinel.function.name),
  events: (context) => [
    // Rules alone invoke it: there is no event source mapping to disable.
    {
      sources: ["lambda"],
      where: [anyFieldIs(["functionName", "resourceArn", "resource"].map(inRequest), ours(context))],
    },
  ],
  by: ["metric-filter"],
  cases: ({ names, management }) => ({
    about: ["parameters"],
    fires: [
      {
        call: "lambda:UpdateFunctionCode20150331v2",
        in: management,
        parameters: { functionName: names.sentinel.function.name },
      },
      { call: "lambda:PutResourcePolicy", in: management, parameters: { resourceArn: names.sentinel.function.arn } },
    ],
    misses: [
      {
        call: "lambda:GetFunction20150331v2",
        in: management,
        parameters: { functionName: names.sentinel.function.name },
      },
      { call: "lambda:DeleteFunction20150331", in: management, parameters: { functionName: "team-example-orgaudit" } },
    ],
  }),
  runbook: {
    seen: "Twin: the event `changed-outside-terraform`.",
    means:
      "the sentinel's function (code, configuration, permissions, concurrency) was changed, or an event source mapping in the management account.",
    falseAlarm: "an announced deploy.",
    restore: [
      'a deleted function, its variables and its concurrency show. **Its code does not**: a plan says "no change" over an attacker\'s. Compare, and put ours back:',
      {
        commands: [
          "npm run synth",
          "aws lambda get-function-configuration --profile MANAGEMENT_PROFILE --function-name AUDIT_PREFIX-sentinel --query '[CodeSha256,Layers,Runtime]'",
          "grep source_code_hash cdktf.out/stacks/management/cdk.tf.json",
          "aws lambda update-function-code --profile MANAGEMENT_PROFILE --function-name AUDIT_PREFIX-sentinel --zip-file fileb://cdktf.out/stacks/management/trail-sentinel.zip --query CodeSha256",
        ],
      },
      "The two hashes must be equal, with the same checkout and `npm ci` that was deployed. Not shown either: permissions that were added, of which ours begin with `terraform-`, and mappings.",
      {
        commands: [
          "aws lambda get-policy --profile MANAGEMENT_PROFILE --function-name AUDIT_PREFIX-sentinel --query Policy --output text",
          "aws lambda remove-permission --profile MANAGEMENT_PROFILE --function-name AUDIT_PREFIX-sentinel --statement-id SID_THAT_NOBODY_KNOWS",
          "aws lambda list-event-source-mappings --profile MANAGEMENT_PROFILE --query 'EventSourceMappings[].[UUID,FunctionArn]' --output text",
        ],
      },
      "Foreign code had the role `AUDIT_PREFIX-sentinel`: look what that did, and [end its sessions](first-five-minutes.md#contain). Then take that deny off again, or the sentinel stays blind until its next credentials.",
    ],
  },
} as const satisfies EventDetection;
