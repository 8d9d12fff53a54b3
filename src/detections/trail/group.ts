import type { AlertGroup } from "../alert-group";

export const trail = {
  id: "trail",
  title: "Trail",
  about:
    "Somebody changed, or tried to change, what records the organization. From a member account it is refused (SCPs, and AWS itself): then somebody there is trying. From the management account it works: nothing prevents it.",
  firstSteps: [
    [
      "Is the trail recording, now?",
      {
        commands: [
          "aws cloudtrail get-trail-status --profile MANAGEMENT_PROFILE --name TRAIL_ARN --query '[IsLogging,StopLoggingTime,LatestDeliveryTime,LatestDeliveryError]'",
        ],
      },
      "`false`: start it before you read on. Every minute is unrecorded.",
      {
        commands: ["aws cloudtrail start-logging --profile MANAGEMENT_PROFILE --name TRAIL_ARN"],
      },
    ],
    "Who did it: [find the event](first-five-minutes.md#find-the-event). If logging was off, what happened meanwhile is in the event history of each account and Region alone: look there before its 90 days are over.",
    "Unannounced, and from the management account: [contain](first-five-minutes.md#contain) who did it, [call](first-five-minutes.md#whom-to-call) the incident lead. Whoever may stop the trail may change everything else there.",
    "Only one of alarm and event came: [the other way may be broken](first-five-minutes.md#read-the-message). After StopLogging both end: the alarm may never come, and [trail-heartbeat](monitoring-health.md#trail-heartbeat) follows within 30 minutes.",
  ],
  tried:
    "On the emulator (moto 5.2.1): StopLogging, DeleteTrail, narrowed and reset selectors, Insights off, a single-Region non-organization trail without validation, and one without log group and topic; what the plan showed of each; every command of `trail-changed`; the deploys. Nothing on live AWS. Not tried: CloudTrail Lake (the emulator lacks it); that a reset selector is not shown rests on an empty list of selectors there.",
} as const satisfies AlertGroup;
