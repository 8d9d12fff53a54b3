import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteRolePermissionsBoundaryCommand, IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import {
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  OrganizationsClient,
  UpdateOrganizationalUnitCommand,
} from "@aws-sdk/client-organizations";
import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { namesOf } from "../../../src/naming";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import { stackOf } from "../../support/synthesized";
import { expectSucceeded } from "../support/assertions";
import type { LiveOrganization } from "../support/live-organization";
import { workingCopy } from "../support/planned-change";
import type { Meanwhile } from "./row";

/** As docs/runbooks/change-the-description.md, "Rename an account's stack": the state goes where the new name looks for it. */
export function moveState(from: string, to: string): Meanwhile {
  return async (live, before, after) => {
    const { state } = after;
    if (state.backend !== "s3") throw new Error("the states of the example lie in S3");
    const accountId = after.accounts.management.id;
    const pulled = await (await workingCopy(live, stackOf(before, from), accountId)).run("state", "pull");
    expectSucceeded(pulled);
    const moved = await workingCopy(live, stackOf(after, to), accountId);
    const file = join(moved.folder, "moved.tfstate");
    writeFileSync(file, pulled.stdout);
    expectSucceeded(await moved.run("state", "push", file));
    return async () => {
      const s3 = new S3Client({ ...live.emulator.clientConfig(accountId, state.region), forcePathStyle: true });
      await s3.send(new DeleteObjectCommand({ Bucket: state.bucket, Key: `${state.prefix}/${to}.tfstate` }));
    };
  };
}

/** A unit below another one gets a new name, and keeps its id. */
export function renameUnit(from: string, to: string): Meanwhile {
  return async (live) => {
    await rename(live, from, to);
    return () => rename(live, to, from);
  };
}

/** Without it the plan refuses a StackSet. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html */
export const trustStackSets: Meanwhile = async (live) => {
  const ServicePrincipal = "member.org.stacksets.cloudformation.amazonaws.com";
  await organizationsOf(live).send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  return async () => {
    await organizationsOf(live).send(new DisableAWSServiceAccessCommand({ ServicePrincipal }));
  };
};

/** As docs/adr/0018: no deploy role takes a boundary from a role, so an administrator does, and the option is off. */
export const unboundRoles: Meanwhile = async ({ emulator }, before) => {
  const ours = [namesOf(before).auditPrefix, namesOf(before).trailLogsRole.name];
  for (const { id } of allAccounts(before)) {
    const iam = new IAMClient(emulator.clientConfig(id));
    const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
    for (const { RoleName = "" } of Roles) {
      if (!ours.some((name) => RoleName.startsWith(name))) continue;
      await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    }
  }
  return async () => {};
};

function organizationsOf({ emulator, organization }: LiveOrganization): OrganizationsClient {
  return new OrganizationsClient(emulator.clientConfig(organization.accounts.management.id));
}

async function rename(live: LiveOrganization, from: string, to: string): Promise<void> {
  const organizations = organizationsOf(live);
  const { Roots = [] } = await organizations.send(new ListRootsCommand({}));
  const unitsBelow = async (ParentId?: string) => {
    const { OrganizationalUnits = [] } = await organizations.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId }),
    );
    return OrganizationalUnits;
  };
  const parents = await unitsBelow(Roots[0]?.Id);
  const units = (await Promise.all(parents.map(({ Id }) => unitsBelow(Id)))).flat();
  const unit = units.find(({ Name }) => Name === from);
  if (unit === undefined) throw new Error(`there is no unit ${from} below another`);
  await organizations.send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: unit.Id, Name: to }));
}
