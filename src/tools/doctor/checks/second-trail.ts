import { OTHER_TRAIL_READS, type OtherTrail, otherTrails } from "../aws/other-trails";
import { check } from "../check";
import { type EveryAccount, readIn, unreadIn } from "../every-account";

/** https://docs.aws.amazon.com/controltower/latest/userguide/logging-and-monitoring.html */
const CONTROL_TOWER_TRAIL = "aws-controltower-BaselineCloudTrail";

const isControlTowers = ({ name }: OtherTrail) => name === CONTROL_TOWER_TRAIL;

/** https://aws.amazon.com/cloudtrail/pricing/ */
const PRICE = "2.00 dollars for each 100,000 of them";

export const secondTrail = check<EveryAccount<readonly OtherTrail[]>>({
  id: "second-trail",
  question: "Does no other trail record management events, which would be charged?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-manage-costs.html",
  regions: "home",
  asks: { management: ["organizations:ListAccounts"], "every-account": OTHER_TRAIL_READS },
  ask: (aws, { names }) => aws.inEveryAccount((account) => otherTrails(account, names.trail.arn)),
  judge: (answer) => ({
    seen: readIn(answer).map(({ accountId, value }) => {
      const others = value.filter((trail) => !isControlTowers(trail)).map(({ name }) => name);
      return `${accountId}: ${others.length === 0 ? "no other trail" : `also ${others.join(", ")}`}`;
    }),
    deviations: readIn(answer).flatMap(({ value }) =>
      value
        .filter((trail) => trail.recordsManagementEvents && !isControlTowers(trail))
        .map(({ arn }) => ({
          subject: arn,
          what: `It records management events a second time, at ${PRICE}`,
          remedy:
            "Ask who reads it. Then stop and delete it, or have it record data events alone: aws cloudtrail put-event-selectors",
        })),
    ),
    unread: unreadIn(answer),
  }),
});

/** Control Tower makes it again, and takes every change of it for drift. */
export const controlTowerTrail = check<EveryAccount<readonly OtherTrail[]>>({
  id: "control-tower-trail",
  question: "Is Control Tower's own trail off?",
  page: "https://docs.aws.amazon.com/controltower/latest/userguide/logging-and-monitoring.html",
  regions: "home",
  asks: { management: ["organizations:ListAccounts"], "every-account": OTHER_TRAIL_READS },
  ask: (aws, { names }) => aws.inEveryAccount((account) => otherTrails(account, names.trail.arn)),
  judge: (answer) => ({
    seen: readIn(answer)
      .filter(({ value }) => !value.some(isControlTowers))
      .map(({ accountId }) => `${accountId}: no trail of Control Tower's`),
    deviations: readIn(answer).flatMap(({ value }) =>
      value.filter(isControlTowers).map(({ arn }) => ({
        subject: arn,
        what: `Control Tower records the organization too: the second copy of management events costs ${PRICE}`,
        remedy: "Landing zone settings, Modify settings: turn AWS CloudTrail off, once ours has recorded for a day.",
      })),
    ),
    unread: unreadIn(answer),
  }),
});
