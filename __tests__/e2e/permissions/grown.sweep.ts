import { writeFileSync } from "node:fs";
import { DeleteRolePermissionsBoundaryCommand, IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Account } from "../../../src/config/organization";
import { namesOf } from "../../../src/naming";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import type { Purpose } from "../../../src/policies/deployer/permissions";
import { UNUSED_ACTIONS } from "../../../src/policies/deployer/unused";
import { example, stackOf } from "../../support/synthesized";
import { describeE2e } from "../support/describe-e2e";
import { LiveOrganization } from "../support/live-organization";
import { workingCopy } from "../support/planned-change";
import { CHANGES, DescribedChanges } from "./described-changes";
import { GrowingRoles } from "./growing-roles";

const STACKS = ["log-archive", "management", "security", "prod", "dev"];
const MANAGEMENT = example.accounts.management.id;

const deploying = ({ id }: Account): readonly Purpose[] => [
  "deploy",
  ...(id === MANAGEMENT ? (["register-administrator"] as const) : []),
];

/** Every action is taken away, and given back when a run has failed for want of it. Outside CI: it is many runs. */
describeE2e("the deploy roles, which begin with nothing,", (tools) => {
  let live: LiveOrganization;
  let roles: GrowingRoles;
  let changes: DescribedChanges;

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, example);
    const s3 = new S3Client({ ...live.emulator.clientConfig(MANAGEMENT), forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
    await s3.send(new CreateBucketCommand({ Bucket: "example-terraform-state", CreateBucketConfiguration }));
    roles = await GrowingRoles.make(live, deploying);
    changes = new DescribedChanges(live, roles);
  });
  afterAll(() => live?.stop());

  it.each(STACKS)("apply %s for the first time once they have all that a run failed without", async (name) => {
    const terraform = await workingCopy(live, stackOf(example, name), MANAGEMENT);
    await roles.succeed(terraform, "init", "-reconfigure");
    // What is there already need not be read again and again.
    await roles.succeed(terraform, "apply", "-auto-approve", "-refresh=false");
    await roles.succeed(terraform, "apply", "-auto-approve");
    await roles.succeed(terraform, "plan", "-detailed-exitcode");
  });

  it("bound roles that had no boundary", async () => {
    for (const account of allAccounts(example)) {
      const iam = new IAMClient(live.emulator.clientConfig(account.id));
      const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
      const { auditPrefix, trailLogsRole } = namesOf(example);
      const ours = Roles.filter(
        ({ RoleName = "" }) => RoleName.startsWith(auditPrefix) || RoleName === trailLogsRole.name,
      );
      expect(ours.length).toBeGreaterThan(0);
      for (const { RoleName } of ours) {
        await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
      }
    }
    for (const name of STACKS) {
      const terraform = await workingCopy(live, stackOf(example, name), MANAGEMENT);
      await roles.succeed(terraform, "apply", "-auto-approve");
      await roles.succeed(terraform, "plan", "-detailed-exitcode");
    }
  });

  it.each(CHANGES)("apply it when $title", (change) => changes.apply(change));

  it("had no action that none failed without, but those that are listed with their reasons", () => {
    const granted = roles.granted();
    const needed = granted.filter((one) => roles.isNeeded(one));
    const unneeded = granted.filter((one) => !roles.isNeeded(one));
    if (process.env.GROWN_REPORT) {
      const report = { granted: granted.length, needed, unneeded, goneWithout: [...roles.goneWithout] };
      writeFileSync(process.env.GROWN_REPORT, JSON.stringify(report, undefined, 1));
    }
    const actions = new Set(needed.map(({ action }) => action));
    const never = [...new Set(unneeded.map(({ action }) => action))].filter((action) => !actions.has(action));
    expect(never.sort()).toEqual(
      UNUSED_ACTIONS.filter(({ later }) => !later)
        .map(({ action }) => action)
        .sort(),
    );
  });
});
