import type { AlertGroup } from "../alert-group";

export const detectionPipeline = {
  id: "detection-pipeline",
  title: "Detection pipeline",
  about:
    "Somebody changed what sees and tells: log group, filters, alarms, rules, bus, topics, queues, the sentinel, their roles and keys. In the management account nothing prevents it. It is what an attacker does first: **ask what the next step is, and look whether it has been taken**.",
  firstSteps: [
    "[Find the event](first-five-minutes.md#find-the-event): an announced `npm run deploy`? Filters count Terraform too, one alarm for each apply; where the deploy role is a permission set, what anybody does in it counts as Terraform's.",
    [
      "Is anything still heard? Both within 15 minutes:",
      {
        commands: [
          "aws events enable-rule --profile MANAGEMENT_PROFILE --name AUDIT_PREFIX-self-test-target",
          'aws cloudwatch set-alarm-state --profile MANAGEMENT_PROFILE --alarm-name AUDIT_PREFIX-sentinel-blind --state-value ALARM --state-reason "Test by on-call"',
        ],
      },
      "The first is recorded like every call and raises `changed-outside-terraform`, since it is you and not the self-test's role; the second tests the alarm topic, and, being a `SetAlarmState`, raises `alarm-changed` by trail, log group, filter and alarm some minutes later. Do not use the self-test's own alarm: it would leave a receipt, and hide a broken way for a week.",
    ],
    "Unannounced: [contain](first-five-minutes.md#contain), [call](first-five-minutes.md#whom-to-call), and look in the event history, which needs none of this, for what else Who did.",
    "Restore, and do not rely on alerts before that. Most of this is told by alarm, with `changed-outside-terraform` as the event: [only one of the two](first-five-minutes.md#read-the-message) means that what was changed is already missing.",
  ],
  beforeTheDetections: [
    "For everything here, first:",
    {
      commands: ["npm run plan", "npm run deploy management"],
    },
    "and then what the plan does not show, under each detection.",
  ],
  tried:
    "On the emulator (moto 5.2.1): every change that this page calls shown or not shown, and `npm run plan` and `npm run deploy` after it, but those of mute rules, data protection, transformers, account policies and subscription filters, which it lacks or refuses; code swapped (no drift), put back by `update-function-code`, and the hashes equal. Not run there: export tasks, StackSets, the default bus's key. An alarm without actions was put, since the emulator lacks `disable-alarm-actions`. Nothing on live AWS.",
} as const satisfies AlertGroup;
