import { isPending, uncoveredAccounts } from "../../../functions/trail-sentinel/checks/coverage";
import type { Answer, Observation } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, type Unread, unreadOf } from "../check";
import { asTheSentinel, judged, type Seen } from "./as-the-sentinel";

/** Digests come every hour, events or none: an account and Region without one is not recorded. */
export const coverage = check<Answer<Seen<Pick<Observation, "accounts" | "coverage" | "status">>>>({
  id: "coverage",
  question: "Does every account deliver from every governed Region?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
  regions: "governed",
  asks: ({ declaration }) => ({
    management: [
      ...(declaration.governedRegions.some(({ optIn }) => optIn) ? (["account:ListRegions"] as const) : []),
      "cloudtrail:GetTrailStatus",
      "organizations:ListAccounts",
    ],
    "log-archive": ["kms:DescribeKey", "s3:ListBucket"],
  }),
  ask: (aws) =>
    asTheSentinel(aws, async (expectation) => {
      const [trail, digests] = await Promise.all([aws.trail(expectation), aws.coverage(expectation)]);
      return { ...trail, ...digests };
    }),
  judge: (answer, _, now) =>
    judged(answer, ({ expectation, observed }) => {
      const pending = ifRead(observed.accounts, (accounts) =>
        accounts.filter((account) => account.active && isPending(account, observed, expectation, now)),
      );
      const waitedFor = new Set(pending.map(({ id }) => id));
      const old = observed.coverage.filter(({ accountId }) => !waitedFor.has(accountId));
      return {
        // Where all are too young nothing was seen.
        seen: [
          ...old.map(({ accountId, regions }) => {
            const recent = regions.filter(({ recentDigest }) => "value" in recentDigest && recentDigest.value);
            return `${accountId}: recent digests from ${recent.length} of ${regions.length} governed Regions`;
          }),
          ...(old.length === 0 ? [] : pending.map(({ id }) => `${id}: too young to have digests`)),
        ],
        deviations: uncoveredAccounts(expectation, observed, now),
        unread: [
          ...unreadOf("the accounts", observed.accounts),
          ...unreadOf("the trail's status", observed.status),
          ...observed.coverage.flatMap(unreadDigests),
        ],
      };
    }),
});

/** One for each account: a reason befalls its Regions alike. */
function unreadDigests({ accountId, regions, enabledRegions }: Observation["coverage"][number]): readonly Unread[] {
  const [first, ...others] = regions.flatMap(({ region, recentDigest }) => unreadOf(region, recentDigest));
  return [
    ...(first === undefined
      ? []
      : [
          {
            subject: `${accountId}'s digests from ${[first, ...others].map(({ subject }) => subject).join(", ")}`,
            reason: first.reason,
          },
        ]),
    ...(enabledRegions === undefined ? [] : unreadOf(`${accountId}'s Regions`, enabledRegions)),
  ];
}
