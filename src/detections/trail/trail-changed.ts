import type { EventDetection } from "../detection";
import { inItsAccount } from "../next-query";

export const trailChanged = {
  id: "trail-changed",
  kind: "events",
  group: "trail",
  title: "Somebody changed a trail, or tried to",
  why: "a trail that is stopped, narrowed or redirected no longer records who did what",
  severity: "critical",
  controls: ["OWN-1", "HIPAA 164.312(b)", "SOC 2 CC7.2"],
  techniques: ["T1562.008", "T1537"],
  next: inItsAccount("trail-changes"),
  events: () => [
    {
      sources: ["cloudtrail"],
      names: [
        "AddTags",
        "CreateTrail",
        "DeleteTrail",
        "PutEventConfiguration",
        "PutEventSelectors",
        "PutInsightSelectors",
        "RemoveTags",
        "StartLogging",
        "StopLogging",
        "UpdateTrail",
      ],
    },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ names, management, security, prod }) => ({
    anywhere: true,
    fires: [
      { call: "cloudtrail:StopLogging", in: management, parameters: { name: names.trail.arn } },
      { call: "cloudtrail:UpdateTrail", in: security, parameters: { name: names.trail.arn } },
      { call: "cloudtrail:PutEventSelectors", in: management, parameters: { trailName: names.trail.arn } },
      { call: "cloudtrail:RemoveTags", in: management, parameters: { resourceId: names.trail.arn } },
      { call: "cloudtrail:DeleteTrail", in: prod, parameters: { name: "of-its-own" } },
    ],
    misses: [
      { call: "cloudtrail:GetTrail DescribeTrails GetEventSelectors CreateEventDataStore", in: management },
      { call: "cloudtrail:LookupEvents", in: management, readOnly: true },
      { call: "logs:StopLogging", in: management },
    ],
  }),
  runbook: {
    means:
      "a trail, ours or another, was made, changed, started, stopped or deleted, its selectors, Insights or tags were changed, or it was tried.",
    falseAlarm:
      "an announced deploy of management; AWS Control Tower or a team that makes a trail of its own in an account outside the guarded units. A `StartLogging` alone, after somebody restored it, is the end of another story: look for the stop.",
    restore: [
      "see which trails there are; an unknown one copies your events elsewhere.",
      {
        commands: [
          "aws cloudtrail describe-trails --profile MANAGEMENT_PROFILE --query 'trailList[].[TrailARN,S3BucketName,IsOrganizationTrail]' --output text",
          "aws cloudtrail delete-trail --profile MANAGEMENT_PROFILE --name TRAIL_THAT_NOBODY_KNOWS",
          "npm run plan management",
          "npm run deploy management",
        ],
      },
      "StopLogging, changed settings, tags, a narrowed selector and a deleted trail show in the plan. A new trail of the same name and ARN begins a new chain of digests; the old files stay. What the plan does not show, a reset to the defaults, put back by hand:",
      {
        commands: [
          'aws cloudtrail put-event-selectors --profile MANAGEMENT_PROFILE --trail-name TRAIL_ARN --advanced-event-selectors \'[{"Name":"Management events selector","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]\'',
          'aws cloudtrail put-insight-selectors --profile MANAGEMENT_PROFILE --trail-name TRAIL_ARN --insight-selectors \'[{"InsightType":"ApiCallRateInsight"},{"InsightType":"ApiErrorRateInsight"}]\'',
        ],
      },
      "Both replace all selectors there are. With `trail.dataEvents`, add theirs: they are in `cdktf.out/stacks/management/cdk.tf.json`.",
    ],
    more: "**A flood:** whoever repeats a call that is refused, a `StopLogging` in a loop, gets one event message for each, and holds the alarm in ALARM, so that it does not call again for anything else it counts. That is deliberate: every attempt is to be seen. The SCPs hold meanwhile; [contain](first-five-minutes.md#contain) the caller first, and until the alarm is OK again take the trail's events from the event messages and the log group.",
  },
} as const satisfies EventDetection;
