import type { AlertGroup } from "../alert-group";

export const monitoringHealth = {
  id: "monitoring-health",
  title: "Monitoring health",
  about:
    "Nothing is heard any more, of the trail or of what watches it: or the sentinel has found something. **Silence is the alert**: nothing here says who. These alarms also tell when they are OK again.",
  firstSteps: [
    [
      "Is the trail recording and delivering?",
      {
        commands: ["aws cloudtrail get-trail-status --profile MANAGEMENT_PROFILE --name TRAIL_ARN"],
      },
      "`IsLogging` false: [trail.md](trail.md#first-five-minutes), step 1, now. A `Latest...Error`: the section below for what it names. No `Latest...Time` may be older than an hour, of digests three hours.",
    ],
    [
      "What else is in ALARM, and since when? The first one is nearest to the cause.",
      {
        commands: [
          "aws cloudwatch describe-alarms --profile MANAGEMENT_PROFILE --state-value ALARM --alarm-name-prefix AUDIT_PREFIX --query 'MetricAlarms[].[StateUpdatedTimestamp,AlarmName,StateReason]' --output text | sort",
        ],
      },
    ],
    [
      "Drift or not:",
      {
        commands: ["npm run plan"],
      },
      "Changes: somebody did it. Find who in the event history, which needs none of this ([find the event](first-five-minutes.md#find-the-event), last command), [contain](first-five-minutes.md#contain), [call](first-five-minutes.md#whom-to-call). No change: what Terraform does not see, or [AWS itself](https://health.aws.amazon.com/health/status).",
    ],
    "Most of these are alarms alone: they do not depend on the audit bus. Those of the central account publish to both topics, those of the log archive come by alarm and event: [one without the other](first-five-minutes.md#read-the-message) means that one way is broken.",
  ],
  tried:
    "On the emulator (moto 5.2.1): every command; each way of silence as far as the other groups caused it, with plan and deploy. The queue commands with an endpoint given by hand, since AWS CLI 1 asks another one. Not tried: metrics and alarms really falling silent, the dead-letter queue really filling, access logs and digests, which the emulator does not write; roles of AWS's services. Nothing on live AWS.",
} as const satisfies AlertGroup;
