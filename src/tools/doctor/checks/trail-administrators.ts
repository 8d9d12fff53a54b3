import {
  type GetAccountAuthorizationDetailsResponse,
  paginateGetAccountAuthorizationDetails,
} from "@aws-sdk/client-iam";
import { allAccounts, deployerOf } from "../../../policies/deployer/accounts";
import { listOf, matches, statementsOf, type WrittenStatement } from "../../adopt/decisions/statements";
import { check, type Deviation } from "../check";
import { type EveryAccount, readIn, unreadIn } from "../every-account";
import type { Expected } from "../expected";

/** Who may do what with trails, in one account. */
export interface Powers {
  /** ARNs of who holds AWSCloudTrail_FullAccess, or a policy that names the same actions. */
  readonly holders: readonly Holder[];
  /** ARNs of who may do anything in the account. */
  readonly administrators: readonly string[];
}

interface Holder {
  readonly arn: string;
  readonly policy: string;
}

/** The first is AWS's; the second was, before 2021. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCloudTrail_FullAccess.html */
const FULL_ACCESS = /:aws:policy\/AWSCloudTrail_?FullAccess$/;

const ADMINISTRATOR = /:aws:policy\/(?:AdministratorAccess|PowerUserAccess)$/;

/** What ends a trail, empties it or sends it elsewhere: who may do all of it, holds as much as FullAccess gives. */
const ENDING = [
  "cloudtrail:deletetrail",
  "cloudtrail:stoplogging",
  "cloudtrail:updatetrail",
  "cloudtrail:puteventselectors",
];

/** "Limit access to the AWSCloudTrail_FullAccess policy" is AWS's own advice. */
export const trailAdministrators = check<EveryAccount<Powers>>({
  id: "trail-administrators",
  question: "Does nobody hold AWSCloudTrail_FullAccess or a policy equal to it?",
  page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
  regions: "global",
  asks: { management: ["organizations:ListAccounts"], "every-account": ["iam:GetAccountAuthorizationDetails"] },
  ask: (aws, { names }) =>
    aws.inEveryAccount(async (account) => {
      const answer = await account.ask("iam:GetAccountAuthorizationDetails", "identities", async ({ iam }) => {
        const filter = { Filter: ["User", "Role", "Group", "LocalManagedPolicy"] as const };
        const pages: GetAccountAuthorizationDetailsResponse[] = [];
        for await (const page of paginateGetAccountAuthorizationDetails(
          { client: iam },
          { Filter: [...filter.Filter] },
        )) {
          pages.push(page);
        }
        // A thousand accounts' identities would fill the memory: what follows from them does not.
        return powersIn(pages, names.trail.arn);
      });
      return "unreadable" in answer ? answer : { value: answer.value ?? { holders: [], administrators: [] } };
    }),
  judge: (answer, expected) => {
    const isDeployer = deployers(expected);
    return {
      seen: readIn(answer).map(
        ({ accountId, value }) =>
          `${accountId}: administrators of the whole account are ${value.administrators.join(", ") || "none"}`,
      ),
      deviations: readIn(answer).flatMap(({ accountId, value }) =>
        value.holders
          .filter(({ arn }) => !isDeployer(accountId, arn))
          .map(
            ({ arn, policy }): Deviation => ({
              subject: arn,
              what: `It may stop and delete trails by ${policy}`,
              remedy: "Detach it; whoever reads trails needs AWSCloudTrail_ReadOnlyAccess.",
            }),
          ),
      ),
      unread: unreadIn(answer),
    };
  },
});

/** Whom Terraform works as changes the trail, and is bounded by its own policies. */
function deployers({ organization, names }: Expected): (accountId: string, arn: string) => boolean {
  const patterns = new Map(
    allAccounts(organization).map((account) => [account.id, deployerOf(names, organization, account).roleArn]),
  );
  return (accountId, arn) => {
    const pattern = patterns.get(accountId);
    return pattern !== undefined && matches(pattern, arn);
  };
}

interface Attached {
  readonly name: string;
  readonly arn?: string | undefined;
  readonly document?: string | undefined;
}

/** Pure, for one account. Group's policies are their members'; AWS's own roles are nobody's. */
export function powersIn(pages: readonly GetAccountAuthorizationDetailsResponse[], trailArn: string): Powers {
  const documents = new Map(
    pages
      .flatMap(({ Policies = [] }) => Policies)
      .map(({ Arn = "", PolicyVersionList = [] }) => [
        Arn,
        PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document,
      ]),
  );
  const identities = pages.flatMap(({ UserDetailList = [], RoleDetailList = [], GroupDetailList = [] }) => [
    ...UserDetailList.map((one) => ({
      arn: one.Arn,
      managed: one.AttachedManagedPolicies,
      inline: one.UserPolicyList,
    })),
    ...RoleDetailList.filter(({ Path }) => !Path?.startsWith("/aws-service-role/")).map((one) => ({
      arn: one.Arn,
      managed: one.AttachedManagedPolicies,
      inline: one.RolePolicyList,
    })),
    ...GroupDetailList.map((one) => ({
      arn: one.Arn,
      managed: one.AttachedManagedPolicies,
      inline: one.GroupPolicyList,
    })),
  ]);
  const powers = identities.map(({ arn = "", managed = [], inline = [] }) => {
    const attached: readonly Attached[] = [
      ...managed.map(({ PolicyArn = "", PolicyName = "" }) => ({
        name: PolicyName,
        arn: PolicyArn,
        document: documents.get(PolicyArn),
      })),
      ...inline.map(({ PolicyName = "", PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument })),
    ];
    return {
      arn,
      policy: attached.find((one) => isFullAccess(one, trailArn))?.name,
      isAdministrator: attached.some(isAdministrators),
    };
  });
  return {
    holders: powers.flatMap(({ arn, policy }) => (policy === undefined ? [] : [{ arn, policy }])),
    administrators: powers.flatMap(({ arn, isAdministrator }) => (isAdministrator ? [arn] : [])),
  };
}

/** AWS's policy, or one whose statements name CloudTrail's actions and together allow what ends the trail. */
function isFullAccess({ arn, document }: Attached, trailArn: string): boolean {
  if (arn !== undefined && FULL_ACCESS.test(arn)) return true;
  const patterns = allowsIn(document)
    .filter(({ Resource }) => listOf(Resource ?? "*").some((pattern) => matches(pattern, trailArn)))
    .flatMap(({ Action }) => listOf(Action))
    .filter((action) => /^cloudtrail:/i.test(action));
  return ENDING.every((action) => patterns.some((pattern) => matches(pattern, action)));
}

function isAdministrators({ arn, document }: Attached): boolean {
  if (arn !== undefined && ADMINISTRATOR.test(arn)) return true;
  return allowsIn(document).some(
    ({ Action, Resource }) => listOf(Action).includes("*") && listOf(Resource).includes("*"),
  );
}

/** IAM gives documents as they stand in a URL. */
function allowsIn(document: string | undefined): readonly WrittenStatement[] {
  return statementsOf(document === undefined ? undefined : decoded(document)).filter(
    ({ Effect }) => Effect === "Allow",
  );
}

function decoded(document: string): string {
  return document.trimStart().startsWith("{") ? document : decodeURIComponent(document);
}
