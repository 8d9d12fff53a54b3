import { deliveryDeviations } from "../../../functions/trail-sentinel/checks/trail-delivery";
import type { Answer, Delivery, Observation } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, unreadOf } from "../check";
import { asTheSentinel, judged, type Seen } from "./as-the-sentinel";

export const trailDelivery = check<Answer<Seen<Pick<Observation, "status">>>>({
  id: "trail-delivery",
  question: "Does the trail log, and does everything that it writes arrive?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html",
  regions: "home",
  asks: { management: ["cloudtrail:GetTrailStatus"], "log-archive": ["kms:DescribeKey"] },
  ask: (aws) => asTheSentinel(aws, (expectation) => aws.trail(expectation)),
  judge: (answer, _, now) =>
    judged(answer, ({ expectation, observed }) => ({
      seen: ifRead(observed.status, (status) =>
        status === undefined
          ? []
          : [
              `${status.logging ? "It logs" : "It does not log"}; last delivered: log files ${time(status.logFiles)}, digests ${time(status.digests)}, events to the log group ${time(status.cloudWatchLogs)}, notifications ${time(status.notifications)}`,
            ],
      ),
      deviations: deliveryDeviations(expectation, observed, now),
      unread: unreadOf(expectation.trail.arn, observed.status),
    })),
});

function time({ at }: Delivery): string {
  return at === undefined ? "never" : at.toISOString();
}
