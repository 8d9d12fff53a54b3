import { join } from "node:path";
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  StopLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import { DescribeEventBusCommand, EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import {
  DescribePolicyCommand,
  ListDelegatedAdministratorsCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Account } from "../../src/config/organization";
import { allAccounts } from "../../src/policies/deployer/accounts";
import { type Purpose, permissionsFor } from "../../src/policies/deployer/permissions";
import { holdingOf } from "../support/holdings";
import { roleMay } from "../support/iam/role-decision";
import { example } from "../support/synthesized";
import { AppliedDetections } from "./support/applied-detections";
import { expectNoChange, expectSucceeded, said } from "./support/assertions";
import { DeployRoles, expectAllAllowed } from "./support/deploy-roles";
import { describeE2e } from "./support/describe-e2e";
import { describeDoctor } from "./support/doctor/suite";
import { listedAsUnused, told, unusedOf } from "./support/granted-actions";
import { LiveOrganization } from "./support/live-organization";
import type { Workspace } from "./support/terraform";

const MANAGEMENT = "111122223333";
const LOG_ARCHIVE = "444455556666";
const SECURITY = "777788889999";
const PROD = "123456789012";
const STATE_BUCKET = "example-terraform-state";
/** By then everything else is created and noted, and Terraform reads the lifecycles again and again. */
const WAITING_FOR_LIFECYCLES = /lifecycle_configuration\S+: 30s so far/;
const LIFECYCLES_NOT_THERE_YET = {
  service: "s3",
  action: "GetLifecycleConfiguration",
  code: "NoSuchLifecycleConfiguration",
  status: 404,
};
const STACKS = ["log-archive", "management", "security", "prod", "dev"];

describeE2e("the example organization, applied", (tools) => {
  let live: LiveOrganization;
  let workspace: Workspace;
  let roles: DeployRoles;
  // One set of credentials for all: each provider assumes the deploy role of its own account.
  const stack = (name: string, of = workspace) => live.stack(of, name, MANAGEMENT);
  const command = (name: string, ...args: string[]) =>
    workspace.command(MANAGEMENT, { ORGANIZATION: "example", ...roles.environment }, name, ...args);
  const cdktf = (verb: string, ...args: string[]) =>
    command("npx", "cdktf", verb, "--skip-provider-lock", "--output", join(workspace.folder, "cdktf.out"), ...args);
  // As a supervisor starts it, which sees the exit code itself.
  const deployStarted = (of = workspace) => {
    const words = ["node", "--import", "tsx", "src/tools/deploy/main.ts", "--auto-approve", "--untaint"] as const;
    return of.commandStarted(MANAGEMENT, { ORGANIZATION: "example", ...roles.environment }, ...words);
  };
  const stateObjects = async () => {
    const { Contents = [] } = await s3Of(MANAGEMENT).send(new ListObjectsV2Command({ Bucket: STATE_BUCKET }));
    return Contents.map(({ Key }) => Key).sort();
  };
  const clientOf = (accountId: string) => live.emulator.clientConfig(accountId, example.homeRegion);
  const s3Of = (accountId: string) => new S3Client({ ...clientOf(accountId), forcePathStyle: true });

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, example);
    roles = await DeployRoles.make(live, ["register-administrator"]);
    workspace = live.workspace();
    // So that the lifecycles are waited for until a test has seen enough.
    await live.emulator.fault(LIFECYCLES_NOT_THERE_YET);
    const s3 = s3Of(MANAGEMENT);
    await s3.send(
      new CreateBucketCommand({
        Bucket: STATE_BUCKET,
        CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
      }),
    );
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: STATE_BUCKET, VersioningConfiguration: { Status: "Enabled" } }),
    );
  });
  afterAll(() => live?.stop());

  it("tells the second of two people who deploy at once who holds the state; stopped by SIGTERM, the first lets it go", async () => {
    const first = deployStarted();
    await first.has(WAITING_FOR_LIFECYCLES);
    const refused = await deployStarted(live.workspace()).result;
    expect(refused.exitCode).toBe(1);
    expect(said(refused)).toMatch(/The state of log-archive is locked by \S+@\S+ since .*force-unlock -force \S+/);

    first.signal("SIGTERM");
    const stopped = await first.result;
    expect(stopped.exitCode).toBe(143);
    expect(said(stopped)).toMatch(/log-archive: stopped after .* management: not begun/);
    expect(await stateObjects()).toEqual(["org-audit-trail/log-archive.tfstate"]);
  });

  it("goes on after SIGKILL: Terraform finishes what it works on, and the next run waits for it and applies the rest", async () => {
    const killed = deployStarted();
    await killed.has(WAITING_FOR_LIFECYCLES);
    await live.emulator.clearFaults();
    killed.kill();
    await killed.result;
    const next = await command("npm", "run", "deploy", "--", "--auto-approve");
    expectSucceeded(next);
    expect(said(next)).toContain("Waiting for the Terraform that it left at work: apply of log-archive");
    expect(next.stdout).toContain("log-archive: no change");
  });

  it("leaves nothing to change, says npm run plan, without the right to register an administrator", async () => {
    await roles.withdraw(example.accounts.management, "register-administrator");
    const planned = await command("npm", "run", "plan");
    expectSucceeded(planned);
    for (const name of STACKS) expect(planned.stdout).toContain(`${name}: no change`);
  });

  it("leaves nothing to change, says a Terraform started elsewhere from the same state", async () => {
    await expectNoChange(await stack("management", live.workspace()));
  });

  it("does nothing when its commands are CDKTF's own", async () => {
    const planned = await cdktf("plan", "prod");
    expectSucceeded(planned);
    expect(said(planned)).toMatch(/No changes. (prod )?Your infrastructure matches the configuration/);
    expectSucceeded(await cdktf("deploy", "prod", "dev", "--ignore-missing-stack-dependencies", "--auto-approve"));
  });

  it("keeps each stack's state as an object of its own, and leaves no lock behind", async () => {
    expect(await stateObjects()).toEqual(STACKS.map((name) => `org-audit-trail/${name}.tfstate`).sort());
  });

  describe("the deploy roles, which have docs/deploy-permissions.md and nothing else,", () => {
    const purposesIn = (account: Account): readonly Purpose[] =>
      account.id === MANAGEMENT ? ["deploy", "register-administrator", "start"] : ["deploy"];

    it("were refused nothing", async () => {
      expectAllAllowed(await live.emulator.authorizations());
    });

    it("have no action that they did not use, but those that are listed with their reasons", async () => {
      const authorizations = await live.emulator.authorizations();
      const unused = allAccounts(example).flatMap((account) =>
        unusedOf(holdingOf(example, account), purposesIn(account), authorizations),
      );
      expect([...new Set(unused.map(told))].sort()).toEqual(listedAsUnused(example).sort());
    });

    it("are judged alike by a simulator that is not ours", async () => {
      const authorizations = await live.emulator.authorizations();
      for (const account of allAccounts(example)) {
        const holding = holdingOf(example, account);
        const documents = purposesIn(account).map((purpose) => permissionsFor(purpose, holding).together);
        const { boundary } = permissionsFor("deploy", holding);
        const own = authorizations.filter(({ role }) => role === `arn:aws:iam::${account.id}:role/OrgAuditDeployer`);
        expect(own.length).toBeGreaterThan(0);
        for (const asked of own) {
          const role = { accountId: account.id, documents, boundary: boundary.document };
          expect(await roleMay(role, asked), JSON.stringify(asked)).toBe(true);
        }
      }
    });
  });

  it("refuses a member's StopLogging, with administrator's rights, by the policies that were attached", async () => {
    const iam = new IAMClient(clientOf(PROD));
    await iam.send(new CreateUserCommand({ UserName: "insider" }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "insider" }));
    // The emulator evaluates identity policies, not those of the organization: here the one stands for the other.
    const organizations = new OrganizationsClient(clientOf(MANAGEMENT));
    for (const { Id, Name } of await attachedPolicies(organizations, PROD)) {
      const { Policy } = await organizations.send(new DescribePolicyCommand({ PolicyId: Id }));
      await iam.send(
        new PutUserPolicyCommand({ UserName: "insider", PolicyName: Name, PolicyDocument: Policy?.Content }),
      );
    }

    const credentials = {
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    };
    const insider = new CloudTrailClient({ ...clientOf(PROD), credentials });
    const trail = `arn:aws:cloudtrail:eu-central-1:${MANAGEMENT}:trail/example-org-trail`;
    await live.emulator.enforceIam(true);
    try {
      // Said in XML, which the SDK does not expect of CloudTrail: the status is what it could read.
      const stopLogging = insider.send(new StopLoggingCommand({ Name: trail }));
      await expect(stopLogging).rejects.toMatchObject({ $response: { statusCode: 403 } });
      await expect(insider.send(new DescribeTrailsCommand({}))).resolves.toBeDefined();
    } finally {
      await live.emulator.enforceIam(false);
    }
    const status = await new CloudTrailClient(clientOf(MANAGEMENT)).send(new GetTrailStatusCommand({ Name: trail }));
    expect(status.IsLogging).toBe(true);
  });

  describe("read back from AWS", () => {
    it("data events of named resources alone", async () => {
      const { AdvancedEventSelectors = [] } = await new CloudTrailClient(clientOf(MANAGEMENT)).send(
        new GetEventSelectorsCommand({ TrailName: "example-org-trail" }),
      );
      expect(AdvancedEventSelectors.map(({ Name }) => Name)).toEqual([
        "Management events selector",
        "Objects of the patient records bucket",
        "Calls of the claims export function",
        "Writes to the consents table",
      ]);
    });

    it("a lifecycle that moves and expires as described", async () => {
      const { Rules } = await s3Of(LOG_ARCHIVE).send(
        new GetBucketLifecycleConfigurationCommand({ Bucket: "example-org-cloudtrail-logs-444455556666" }),
      );
      expect(Rules).toMatchObject([
        {
          Transitions: expect.arrayContaining([
            { Days: 90, StorageClass: "GLACIER_IR" },
            { Days: 730, StorageClass: "DEEP_ARCHIVE" },
          ]),
          Expiration: { Days: 3653 },
          NoncurrentVersionExpiration: { NoncurrentDays: 2557 },
        },
      ]);
    });

    it("the security account as delegated administrator of CloudTrail", async () => {
      const { DelegatedAdministrators } = await new OrganizationsClient(clientOf(MANAGEMENT)).send(
        new ListDelegatedAdministratorsCommand({ ServicePrincipal: "cloudtrail.amazonaws.com" }),
      );
      expect(DelegatedAdministrators).toMatchObject([{ Id: SECURITY }]);
    });

    it.each(["eu-central-1", "eu-west-1", "us-east-1"])(
      "a workload that forwards from %s to the security account's bus",
      async (region) => {
        const events = new EventBridgeClient(live.emulator.clientConfig(PROD, region));
        const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: "example-org-audit-forward" }));
        expect(Targets).toMatchObject([
          {
            Arn: `arn:aws:events:eu-central-1:${SECURITY}:event-bus/example-org-audit`,
            RoleArn: `arn:aws:iam::${PROD}:role/example-org-audit-forward-${region}`,
          },
        ]);
      },
    );

    it("a bus in the security account that lets the organization in", async () => {
      const { Policy } = await new EventBridgeClient(clientOf(SECURITY)).send(
        new DescribeEventBusCommand({ Name: "example-org-audit" }),
      );
      expect(Policy).toContain("o-exampleorgid");
    });

    it("every metric filter of the catalogue, each with its alarm, which tells the topic of people or of what is counted", async () => {
      const applied = new AppliedDetections(live, example);
      expect(await applied.appliedFilters()).toEqual(applied.declaredFilters());
    });

    it("every rule of the catalogue on the audit bus, each of which tells the event topic and keeps what it cannot", async () => {
      const applied = new AppliedDetections(live, example);
      expect(await applied.appliedRules()).toEqual(applied.declaredRules());
    });

    it("an alarm for every silence, in the account that hears it", async () => {
      const applied = new AppliedDetections(live, example);
      expect(await applied.appliedAlarms(MANAGEMENT)).toEqual(
        expect.arrayContaining([...applied.declaredWatches("management")]),
      );
      expect(await applied.appliedAlarms(SECURITY)).toEqual(applied.declaredWatches("central"));
      expect(await applied.appliedAlarms(LOG_ARCHIVE)).toEqual(applied.declaredWatches("log-archive"));
    });
  });

  describeDoctor(() => ({
    live,
    run: (environment, ...args) =>
      workspace.command(MANAGEMENT, { ORGANIZATION: "example", ...environment }, "npx", "org-trail", "doctor", ...args),
  }));
});

/** What binds an account: the policies on it, on the units above it and on the root, AWS's FullAWSAccess among them. */
async function attachedPolicies(organizations: OrganizationsClient, accountId: string) {
  const found = new Map<string | undefined, string | undefined>();
  for (
    let target: string | undefined = accountId;
    target !== undefined;
    target = await parentOf(organizations, target)
  ) {
    const { Policies = [] } = await organizations.send(
      new ListPoliciesForTargetCommand({ TargetId: target, Filter: "SERVICE_CONTROL_POLICY" }),
    );
    for (const { Id, Name } of Policies) found.set(Id, Name);
  }
  return [...found].map(([Id, Name]) => ({ Id, Name }));
}

async function parentOf(organizations: OrganizationsClient, target: string): Promise<string | undefined> {
  if (target.startsWith("r-")) return undefined;
  const { Parents = [] } = await organizations.send(new ListParentsCommand({ ChildId: target }));
  return Parents[0]?.Id;
}
