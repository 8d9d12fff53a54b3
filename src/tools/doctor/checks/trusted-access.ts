import { trustedServices } from "../../../functions/trail-sentinel/checks/guardrails";
import type { Answer, Observation } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, unreadOf } from "../check";
import { asTheSentinel, judged, type Seen } from "./as-the-sentinel";

/** Without it the trail shrinks to the management account, and says nothing. */
export const trustedAccess = check<Answer<Seen<Pick<Observation, "trustedServices">>>>({
  id: "trusted-access",
  question: "Is CloudTrail trusted with the organization?",
  page: "https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-cloudtrail.html",
  regions: "global",
  asks: {
    management: ["organizations:ListAWSServiceAccessForOrganization"],
    "log-archive": ["kms:DescribeKey"],
  },
  ask: (aws) => asTheSentinel(aws, (expectation) => aws.guardrails(expectation)),
  judge: (answer) =>
    judged(answer, ({ expectation, observed }) => ({
      seen: ifRead(observed.trustedServices, (live) => live.map((service) => `${service} is trusted`)),
      deviations: trustedServices(expectation, observed),
      unread: unreadOf(expectation.organizationId, observed.trustedServices),
    })),
});
