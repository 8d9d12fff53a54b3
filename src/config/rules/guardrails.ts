import { formatPath } from "../problem";
import { memberAccountsOf } from "./placed-accounts";
import type { Rule } from "./rule";

export const deployRoleIsTheOneThatDeploys: Rule = (organization) => {
  const deployRole = organization.guardrails?.deployRole;
  if (deployRole === undefined) return [];
  return memberAccountsOf(organization).flatMap(({ path, account: { deploy } }) =>
    deploy?.roleName === undefined || deploy.roleName === deployRole
      ? []
      : [
          {
            path: formatPath([...path, "deploy", "roleName"]),
            value: deploy.roleName,
            rule: `guardrails.deployRole, ${deployRole}: the guardrails would stop any other, and the first apply lock itself out`,
            remedy: "name the same role in both places",
          },
        ],
  );
};

/**
 * The exempt roles' ARNs stand twice in one policy of 5,120 bytes, which needs about 2,400 for the rest. A deny left out
 * for want of room would open every exemption, so there is no such organization.
 */
const EXEMPT_ROLES_SIZE_LIMIT = 1_300;

export const exemptRolesFitTheirPolicy: Rule = (organization) => {
  const deployRole = organization.guardrails?.deployRole;
  const workloads = organization.accounts?.workloads ?? [];
  if (deployRole === undefined || workloads.length >= (organization.forwarding?.stackSetFrom ?? 21)) return [];
  const accounts = 1 + (organization.accounts?.security === undefined ? 0 : 1) + workloads.length;
  const arnSize = `"arn:aws-us-gov:iam::123456789012:role/${deployRole}",`.length;
  const room = Math.floor(EXEMPT_ROLES_SIZE_LIMIT / arnSize);
  if (accounts <= room) return [];
  return [
    {
      path: "accounts.workloads",
      value: `${workloads.length} workloads`,
      rule: `at most ${room} member accounts with a stack where guardrails.deployRole is named: the policy that protects detection exempts each account's role by its ARN, and holds no more`,
      remedy:
        "lower forwarding.stackSetFrom: one StackSet then forwards for all of them, and their accounts need no stack",
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

/** The construct that attaches a policy to a unit has the unit's path for its id, in which cdktf writes `--` for `/`. */
export const organizationalUnitsAreToldApart: Rule = ({ guardrails }) => {
  const units = guardrails?.organizationalUnits ?? [];
  const ids = units.map((unit) => unit?.replaceAll("/", "--"));
  return units.flatMap((unit, index) =>
    unit === undefined || ids.indexOf(ids[index]) === index
      ? []
      : [
          {
            path: `guardrails.organizationalUnits[${index}]`,
            value: unit,
            rule: "a path of its own, also where `--` stands for `/`",
            remedy: "rename the unit, or name the one above it, which protects it too",
          },
        ],
  );
};
