import { unguardedAccounts } from "../../../functions/trail-sentinel/checks/coverage";
import type { Answer, Observation } from "../../../functions/trail-sentinel/observation";
import { check, ifRead, unreadOf } from "../check";
import { asTheSentinel, judged, type Seen } from "./as-the-sentinel";

/** Policies are inherited: one that is attached to a unit binds the accounts in it and below, and no other. */
export const guardedAccounts = check<Answer<Seen<Pick<Observation, "accounts" | "guardedAccounts">>>>({
  id: "guarded-accounts",
  question: "Does every member account stand where the guardrails are inherited?",
  page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_auth.html",
  regions: "global",
  asks: ({ declaration }) => ({
    management: [
      "organizations:ListAccounts",
      ...(declaration.guardedUnits === "root" ? [] : (["organizations:ListAccountsForParent"] as const)),
      "organizations:ListOrganizationalUnitsForParent",
      "organizations:ListRoots",
    ],
    "log-archive": ["kms:DescribeKey"],
  }),
  ask: (aws) =>
    asTheSentinel(aws, async (expectation) => {
      const [guardrails, digests] = await Promise.all([aws.guardrails(expectation), aws.coverage(expectation)]);
      return { ...guardrails, ...digests };
    }),
  judge: (answer) =>
    judged(answer, ({ expectation, observed }) => ({
      seen: ifRead(observed.accounts, (accounts) =>
        ifRead(observed.guardedAccounts, (guarded) => {
          const active = accounts.filter((account) => account.active);
          if (active.length === 0) return [];
          return [
            guarded === "everywhere"
              ? `${active.length} accounts, all below the root, to which the policies are attached`
              : `${active.filter(({ id }) => guarded.has(id)).length} of ${active.length} accounts in guarded units; the management account is bound by no policy`,
          ];
        }),
      ),
      deviations: unguardedAccounts(expectation, observed),
      unread: [
        ...unreadOf("the accounts", observed.accounts),
        ...unreadOf("the accounts in guarded units", observed.guardedAccounts),
      ],
    })),
});
