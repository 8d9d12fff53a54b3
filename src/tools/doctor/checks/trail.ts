import { settingDeviations } from "../../../functions/trail-sentinel/checks/trail-settings";
import type { Answer, Observation } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, unreadOf } from "../check";
import { asTheSentinel, judged, type Seen } from "./as-the-sentinel";

export const trail = check<Answer<Seen<Pick<Observation, "trail">>>>({
  id: "trail",
  question: "Is the trail the described one: of every account and Region, to the archive, with the archive's key?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html",
  regions: "home",
  asks: { management: ["cloudtrail:GetTrail"], "log-archive": ["kms:DescribeKey"] },
  ask: (aws) => asTheSentinel(aws, (expectation) => aws.trail(expectation)),
  judge: (answer) =>
    judged(answer, ({ expectation, observed }) => ({
      seen: ifRead(observed.trail, (live) =>
        live === undefined
          ? []
          : [`${expectation.trail.arn} delivers to ${live.bucketName}, encrypted with ${live.keyArn}`],
      ),
      deviations: ifRead(observed.trail, (live) => settingDeviations(live, expectation)),
      unread: unreadOf(expectation.trail.arn, observed.trail),
    })),
});
