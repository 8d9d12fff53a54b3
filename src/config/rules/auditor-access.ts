import { formatPath, type Problem } from "../problem";
import { accountsOf } from "./placed-accounts";
import type { OrganizationDraft, Rule } from "./rule";

type ExternalDraft = NonNullable<NonNullable<OrganizationDraft["auditorAccess"]>["external"]>[number];

/** Of each auditor from outside that is described, what stands at some place of it and is refused. */
function refusedOf(
  { auditorAccess }: OrganizationDraft,
  judge: (auditor: NonNullable<ExternalDraft>, before: readonly ExternalDraft[]) => Refused | undefined,
): readonly Problem[] {
  const external = auditorAccess?.external ?? [];
  return external.flatMap((auditor, index) => {
    const refused = auditor === undefined ? undefined : judge(auditor, external.slice(0, index));
    if (refused === undefined) return [];
    const { at, ...problem } = refused;
    return [{ path: formatPath(["auditorAccess", "external", index, ...at]), ...problem }];
  });
}

interface Refused extends Omit<Problem, "path"> {
  readonly at: readonly string[];
}

export const auditorsComeByOneWay: Rule = (organization) =>
  refusedOf(organization, (auditor) =>
    "permissionSet" in auditor !== "user" in auditor
      ? undefined
      : {
          at: [],
          value: auditor,
          rule: "exactly one of `permissionSet` and `user`",
          remedy:
            "name the permission set where your Identity Center signs them in, else the user in their own account",
        },
  );

/** The name is the role's. */
export const auditorsAreToldApart: Rule = (organization) =>
  refusedOf(organization, ({ name }, before) =>
    name === undefined || before.every((other) => other?.name !== name)
      ? undefined
      : {
          at: ["name"],
          value: name,
          rule: "a name of its own: another auditor has it",
          remedy: "add the year, or who it is",
        },
  );

/** Whoever is in two could take on the role that ends later, or never. */
export const permissionSetsAreOneAuditors: Rule = (organization) => {
  const own = organization.auditorAccess?.permissionSet;
  return refusedOf(organization, ({ permissionSet }, before) =>
    permissionSet === undefined || ![own, ...before.map((other) => other?.permissionSet)].includes(permissionSet)
      ? undefined
      : {
          at: ["permissionSet"],
          value: permissionSet,
          rule: "a permission set of its own: with another's, its people could take on that one's role too, whose last day is another",
          remedy: "make one for this auditor in Identity Center",
        },
  );
};

export const auditorsUsersAreFromOutside: Rule = (organization) => {
  const ours = accountsOf(organization).map(({ account }) => account.id);
  return refusedOf(organization, ({ user }) =>
    user?.accountId === undefined || !ours.includes(user.accountId)
      ? undefined
      : {
          at: ["user", "accountId"],
          value: user.accountId,
          rule: "an account of the auditor's own, and none of the organization's: those need no users, whose keys have no end",
          remedy: "assign the auditor a permission set in the log-archive account, and name that",
        },
  );
};
