import type { Answer, Observation } from "../../../functions/trail-sentinel/observation";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import { asTheSentinel, judged, type Seen } from "../checks/as-the-sentinel";

/** The daily check counts errors alone: nobody says how often a quiet trail notifies. After an apply it must have, once. */
export const notificationsArrive = check<Answer<Seen<Pick<Observation, "status">>>>({
  id: "first-apply-notifications-arrive",
  question: "Has the trail told the delivery topic of a log file, without an error?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html",
  regions: "home",
  asks: { management: ["cloudtrail:GetTrailStatus"], "log-archive": ["kms:DescribeKey"] },
  ask: (aws) => asTheSentinel(aws, (expectation) => aws.trail(expectation)),
  judge: (answer) =>
    judged(answer, ({ expectation, observed }) => {
      const subject = expectation.trail.arn;
      const remedy = "Run: npm run deploy management; the topic's policy and its key must let the trail publish.";
      return {
        seen: ifRead(observed.status, (status) =>
          status?.notifications.at === undefined ? [] : [`last told at ${status.notifications.at.toISOString()}`],
        ),
        deviations: ifRead(observed.status, (status): readonly Deviation[] => {
          if (status === undefined) return [{ subject, what: "There is no such trail", remedy }];
          const { error, at } = status.notifications;
          if (error) return [{ subject, what: `Notifications fail: ${error}`, remedy }];
          return at === undefined ? [{ subject, what: "It has told the topic of nothing yet", remedy }] : [];
        }),
        unread: unreadOf(subject, observed.status),
      };
    }),
});
