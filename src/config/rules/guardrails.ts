import { formatPath, type Problem } from "../problem";
import { memberAccountsOf, membersWithStacksOf } from "./placed-accounts";
import type { OrganizationDraft, Rule } from "./rule";

export const deployRoleIsTheOneThatDeploys: Rule = (organization) => {
  const deployRole = organization.guardrails?.deployRole;
  if (deployRole === undefined) return [];
  return typeof deployRole === "string" ? otherRoles(organization, deployRole) : withoutProfile(organization);
};

function otherRoles(organization: OrganizationDraft, deployRole: string): readonly Problem[] {
  return memberAccountsOf(organization).flatMap(({ path, account: { deploy } }) =>
    deploy?.roleName === undefined || deploy.roleName === deployRole
      ? []
      : [
          {
            path: formatPath([...path, "deploy", "roleName"]),
            value: deploy.roleName,
            rule: `guardrails.deployRole, ${deployRole}: the guardrails would stop any other role, and the first apply would lock itself out`,
            remedy: "name the same role in both places",
          },
        ],
  );
}

/** People sign in to a permission set's role, one for each account: nothing assumes it from another. */
function withoutProfile(organization: OrganizationDraft): readonly Problem[] {
  return membersWithStacksOf(organization).flatMap(({ path, account }) => {
    const { deploy } = account;
    // A key without a value is one that was refused already.
    const refused = "deploy" in account && deploy === undefined;
    if (refused || (deploy !== undefined && "profile" in deploy)) return [];
    return [
      {
        path: formatPath([...path, "deploy"]),
        value: deploy,
        rule: "a `profile`: guardrails.deployRole is a permission set, and people sign in to its role: Terraform cannot assume it by name",
        remedy: "name a profile of ~/.aws/config that signs in to that permission set in this account",
      },
    ];
  });
}

export const administratorOfSecurityServicesIsAMember: Rule = ({ accounts, guardrails }) => {
  const administrator = guardrails?.securityServicesAdministrator;
  if (administrator === undefined || administrator !== accounts?.management?.id) return [];
  return [
    {
      path: "guardrails.securityServicesAdministrator",
      value: administrator,
      rule: "a member account: no service control policy binds the management account, which needs no exemption",
      remedy: "delete it, or name the member account that administers AWS Config, GuardDuty and Security Hub",
    },
  ];
};

export const accountsAreUnderTheGuardrails: Rule = (organization) => {
  if (organization.guardrails?.attachToRoot === true) return [];
  const units = organization.guardrails?.organizationalUnits ?? [];
  // One that was refused may be the one that is missed.
  if (units.length === 0 || units.includes(undefined)) return [];
  return memberAccountsOf(organization).flatMap(({ path, account: { organizationalUnit: unit } }) => {
    // A policy on a unit holds for the units below it too.
    if (unit === undefined || units.some((guarded) => unit === guarded || unit.startsWith(`${guarded}/`))) return [];
    return [
      {
        path: formatPath([...path, "organizationalUnit"]),
        value: unit,
        rule: `in or below one of guardrails.organizationalUnits (${units.join(", ")}): outside them no policy protects the trail`,
        remedy: `add ${JSON.stringify(unit)} to guardrails.organizationalUnits, move the account, or set guardrails.attachToRoot`,
      },
    ];
  });
};
