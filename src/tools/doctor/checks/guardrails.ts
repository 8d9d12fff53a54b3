import { missingUnits, policyDeviations, policyTypes } from "../../../functions/trail-sentinel/checks/guardrails";
import type { Answer, Observation } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, unreadOf } from "../check";
import { asTheSentinel, judged, type Seen } from "./as-the-sentinel";

export const guardrails = check<Answer<Seen<Pick<Observation, "root" | "policies" | "units">>>>({
  id: "guardrails",
  question: "Do the organization's policies say what is described, and are they attached where it is described?",
  page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
  regions: "global",
  asks: {
    management: [
      "organizations:DescribePolicy",
      "organizations:ListOrganizationalUnitsForParent",
      "organizations:ListPolicies",
      "organizations:ListRoots",
      "organizations:ListTargetsForPolicy",
    ],
    "log-archive": ["kms:DescribeKey"],
  },
  ask: (aws) => asTheSentinel(aws, (expectation) => aws.guardrails(expectation)),
  judge: (answer) =>
    judged(answer, ({ expectation, observed }) => ({
      seen: observed.policies.flatMap(({ name, targetIds }) =>
        ifRead(targetIds, (ids) => [`${name} is attached to ${ids.join(", ") || "nothing"}`]),
      ),
      deviations: [
        ...policyTypes(expectation, observed),
        ...missingUnits(expectation, observed),
        ...expectation.policies.flatMap((policy) => policyDeviations(policy, observed)),
      ],
      unread: [
        ...unreadOf("the root", observed.root),
        ...observed.policies.flatMap(({ name, content, targetIds }) => [
          ...unreadOf(name, content),
          ...unreadOf(`${name}'s targets`, targetIds),
        ]),
        ...observed.units.flatMap(({ path, id }) => unreadOf(path, id)),
      ],
    })),
});
