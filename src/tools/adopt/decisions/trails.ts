import type { LiveTrail } from "../live/survey";
import type { Compared, Decision, Question } from "./decision";

/** https://docs.aws.amazon.com/controltower/latest/userguide/logging-and-monitoring.html */
const CONTROL_TOWER_TRAIL = "aws-controltower-BaselineCloudTrail";

/** Which trails record besides the description's. */
export const trails: Question = (compared) => {
  const { survey } = compared;
  const others = survey.trails.filter((trail) => trail !== survey.trail);
  return others.map((other) =>
    other.name === CONTROL_TOWER_TRAIL ? controlTowers(compared, other) : second(compared, other),
  );
};

/** Control Tower makes it again, and takes every change of it for drift: it is nobody else's to adopt. */
function controlTowers({ names, survey }: Compared, other: LiveTrail): Decision {
  return {
    check: "adopt-control-tower-trail",
    address: `management: ${other.arn}`,
    what: "AWS Control Tower's trail records the organization too. It is Control Tower's, and is not adopted.",
    live: `${facts(other)}; delivers to ${other.bucket}`,
    described: survey.trail === undefined ? `${names.trail.name}, which Terraform makes` : names.trail.name,
    otherwise:
      "Both record, and the second copy of management events is charged. Control Tower's ends where its landing zone settings " +
      "turn AWS CloudTrail off (Landing zone settings, Modify settings): only after ours has recorded for a day.",
  };
}

function second({ names, survey }: Compared, other: LiveTrail): Decision {
  const instead = survey.trail === undefined && other.ofOrganization;
  return {
    check: "adopt-second-trail",
    address: `management: ${other.arn}`,
    what: instead
      ? "The organization has a trail of another name than the description's."
      : "Another trail records in the management account.",
    live: `${facts(other)}; delivers to ${other.bucket}`,
    described: survey.trail === undefined ? `${names.trail.name}, which Terraform makes` : names.trail.name,
    ...(instead ? { keep: `trail: { name: ${JSON.stringify(other.name)} }` } : {}),
    otherwise: instead
      ? "Terraform makes a second trail beside it."
      : "Both record, and the second copy of management events is charged. Terraform does not touch it: stop and delete it yourself, once nobody reads it.",
  };
}

function facts({ name, ofOrganization, logging, homeRegion }: LiveTrail): string {
  return [
    name,
    ofOrganization ? "of the organization" : "of one account",
    homeRegion,
    logging ? "logging" : "stopped",
  ].join(", ");
}
