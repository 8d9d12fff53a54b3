import { selectorDeviations } from "../../../functions/trail-sentinel/checks/trail-settings";
import type { Answer, Observation } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, unreadOf } from "../check";
import { asTheSentinel, judged, type Seen } from "./as-the-sentinel";

/** Where somebody resets them to their default, Terraform sees no drift. */
export const eventSelectors = check<Answer<Seen<Pick<Observation, "selectors">>>>({
  id: "event-selectors",
  question: "Does the trail record the described events, no fewer and no more?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html",
  regions: "home",
  asks: { management: ["cloudtrail:GetEventSelectors"], "log-archive": ["kms:DescribeKey"] },
  ask: (aws) => asTheSentinel(aws, (expectation) => aws.trail(expectation)),
  judge: (answer) =>
    judged(answer, ({ expectation, observed }) => ({
      seen: ifRead(observed.selectors, (live) => live.map(({ name }) => `\`${name}\``)),
      deviations: ifRead(observed.selectors, (live) => selectorDeviations(live, expectation)),
      unread: unreadOf(expectation.trail.arn, observed.selectors),
    })),
});
