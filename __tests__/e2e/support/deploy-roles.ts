import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListPolicyVersionsCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect } from "vitest";
import type { Account, Organization } from "../../../src/config/organization";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import {
  type Holding,
  type NamedDocument,
  type Purpose,
  permissionsFor,
} from "../../../src/policies/deployer/permissions";
import { trustPolicy } from "../../../src/policies/deployer/trust";
import { minified, type PolicyDocument } from "../../../src/policies/document";
import type { Authorization } from "../../../src/tools/emulator/emulator";
import { holdingOf } from "../../support/holdings";
import type { LiveOrganization } from "./live-organization";

const STARTER = "OrgAuditStarter";

/**
 * The roles that Terraform works as, each with the policies that `npx org-trail permissions` prints and nothing else: the
 * deploy role of every account, and one that starts Terraform in the management account. From then on the emulator holds
 * their sessions to these.
 */
export class DeployRoles {
  private constructor(
    private readonly live: LiveOrganization,
    /** For Terraform: a session of the role that starts it. */
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** @param purposes of the management account's role, besides deploying */
  static async make(live: LiveOrganization, purposes: readonly Purpose[] = []): Promise<DeployRoles> {
    const { organization } = live;
    const { management } = organization.accounts;
    const administrator = `arn:aws:iam::${management.id}:root`;
    const roles = new DeployRoles(live, await starter(live, administrator));
    const starterArn = `arn:aws:iam::${management.id}:role/${STARTER}`;
    for (const account of allAccounts(organization)) {
      const besides = account.id === management.id ? purposes : [];
      await roles.makeRole(account, starterArn, ["deploy", ...besides]);
    }
    return roles;
  }

  /** Gives every account's role what another description asks for, under the same names; its boundary too. */
  async renew(organization: Organization): Promise<void> {
    for (const account of allAccounts(organization)) {
      const { policies, boundary } = permissionsFor("deploy", holdingOf(organization, account));
      for (const { name, document } of [...policies, boundary]) await this.replace(account, name, document);
    }
  }

  /** The same with an action less, for an account. */
  async renewWithout(action: string, account: Account): Promise<void> {
    for (const { name, document } of permissionsFor("deploy", holdingOf(this.live.organization, account)).policies) {
      const Statement = document.Statement.map((one) =>
        one.Effect === "Allow" ? { ...one, Action: [one.Action].flat().filter((other) => other !== action) } : one,
      );
      await this.replace(account, name, { ...document, Statement });
    }
  }

  private async replace(account: Account, name: string, document: PolicyDocument): Promise<void> {
    const iam = this.iamOf(account.id);
    const PolicyArn = `arn:aws:iam::${account.id}:policy/${name}`;
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    for (const { VersionId } of Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion)) {
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    }
    await iam.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: minified(document), SetAsDefault: true }),
    );
  }

  /** Takes what a role has for a purpose away from it. */
  async withdraw(account: Account, purpose: Purpose): Promise<void> {
    const iam = this.iamOf(account.id);
    const { policies } = permissionsFor(purpose, holdingOf(this.live.organization, account));
    for (const { name } of policies) {
      const PolicyArn = `arn:aws:iam::${account.id}:policy/${name}`;
      await iam.send(new DetachRolePolicyCommand({ RoleName: roleNameOf(account), PolicyArn }));
    }
  }

  private async makeRole(account: Account, trusted: string, purposes: readonly Purpose[]): Promise<void> {
    const iam = this.iamOf(account.id);
    const holding = holdingOf(this.live.organization, account);
    const { boundary } = permissionsFor("deploy", holding);
    await createRole(iam, roleNameOf(account), account.id, trusted, await createPolicy(iam, boundary));
    for (const purpose of purposes) {
      for (const policy of permissionsFor(purpose, holding).policies) {
        const PolicyArn = await createPolicy(iam, policy);
        await iam.send(new AttachRolePolicyCommand({ RoleName: roleNameOf(account), PolicyArn }));
      }
    }
  }

  private iamOf(accountId: string): IAMClient {
    return new IAMClient(this.live.emulator.clientConfig(accountId));
  }
}

async function starter(live: LiveOrganization, trusted: string): Promise<NodeJS.ProcessEnv> {
  const { organization, emulator } = live;
  const { management } = organization.accounts;
  const iam = new IAMClient(emulator.clientConfig(management.id));
  const { policies } = permissionsFor("start", holdingOf(organization, management));
  await createRole(iam, STARTER, management.id, trusted);
  for (const policy of policies) {
    const PolicyArn = await createPolicy(iam, policy);
    await iam.send(new AttachRolePolicyCommand({ RoleName: STARTER, PolicyArn }));
  }
  const { Credentials } = await new STSClient(emulator.clientConfig(management.id)).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${management.id}:role/${STARTER}`, RoleSessionName: "somebody" }),
  );
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials?.SessionToken,
  };
}

async function createPolicy(iam: IAMClient, { name, document }: NamedDocument): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: minified(document) }));
  return Policy?.Arn ?? "";
}

async function createRole(
  iam: IAMClient,
  RoleName: string,
  accountId: string,
  principalArn: string,
  boundary?: string,
) {
  const trust = trustPolicy({ kind: "role", principalArn }, "aws", accountId);
  await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: minified(trust), PermissionsBoundary: boundary }),
  );
}

/** Of an account that Terraform reaches by assuming a role. */
function roleNameOf({ id, deploy }: Account): string {
  if (deploy?.roleName === undefined) throw new Error(`account ${id} names no role`);
  return deploy.roleName;
}

/** Fails where a role was refused something. */
export function expectAllAllowed(authorizations: readonly Authorization[]): void {
  const refused = authorizations.filter(({ allowed }) => !allowed);
  expect(refused.map(({ role, action, resource, context }) => ({ role, action, resource, context }))).toEqual([]);
}

/** Actions that an account's role is granted and that it did not use. */
export function unusedOf(holding: Holding, purposes: readonly Purpose[], authorizations: readonly Authorization[]) {
  const used = new Set(
    authorizations.filter(({ role }) => role.split(":")[4] === holding.account.id).map(({ action }) => action),
  );
  const statements = purposes.flatMap((purpose) => permissionsFor(purpose, holding).together.Statement);
  const granted = statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action);
  return [...new Set(granted)].filter((action) => !used.has(action)).sort();
}
