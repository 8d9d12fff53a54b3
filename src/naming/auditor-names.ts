import type { Organization } from "../config/organization";
import type { Partition } from "../config/regions";
import { type NamedArn, named } from "./named-arn";
import { permissionSetRole } from "./permission-sets";

/** A role that reads the archive, and whoever may take it on. */
export interface AuditorNames {
  /** Ends the names of what is this auditor's: `-acme`; empty for the organization's own people. */
  readonly suffix: string;
  /** In the log-archive account. */
  readonly role: NamedArn;
  /** Account of whoever may take it on. */
  readonly accountId: string;
  /** ARN of the user, or ARN pattern of the permission set's role, that may take it on. */
  readonly assumedBy: string;
  /** What a user of another account says with it. Undefined: whoever comes is of Identity Center. */
  readonly externalId: string | undefined;
  /** The first instant at which all of it is over: the midnight behind the last day. Undefined: it has no end. */
  readonly endsAt: string | undefined;
}

export function auditorNames(
  { accounts, auditorAccess }: Organization,
  auditPrefix: string,
  partition: Partition,
): readonly AuditorNames[] {
  if (auditorAccess === undefined) return [];
  const iam = (accountId: string, resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;
  const inArchive = (resource: string) => iam(accounts.logArchive.id, resource);
  const own = { ...auditorAccess, name: undefined, user: undefined };
  return [own, ...auditorAccess.external].flatMap(({ name, permissionSet, user, lastDay }) => {
    const assumedBy = user
      ? iam(user.accountId, `user/${user.name}`)
      : permissionSet && inArchive(`role/${permissionSetRole(permissionSet)}`);
    if (assumedBy === undefined) return [];
    const suffix = name === undefined ? "" : `-${name}`;
    return [
      {
        suffix,
        role: named(`${auditPrefix}-auditor${suffix}`, (role) => inArchive(`role/${role}`)),
        accountId: user?.accountId ?? accounts.logArchive.id,
        assumedBy,
        externalId: user?.externalId,
        endsAt: lastDay && midnightBehind(lastDay),
      },
    ];
  });
}

/** The last instant of a day is a second that has parts. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date */
function midnightBehind(day: string): string {
  const midnight = new Date(`${day}T00:00:00Z`);
  midnight.setUTCDate(midnight.getUTCDate() + 1);
  return midnight.toISOString().replace(".000Z", "Z");
}
