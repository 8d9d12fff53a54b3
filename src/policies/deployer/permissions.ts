import type { Account, Organization } from "../../config/organization";
import type { Names } from "../../naming";
import { viaService } from "../../naming/via-service";
import { type PolicyDocument, policyDocument, type Statement } from "../document";
import { allAccounts, deployerOf } from "./accounts";
import { type DeployerIn, denyOwnRole, deployerBoundary } from "./boundary";
import { managedPolicies } from "./documents";
import { prerequisiteStatements } from "./prerequisites";
import { roleBoundary } from "./role-boundary";
import { assumeStatements, keepsStateAs, stateStatements } from "./state";
import { EVERY_ACCESS, grantStatements, READING } from "./statements";

/** What a policy is for. */
export const PURPOSES = {
  deploy: "plan and apply",
  plan: "plan, and change nothing",
  adopt: "read what is live, before the first plan",
  "register-administrator": "prepare the organization and register CloudTrail's delegated administrator, once",
  start: "start Terraform: read and write the state, assume the deploy roles",
} as const;

export type Purpose = keyof typeof PURPOSES;

/** What Terraform works on in one account. */
export interface Holding {
  readonly names: Names;
  readonly organization: Organization;
  readonly account: Account;
  /** The account's stack. */
  readonly stack: string;
  /** Every stack of the organization. */
  readonly stacks: readonly string[];
  /** Types of resources and data sources, by Terraform's names. */
  readonly types: ReadonlySet<string>;
  /** Actions by which `org-trail adopt` looks for what is live, besides what a plan reads. */
  readonly looks: readonly string[];
}

export interface NamedDocument {
  readonly name: string;
  readonly document: PolicyDocument;
}

export interface Permissions {
  /** Managed policies, each within its quota. None: the purpose has no part in this account. */
  readonly policies: readonly NamedDocument[];
  /** The same in one document, as a permission set's inline policy has it. */
  readonly together: PolicyDocument;
  readonly boundary: NamedDocument;
  /** Bounds the roles that the stack makes, where the description says so. */
  readonly roleBoundary: NamedDocument | undefined;
}

export function permissionsFor(purpose: Purpose, holding: Holding): Permissions {
  const deployer = deployerIn(holding);
  const statements = STATEMENTS[purpose](holding);
  const { names, account } = holding;
  const roles = names.roleBoundary(account.id);
  return {
    policies: managedPolicies(statements).map((document, index) => ({
      name: `${deployer.policyPrefix}-${purpose}-${index + 1}`,
      document,
    })),
    together: policyDocument(statements),
    boundary: {
      name: `${deployer.policyPrefix}-boundary`,
      document: deployerBoundary(holding.types, [...prerequisitesOf(holding), ...looking(holding)], deployer),
    },
    roleBoundary: roles && { name: roles.name, document: roleBoundary(names, account.id) },
  };
}

function deployerIn({ names, organization, account }: Holding): DeployerIn {
  const { homeRegion } = names;
  const { state } = organization;
  return {
    names,
    accountId: account.id,
    ...deployerOf(names, organization, account),
    keysThrough: [
      viaService("lambda", homeRegion),
      ...(state.backend === "s3" && state.kmsKeyArn !== undefined ? [viaService("s3", state.region)] : []),
    ],
  };
}

const STATEMENTS: Readonly<Record<Purpose, (holding: Holding) => readonly Statement[]>> = {
  deploy: (holding) => [...grants(holding, true), ...denyOwnRole(deployerIn(holding))],
  plan: (holding) => grants(holding, false),
  adopt: (holding) => [...grants(holding, false), ...looking(holding)],
  "register-administrator": prerequisitesOf,
  start: starting,
};

function grants({ names, organization, account, stack, types }: Holding, changes: boolean): readonly Statement[] {
  return [
    ...grantStatements(types, changes ? EVERY_ACCESS : READING, names, account.id),
    ...(keepsStateAs(organization, account.deploy ?? {}) ? stateStatements(names, organization, [stack], changes) : []),
  ];
}

function prerequisitesOf({ names, organization, account }: Holding): readonly Statement[] {
  return account.id === names.managementAccountId ? prerequisiteStatements(names, organization) : [];
}

/** Under whichever name it is live: so on everything. */
function looking({ looks }: Holding): readonly Statement[] {
  return looks.length === 0 ? [] : [{ Sid: "LookForLive", Effect: "Allow", Action: looks, Resource: "*" }];
}

/** Whoever starts Terraform does so for every account. */
function starting({ names, organization, stacks }: Holding): readonly Statement[] {
  const assumed = assumeStatements(names, organization);
  const keeps = allAccounts(organization).every(({ deploy }) => !keepsStateAs(organization, deploy ?? {}));
  return [...assumed, ...(keeps ? stateStatements(names, organization, stacks, true) : [])];
}
