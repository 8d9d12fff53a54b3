import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  type Role,
} from "@aws-sdk/client-iam";
import { expect } from "vitest";
import type { Account, Organization } from "../../../src/config/organization";
import { namesOf } from "../../../src/naming";
import { allAccounts, deployerOf } from "../../../src/policies/deployer/accounts";
import { type NamedDocument, type Purpose, permissionsFor } from "../../../src/policies/deployer/permissions";
import { trustPolicy } from "../../../src/policies/deployer/trust";
import { minified, policyDocument, type Statement } from "../../../src/policies/document";
import type { Authorization } from "../../../src/tools/emulator/emulator";
import { createPolicy, sessionOf } from "../../../src/tools/emulator/roles";
import { roleIn } from "../../../src/tools/rehearse/described-roles";
import { holdingOf } from "../../support/holdings";
import type { LiveOrganization } from "./live-organization";

const STARTER = "OrgAuditStarter";

/** Which of the actions that a statement of a role's policies grants it has. */
export type Kept = (sid: string, action: string) => boolean;

const everything: Kept = () => true;

/** Which accounts' roles, for which purposes, with which of their actions. */
export interface Allowing {
  /** @default deploying */
  readonly purposes?: (account: Account) => readonly Purpose[];
  /** @default every account's */
  readonly accounts?: (account: Account) => boolean;
  /** @default all of them */
  readonly kept?: Kept;
}

/** What Terraform works with in one account, or is started with. */
interface Deployer {
  readonly account: Account;
  readonly path: string;
  /** A permission set's role ends with a suffix that Identity Center chose. */
  readonly nameBeginning: string;
  readonly name: string;
  readonly boundary?: NamedDocument;
  readonly policies: readonly NamedDocument[];
}

/**
 * The roles that Terraform works as, each with the policies that `npx org-trail permissions` prints and nothing else: the
 * deploy role of every account, and one that starts Terraform in the management account. From then on the emulator holds
 * their sessions to these.
 */
export class DeployRoles {
  private constructor(
    private readonly live: Pick<LiveOrganization, "organization" | "emulator">,
    /** For Terraform: a session of the role that starts it. It is nobody where each account has a profile. */
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** @param purposes of the management account's role, besides deploying */
  static async make(
    live: Pick<LiveOrganization, "organization" | "emulator">,
    purposes: readonly Purpose[] = [],
    kept: Kept = everything,
  ): Promise<DeployRoles> {
    const { emulator, organization } = live;
    const { management } = organization.accounts;
    await allow(live, organization, { purposes: besides(organization, purposes), kept });
    const starts = permissionsFor("start", holdingOf(organization, management)).policies.length > 0;
    const arn = `arn:aws:iam::${management.id}:role/${STARTER}`;
    const environment = starts
      ? await sessionOf(emulator, organization.homeRegion, management.id, arn)
      : WITHOUT_CREDENTIALS;
    return new DeployRoles(live, environment);
  }

  /** Gives every role what a description asks for, and nothing else; makes those that are missing. */
  allow(organization: Organization, allowing: Allowing = {}): Promise<void> {
    return allow(this.live, organization, allowing);
  }

  /** Shared AWS configuration with each account's profile: a session of its role. */
  async profiles(): Promise<string> {
    const { organization, emulator } = this.live;
    const lines = allAccounts(organization).map(async (account) => {
      const role = await existing(iamOf(this.live, account.id), deployer(organization, account, ["deploy"]));
      const session = await sessionOf(emulator, organization.homeRegion, account.id, role?.Arn ?? "");
      const keys = Object.entries(session).map(([name, value]) => `${name.toLowerCase()} = ${value}`);
      return [`[profile ${account.deploy?.profile}]`, ...keys, ""].join("\n");
    });
    return (await Promise.all(lines)).join("\n");
  }

  /** Takes what a role has for a purpose away from it. */
  async withdraw(account: Account, purpose: Purpose): Promise<void> {
    const iam = iamOf(this.live, account.id);
    const { policies } = permissionsFor(purpose, holdingOf(this.live.organization, account));
    for (const { name } of policies) {
      const PolicyArn = `arn:aws:iam::${account.id}:policy/${name}`;
      await iam.send(new DetachRolePolicyCommand({ RoleName: account.deploy?.roleName, PolicyArn }));
    }
  }
}

const WITHOUT_CREDENTIALS: NodeJS.ProcessEnv = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

function besides({ accounts }: Organization, purposes: readonly Purpose[]) {
  return ({ id }: Account): readonly Purpose[] => ["deploy", ...(id === accounts.management.id ? purposes : [])];
}

async function allow(
  live: Pick<LiveOrganization, "organization" | "emulator">,
  organization: Organization,
  { purposes = () => ["deploy"], accounts = () => true, kept = everything }: Allowing,
): Promise<void> {
  const deployers = allAccounts(organization)
    .filter(accounts)
    .map((account) => deployer(organization, account, purposes(account)));
  for (const one of [...starter(organization), ...deployers]) await put(live, withOnly(one, kept));
}

function withOnly(deployer: Deployer, kept: Kept): Deployer {
  const policies = deployer.policies.map(({ name, document }) => {
    const statements = document.Statement.map((one) => ({ ...one, Action: keptOf(one, kept) }));
    return { name, document: policyDocument(statements.filter(({ Action }) => Action.length > 0)) };
  });
  return { ...deployer, policies: policies.filter(({ document }) => document.Statement.length > 0) };
}

function keptOf({ Effect, Sid, Action }: Statement, kept: Kept): readonly string[] {
  return [Action].flat().filter((action) => Effect === "Deny" || kept(Sid, action));
}

/** An account that joined has none of the roles of those that stay; whose role is not named has that of a permission set. */
function deployer(organization: Organization, account: Account, purposes: readonly Purpose[]): Deployer {
  const holding = holdingOf(organization, account);
  const role = account.deploy?.roleName ?? organization.guardrails.deployRole;
  if (role === undefined) throw new Error(`account ${account.id} names no role`);
  return {
    account,
    ...roleIn(organization, role),
    nameBeginning: deployerOf(namesOf(organization), organization, account).policyPrefix,
    boundary: permissionsFor("deploy", holding).boundary,
    policies: purposes.flatMap((purpose) => permissionsFor(purpose, holding).policies),
  };
}

function starter(organization: Organization): readonly Deployer[] {
  const account = organization.accounts.management;
  const { policies } = permissionsFor("start", holdingOf(organization, account));
  return policies.length === 0 ? [] : [{ account, path: "/", nameBeginning: STARTER, name: STARTER, policies }];
}

async function put(live: Pick<LiveOrganization, "organization" | "emulator">, deployer: Deployer): Promise<void> {
  const iam = iamOf(live, deployer.account.id);
  const { RoleName } = (await existing(iam, deployer)) ?? (await makeRole(iam, live.organization, deployer));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of AttachedPolicies) {
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  }
  if (deployer.boundary !== undefined) {
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local", MaxItems: 1000 }));
    const before = Policies.find(({ PolicyName }) => PolicyName === deployer.boundary?.name);
    if (before !== undefined) await iam.send(new DeletePolicyCommand({ PolicyArn: before.Arn }));
    const PermissionsBoundary = await createPolicy(iam, deployer.boundary);
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
  }
  for (const policy of deployer.policies) {
    const PolicyArn = await createPolicy(iam, policy);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}

async function existing(iam: IAMClient, { nameBeginning }: Deployer): Promise<Role | undefined> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
  return Roles.find(({ RoleName = "" }) =>
    nameBeginning.endsWith("_") ? RoleName.startsWith(nameBeginning) : RoleName === nameBeginning,
  );
}

async function makeRole(iam: IAMClient, { accounts }: Organization, { account, path, name }: Deployer): Promise<Role> {
  const principalArn =
    name === STARTER
      ? `arn:aws:iam::${accounts.management.id}:root`
      : `arn:aws:iam::${accounts.management.id}:role/${STARTER}`;
  const trust = trustPolicy({ kind: "role", principalArn }, "aws", account.id);
  const { Role: made } = await iam.send(
    new CreateRoleCommand({ RoleName: name, Path: path, AssumeRolePolicyDocument: minified(trust) }),
  );
  if (made === undefined) throw new Error(`the emulator made no role ${name}`);
  return made;
}

function iamOf({ emulator }: Pick<LiveOrganization, "emulator">, accountId: string): IAMClient {
  return new IAMClient(emulator.clientConfig(accountId));
}

/** Fails where a role was refused something. */
export function expectAllAllowed(authorizations: readonly Authorization[]): void {
  const refused = authorizations.filter(({ allowed }) => !allowed);
  expect(refused.map(({ role, action, resource, context }) => ({ role, action, resource, context }))).toEqual([]);
}
