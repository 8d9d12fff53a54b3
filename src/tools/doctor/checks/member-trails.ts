import { DescribeTrailsCommand, type Trail } from "@aws-sdk/client-cloudtrail";
import { check } from "../check";
import { type EveryAccount, readIn, unreadIn } from "../every-account";

/** In a member the trail is a copy that its people see and cannot change; without one the account is not recorded. */
export const memberTrails = check<EveryAccount<readonly Trail[] | undefined>>({
  id: "member-trails",
  question: "Does every account have the trail, as the organization's and of every Region?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html",
  regions: "home",
  asks: { management: ["organizations:ListAccounts"], "every-account": ["cloudtrail:DescribeTrails"] },
  ask: (aws) =>
    aws.inEveryAccount((account) =>
      account.ask("cloudtrail:DescribeTrails", "trails", async ({ cloudTrail }, abortSignal) => {
        const { trailList } = await cloudTrail.send(new DescribeTrailsCommand({ includeShadowTrails: true }), {
          abortSignal,
        });
        return trailList;
      }),
    ),
  judge: (answer, { names }) => {
    const { arn } = names.trail;
    const found = (trails: readonly Trail[] | undefined) => trails?.find(({ TrailARN }) => TrailARN === arn);
    const reads = readIn(answer).map(({ accountId, value }) => ({ accountId, trail: found(value) }));
    return {
      seen: reads.flatMap(({ accountId, trail }) => (trail === undefined ? [] : [`${accountId} has ${arn}`])),
      deviations: reads
        .filter(({ trail }) => !(trail?.IsOrganizationTrail && trail.IsMultiRegionTrail))
        .map(({ accountId, trail }) => ({
          subject: accountId,
          what:
            trail === undefined
              ? "The account does not have the organization's trail"
              : "The account's trail is not the organization's, or of one Region",
          remedy:
            "Run: aws organizations list-aws-service-access-for-organization; see that CloudTrail is trusted, and that the account has the role AWSServiceRoleForCloudTrail. Then: npm run deploy management",
        })),
      unread: unreadIn(answer),
    };
  },
});
