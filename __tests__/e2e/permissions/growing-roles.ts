import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Account, Organization } from "../../../src/config/organization";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import { type Purpose, permissionsFor } from "../../../src/policies/deployer/permissions";
import type { Authorization } from "../../../src/tools/emulator/emulator";
import { holdingOf } from "../../support/holdings";
import { said } from "../support/assertions";
import type { Result } from "../support/command";
import { DeployRoles } from "../support/deploy-roles";
import type { LiveOrganization } from "../support/live-organization";
import type { Terraform } from "../support/terraform";

/** An action that a statement grants to a role. */
export interface Granted {
  readonly roleArn: string;
  readonly sid: string;
  readonly action: string;
}

/** The same, with where it is granted. */
interface GrantedWhere extends Granted {
  readonly where: string;
}

type Purposes = (account: Account) => readonly Purpose[];

/**
 * Roles that begin with nothing, and get of their policies what a run has failed for want of. What they have in the end is
 * what has to be there; and each action of it was missing once, when a run failed that named it.
 */
export class GrowingRoles {
  /** What a run failed without. */
  private readonly needed = new Set<string>();
  /** What was refused in runs that succeeded all the same. */
  readonly goneWithout = new Set<string>();

  private constructor(
    private readonly live: LiveOrganization,
    private readonly roles: DeployRoles,
    private described: Organization,
    private purposes: Purposes,
  ) {}

  static async make(live: LiveOrganization, purposes: Purposes): Promise<GrowingRoles> {
    const roles = await DeployRoles.make(live, [], () => false);
    return new GrowingRoles(live, roles, live.organization, purposes);
  }

  /** From now on they get what another description asks for, or what something else does. */
  async become(described: Organization, purposes: Purposes = this.purposes): Promise<void> {
    this.described = described;
    this.purposes = purposes;
    await this.give();
  }

  /** Forgets what they needed: they have nothing again. */
  async beginAnew(): Promise<void> {
    this.needed.clear();
    this.goneWithout.clear();
    await this.give();
  }

  /** Whether another description asks for anything that they would not get. */
  wouldAskForMore(described: Organization): boolean {
    const known = new Set(this.granted().map((one) => `${keyOf(one)} ${one.where}`));
    return this.granted(described).some((one) => !known.has(`${keyOf(one)} ${one.where}`));
  }

  /** All that their policies would give them. */
  granted(described = this.described): readonly GrantedWhere[] {
    const { accounts } = described;
    const statements = allAccounts(described).flatMap((account) => {
      const holding = holdingOf(described, account);
      const own = this.purposes(account).flatMap((purpose) => permissionsFor(purpose, holding).together.Statement);
      return own.map((statement) => ({ roleArn: this.deployRoleArn(account), statement }));
    });
    const started = permissionsFor("start", holdingOf(described, accounts.management)).together.Statement;
    const roleArn = `arn:aws:iam::${accounts.management.id}:role/OrgAuditStarter`;
    return [...statements, ...started.map((statement) => ({ roleArn, statement }))].flatMap(({ roleArn, statement }) =>
      statement.Effect === "Deny"
        ? []
        : [statement.Action].flat().map((action) => ({
            roleArn,
            sid: statement.Sid,
            action,
            where: JSON.stringify([statement.Resource, statement.Condition]),
          })),
    );
  }

  isNeeded(granted: Granted): boolean {
    return this.needed.has(keyOf(granted));
  }

  /** Runs until it succeeds; gives, each time, what it failed for want of. */
  async succeed(terraform: Terraform, ...words: readonly string[]): Promise<void> {
    for (;;) {
      await this.live.emulator.forgetAuthorizations();
      const result = await terraform.as(this.roles.environment).run(...words);
      const refused = (await this.live.emulator.authorizations()).filter(({ allowed }) => !allowed);
      if (result.exitCode === 0) {
        for (const one of refused) this.goneWithout.add(`${one.role} ${one.action}`);
        return;
      }
      const found = this.wantsOf(refused, result);
      const fresh = found.filter((one) => !this.isNeeded(one));
      if (fresh.length === 0) {
        throw new Error(`[${terraform.stack}] fails for want of nothing that its policies grant: ${said(result)}`);
      }
      for (const one of fresh) this.needed.add(keyOf(one));
      await this.give();
      await this.putRight(terraform);
    }
  }

  /** What the policies would have granted of what a failed run says that it was refused. */
  private wantsOf(refused: readonly Authorization[], result: Result): readonly Granted[] {
    const text = said(result);
    const named = refused.filter(({ role, action, resource }) =>
      text.includes(`${role} is not authorized to perform: ${action} on resource: ${resource}`),
    );
    // The answer to a HEAD request has no body, which would name the action.
    const unnamed = refused.filter(({ call }) => call.startsWith("s3.Head"));
    return (named.length > 0 ? named : unnamed).flatMap(({ role, action, resource }) =>
      this.statements(role, action, resource),
    );
  }

  private statements(roleArn: string, action: string, resource: string): readonly Granted[] {
    const documents = [...allAccounts(this.described)].flatMap((account) => {
      const holding = holdingOf(this.described, account);
      if (roleArn.endsWith("/OrgAuditStarter")) return permissionsFor("start", holding).together.Statement;
      if (this.deployRoleArn(account) !== roleArn) return [];
      return this.purposes(account).flatMap((purpose) => permissionsFor(purpose, holding).together.Statement);
    });
    return documents
      .filter(
        (one) =>
          one.Effect === "Allow" &&
          [one.Action].flat().includes(action) &&
          [one.Resource ?? []].flat().some((pattern) => matches(pattern, resource)),
      )
      .map(({ Sid }) => ({ roleArn, sid: Sid, action }));
  }

  private give(): Promise<void> {
    return this.roles.allow(this.described, this.purposes, (roleArn, sid, action) =>
      this.isNeeded({ roleArn, sid, action }),
    );
  }

  /** What an administrator does after a failed run: nobody's lock stays, no state is lost, and nothing is made twice. */
  private async putRight(terraform: Terraform): Promise<void> {
    const { state, accounts } = this.described;
    if (state.backend !== "s3") throw new Error("the states of the example lie in S3");
    const s3 = new S3Client({
      ...this.live.emulator.clientConfig(accounts.management.id, state.region),
      forcePathStyle: true,
    });
    await s3.send(
      new DeleteObjectCommand({ Bucket: state.bucket, Key: `${state.prefix}/${terraform.stack}.tfstate.tflock` }),
    );
    const unsaved = join(terraform.folder, "errored.tfstate");
    if (existsSync(unsaved)) {
      await terraform.run("state", "push", unsaved);
      rmSync(unsaved);
    }
    for (const address of await taintedIn(terraform)) await terraform.run("untaint", address);
  }

  private deployRoleArn({ id, deploy }: Account): string {
    return `arn:aws:iam::${id}:role/${deploy?.roleName}`;
  }
}

/** An account's deploy role is the same to us under whichever name. */
function keyOf({ roleArn, sid, action }: Granted): string {
  const [, , , , accountId, role] = roleArn.split(":");
  return [accountId, role === "role/OrgAuditStarter" ? "starter" : "deployer", sid, action].join(" ");
}

function matches(pattern: string, resource: string): boolean {
  const expression = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${expression.join(".*")}$`).test(resource);
}

async function taintedIn(terraform: Terraform): Promise<readonly string[]> {
  const { exitCode, stdout } = await terraform.run("state", "pull");
  // Before the first apply there is none.
  if (exitCode !== 0 || stdout.trim() === "") return [];
  const { resources } = JSON.parse(stdout) as StateFile;
  return resources.flatMap(({ type, name, instances }) =>
    instances
      .filter(({ status }) => status === "tainted")
      .map(({ index_key: key }) => `${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`),
  );
}

interface StateFile {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly status?: string; readonly index_key?: string | number }[];
  }[];
}
