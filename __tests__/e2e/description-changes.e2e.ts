import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  EnableAWSServiceAccessCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  UpdateOrganizationalUnitCommand,
} from "@aws-sdk/client-organizations";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { changed } from "../support/organizations";
import { example, stackOf } from "../support/synthesized";
import { partTargets } from "./support/apply-part";
import { expectApplied, expectNoChange, expectSucceeded, said } from "./support/assertions";
import { describeE2e } from "./support/describe-e2e";
import { LiveOrganization } from "./support/live-organization";

const MANAGEMENT = "111122223333";
const LOG_ARCHIVE = "444455556666";
const SECURITY = "777788889999";
const PROD = "123456789012";

/** Rules of an account: its own stack's, and a StackSet's. */
const OWN = "example-org-audit-forward";
const STACK_SETS = "example-org-audit-forward-set";

const NEW_NAMES = new Map([
  ["Security", "Guards"],
  ["Workloads", "Work"],
  ["Prod", "Production"],
]);

/** Guards units alone: with the root guarded too, a unit that is left bare would not show. */
const before = changed(example, { "guardrails.attachToRoot": false });

/** What changes is applied alone: the archive and the trail take minutes, and none of this concerns them. */
describeE2e("a description that changes", (tools) => {
  let live: LiveOrganization;
  const clientOf = (accountId: string, region = before.homeRegion) => live.emulator.clientConfig(accountId, region);
  const described = (organization: Organization, stack: string) =>
    live.stackDescribedAs(organization, stack, MANAGEMENT);

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, before);
    const s3 = new S3Client({ ...clientOf(MANAGEMENT), forcePathStyle: true });
    await s3.send(
      new CreateBucketCommand({
        Bucket: "example-terraform-state",
        CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
      }),
    );
  });
  afterAll(() => live?.stop());

  describe("a guarded unit's name", () => {
    const GUARDRAILS = ["cloud-trail-scp", "archive-rcp"];
    const inPart = async (organization: Organization) => {
      const management = await described(organization, "management");
      return management.only(partTargets(stackOf(organization, "management"), GUARDRAILS));
    };
    const renamed = changed(before, {
      "guardrails.organizationalUnits": ["Guards", "Work/Production", "Work/Non-Prod"],
      "accounts.logArchive.organizationalUnit": "Guards",
      "accounts.security.organizationalUnit": "Guards",
      "accounts.workloads[0].organizationalUnit": "Work/Production",
      "accounts.workloads[1].organizationalUnit": "Work/Non-Prod",
    });

    it("has no part in what is attached: renamed in AWS and in the description, nothing is attached or detached", async () => {
      // The archive's guardrail names the key, which the log archive's stack would have made.
      const kms = new KMSClient(clientOf(LOG_ARCHIVE));
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
      await kms.send(new CreateAliasCommand({ AliasName: before.key.alias, TargetKeyId: KeyMetadata?.KeyId }));

      await expectApplied(await inPart(before));
      const attached = await attachments();
      expect(attached.get("ScpBaseline")).toHaveLength(3);

      await rename(NEW_NAMES);
      await expectNoChange(await inPart(renamed));
      expect(await attachments()).toEqual(attached);
    });

    it("has no part in the address that a live attachment is imported at", async () => {
      const part = await inPart(renamed);
      const [unit] = (await units()).filter(({ Name }) => Name === "Production");
      const inState = (await part.stateList()).filter((address) =>
        address.startsWith("aws_organizations_policy_attachment.cloud-trail-scp_baseline_attachments_"),
      );
      const address = inState.find((one) => one.endsWith(`["${unit?.Id}"]`)) ?? "";
      const [policy] = await policies("ScpBaseline");
      expectSucceeded(await part.run("state", "rm", address));
      expectSucceeded(await part.run("import", address, `${unit?.Id}:${policy}`));
      await expectNoChange(await inPart(renamed));
    });

    it("that is gone from the description is detached, and the plan says from where", async () => {
      const without = changed(renamed, {
        "guardrails.organizationalUnits": ["Guards", "Work/Production"],
        "accounts.workloads": [renamed.accounts.workloads[0]],
      });
      const planned = await (await inPart(without)).plan();
      const [unit] = (await units()).filter(({ Name }) => Name === "Non-Prod");
      expect(planned.exitCode).toBe(2);
      expect(said(planned)).toContain(`attachments_3B41B349["${unit?.Id}"] will be destroyed`);
      expect(said(planned)).toMatch(/0 to add, \d+ to change, 3 to destroy/);
    });
  });

  describe("a governed Region", () => {
    it("that is gone from the description loses its forwarder, and leaves nothing that a plan fails on", async () => {
      await expectApplied(await described(before, "prod"));
      expect(await rulesOf(PROD, "eu-west-1")).toEqual([OWN]);

      const without = changed(before, { governedRegions: ["eu-central-1", "us-east-1"] });
      await expectApplied(await described(without, "prod"));
      await expectNoChange(await described(without, "prod"));
      expect(await rulesOf(PROD, "eu-west-1")).toEqual([]);
      expect(await rulesOf(PROD, "us-east-1")).toEqual([OWN]);
    });
  });

  describe("stacks that give way to a StackSet", () => {
    const byStackSet = changed(before, { "forwarding.stackSetFrom": 0 });
    const part = async (organization: Organization, stack: string, ...paths: string[]) =>
      (await described(organization, stack)).only(partTargets(stackOf(organization, stack), paths));

    beforeAll(async () => {
      await rename(new Map([...NEW_NAMES].map(([old, name]) => [name, old])));
      await organizations().send(
        new EnableAWSServiceAccessCommand({ ServicePrincipal: "member.org.stacksets.cloudformation.amazonaws.com" }),
      );
      await expectApplied(await described(before, "prod"));
      for (const stack of ["log-archive", "security"]) await expectApplied(await part(before, stack, "forwarding"));
    });

    it("leave no account blind at any moment: the workloads have both, log archive and security keep their own", async () => {
      const management = await part(byStackSet, "management", "cloud-trail-scp", "forwarding-stack-set");
      const applied = await management.apply();
      expectSucceeded(applied);
      expect(said(applied)).not.toContain("Some accounts' stacks failed");

      for (const stack of ["log-archive", "security"]) {
        await expectNoChange(await part(byStackSet, stack, "forwarding"));
      }
      for (const region of ["eu-central-1", "eu-west-1", "us-east-1"]) {
        expect(await rulesOf(PROD, region), region).toEqual([OWN, STACK_SETS]);
        for (const account of [LOG_ARCHIVE, SECURITY]) {
          expect(await rulesOf(account, region), region).toContain(OWN);
          expect(await rulesOf(account, region), region).not.toContain(STACK_SETS);
        }
      }
      await expectNoChange(management);
    });

    it("are taken away afterwards, and the StackSet's forwarders stay", async () => {
      const { workloads } = before.accounts;
      const former = workloads
        .filter(({ name }) => name === "prod")
        .map(({ name, id, deploy }) => ({ name, id, deploy }));
      const emptied = changed(byStackSet, { "accounts.former": former });
      await expectApplied(await described(emptied, "prod"));
      await expectNoChange(await described(emptied, "prod"));
      expect(await (await described(emptied, "prod")).stateList()).toEqual([]);
      for (const region of ["eu-central-1", "eu-west-1", "us-east-1"]) {
        expect(await rulesOf(PROD, region), region).toEqual([STACK_SETS]);
      }
    });
  });

  const rulesOf = async (accountId: string, region: string) => {
    const { Rules = [] } = await new EventBridgeClient(clientOf(accountId, region)).send(new ListRulesCommand({}));
    return Rules.map(({ Name }) => Name).sort();
  };

  const organizations = () => new OrganizationsClient(clientOf(MANAGEMENT));

  async function rename(names: ReadonlyMap<string, string>) {
    for (const { Id, Name = "" } of await units()) {
      const name = names.get(Name);
      if (name === undefined) continue;
      await organizations().send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: Id, Name: name }));
    }
  }

  /** Every unit, in any order. */
  async function units() {
    const { Roots = [] } = await organizations().send(new ListRootsCommand({}));
    const below = async (ParentId?: string): Promise<readonly { Id?: string; Name?: string }[]> => {
      const { OrganizationalUnits = [] } = await organizations().send(
        new ListOrganizationalUnitsForParentCommand({ ParentId }),
      );
      const deeper = await Promise.all(OrganizationalUnits.map(({ Id }) => below(Id)));
      return [...OrganizationalUnits, ...deeper.flat()];
    };
    return below(Roots[0]?.Id);
  }

  /** Ids of the policies of a name. */
  async function policies(name: string) {
    const { Policies = [] } = await organizations().send(new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }));
    return Policies.filter(({ Name }) => Name === name).flatMap(({ Id }) => Id ?? []);
  }

  /** Ids of each policy's targets. */
  async function attachments(): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>();
    for (const name of ["ScpBaseline", "OrgAuditTrail", "OrgAuditDetection", "OrgAuditArchive"]) {
      const [PolicyId] = await policies(name);
      const { Targets = [] } = await organizations().send(new ListTargetsForPolicyCommand({ PolicyId }));
      found.set(name, Targets.flatMap(({ TargetId }) => TargetId ?? []).sort());
    }
    return found;
  }
});
