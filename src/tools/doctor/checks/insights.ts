import { insightDeviations } from "../../../functions/trail-sentinel/checks/trail-settings";
import type { Answer, Observation } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, unreadOf } from "../check";
import { asTheSentinel, judged, type Seen } from "./as-the-sentinel";

export const insights = check<Answer<Seen<Pick<Observation, "insights">>>>({
  id: "insights",
  question: "Are the described Insights on for management events?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetInsightSelectors.html",
  regions: "home",
  asks: { management: ["cloudtrail:GetInsightSelectors"], "log-archive": ["kms:DescribeKey"] },
  ask: (aws) => asTheSentinel(aws, (expectation) => aws.trail(expectation)),
  judge: (answer) =>
    judged(answer, ({ expectation, observed }) => ({
      seen: ifRead(observed.insights, (live) =>
        live.length === 0 ? ["None is on"] : live.map((type) => `${type} is on`),
      ),
      deviations: ifRead(observed.insights, (live) => insightDeviations(live, expectation)),
      unread: unreadOf(expectation.trail.arn, observed.insights),
    })),
});
