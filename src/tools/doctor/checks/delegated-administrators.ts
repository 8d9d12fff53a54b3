import { paginateListDelegatedAdministrators } from "@aws-sdk/client-organizations";
import { mapAnswer } from "../../../functions/trail-sentinel/ask";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { allOf } from "../../aws/pages";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import { emittedOf } from "../emitted";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html */
const AT_MOST = 3;

/** Whoever administers CloudTrail for the organization may change and delete its trail. */
export const delegatedAdministrators = check<Answer<readonly string[]>>({
  id: "delegated-administrators",
  question: "Does nobody administer CloudTrail but the described account?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html",
  regions: "global",
  asks: { management: ["organizations:ListDelegatedAdministrators"] },
  ask: async ({ management }) => {
    const answer = await management.ask(
      "organizations:ListDelegatedAdministrators",
      "CloudTrail",
      ({ organizations }) =>
        allOf(
          paginateListDelegatedAdministrators(
            { client: organizations },
            { ServicePrincipal: "cloudtrail.amazonaws.com" },
          ),
          (page) => page.DelegatedAdministrators,
        ),
    );
    return mapAnswer(answer, (found = []) => found.flatMap(({ Id }) => Id ?? []));
  },
  judge: (answer, expected) => {
    const described = emittedOf(expected, "aws_cloudtrail_organization_delegated_admin_account").map(({ block }) =>
      String(block.account_id),
    );
    return {
      seen: ifRead(answer, (live) => [`${live.length} of at most ${AT_MOST}: ${live.join(", ") || "none"}`]),
      deviations: ifRead(answer, (live): readonly Deviation[] => [
        ...live
          .filter((id) => !described.includes(id))
          .map((subject) => ({
            subject,
            what: "The account administers CloudTrail for the organization, and is not described to",
            remedy: `Run: aws cloudtrail deregister-organization-delegated-admin --delegated-admin-account-id ${subject}; then find who registered it.`,
          })),
        ...described
          .filter((id) => !live.includes(id))
          .map((subject) => ({
            subject,
            what: "The account does not administer CloudTrail, as it is described to",
            remedy: "Run: npm run deploy management",
          })),
      ]),
      unread: unreadOf(expected.names.organizationId, answer),
    };
  },
});
