import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
} from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Adoption } from "../../src/config/adoption";
import { askflorence, stackOf } from "../support/synthesized";
import { adoptionOf, expectTakenOver } from "./support/adopt-everything";
import { AppliedDetections } from "./support/applied-detections";
import { expectApplied, expectNoChange, said } from "./support/assertions";
import { describeE2e } from "./support/describe-e2e";
import { LiveOrganization } from "./support/live-organization";
import type { Terraform, Workspace } from "./support/terraform";

const MANAGEMENT = "778477254880";
const LOG_ARCHIVE = "754660694122";
const TRAIL = "arn:aws:cloudtrail:us-east-1:778477254880:trail/askflorence-org-trail";
const BUCKET = "askflorence-org-cloudtrail-logs-754660694122";
/** In the order in which they are applied. */
const ACCOUNTS = [
  ["log-archive", LOG_ARCHIVE],
  ["management", MANAGEMENT],
] as const;
const KEY = "arn:aws:kms:us-east-1:754660694122:key/e9dfcdbe-19e1-491c-a8f9-d17612cf6353";

/**
 * By then everything is created and noted but the lifecycles, which Terraform reads again and again. What is killed while
 * it is being created is in AWS and not in the state: a lifecycle is simply put again, a key would be left behind.
 */
const WAITING_FOR_LIFECYCLES = /lifecycle_configuration[^\n]*Still creating... \[20s/;

describeE2e("AskFlorence, applied", (tools) => {
  let live: LiveOrganization;
  let workspace: Workspace;
  let logArchive: Terraform;
  let management: Terraform;

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, askflorence);
    workspace = live.workspace();
    logArchive = await live.stack(workspace, "log-archive", LOG_ARCHIVE);
    management = await live.stack(workspace, "management", MANAGEMENT);
  });
  afterAll(() => live?.stop());

  it("refuses another account's credentials before it reads or changes anything", async () => {
    const withoutProfiles = {
      ...askflorence,
      accounts: { ...askflorence.accounts, logArchive: { ...askflorence.accounts.logArchive, deploy: undefined } },
    };
    const misled = await live.stackDescribedAs(withoutProfiles, "log-archive", MANAGEMENT);
    const result = await misled.apply();
    expect(result.exitCode).toBe(1);
    expect(said(result)).toContain(`AWS account ID not allowed: ${MANAGEMENT}`);
    expect(await misled.stateList()).toEqual([]);
  });

  it("goes on where an apply was killed in the middle", async () => {
    const killed = await logArchive.applyKilledAt(WAITING_FOR_LIFECYCLES);
    expect(killed.exitCode).toBeNull();
    expect((await logArchive.stateList()).length).toBeGreaterThan(5);
    await expectApplied(logArchive);
  });

  it("applies the trail once the archive is there", () => expectApplied(management));

  it("leaves nothing to change", async () => {
    await expectNoChange(logArchive);
    await expectNoChange(management);
  });

  describe("read back from AWS", () => {
    const inManagement = () => live.emulator.clientConfig(MANAGEMENT);
    const inLogArchive = () => live.emulator.clientConfig(LOG_ARCHIVE);
    const s3 = () => new S3Client({ ...inLogArchive(), forcePathStyle: true });
    const cloudTrail = () => new CloudTrailClient(inManagement());

    it("organization o-vefew8kgv1, management account 778477254880", async () => {
      const { Organization } = await new OrganizationsClient(inManagement()).send(new DescribeOrganizationCommand({}));
      expect(Organization).toMatchObject({ Id: "o-vefew8kgv1", MasterAccountId: MANAGEMENT, FeatureSet: "ALL" });
    });

    it("trail: multi-region, organization, global service events, log file validation, logging", async () => {
      const { trailList } = await cloudTrail().send(new DescribeTrailsCommand({ trailNameList: [TRAIL] }));
      expect(trailList).toMatchObject([
        {
          Name: "askflorence-org-trail",
          TrailARN: TRAIL,
          HomeRegion: "us-east-1",
          IsMultiRegionTrail: true,
          IsOrganizationTrail: true,
          IncludeGlobalServiceEvents: true,
          LogFileValidationEnabled: true,
          S3BucketName: BUCKET,
          KmsKeyId: KEY,
          CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${MANAGEMENT}:log-group:/aws/cloudtrail/askflorence-org-trail:*`,
          CloudWatchLogsRoleArn: `arn:aws:iam::${MANAGEMENT}:role/CloudTrailToCloudWatchLogsRole`,
        },
      ]);
      expect(await cloudTrail().send(new GetTrailStatusCommand({ Name: TRAIL }))).toMatchObject({ IsLogging: true });
    });

    it("events: all management events and no data events; both Insights", async () => {
      const selectors = await cloudTrail().send(new GetEventSelectorsCommand({ TrailName: TRAIL }));
      expect(selectors.AdvancedEventSelectors).toMatchObject([
        { Name: "Management events selector", FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] },
      ]);
      const insights = await cloudTrail().send(new GetInsightSelectorsCommand({ TrailName: TRAIL }));
      expect(insights.InsightSelectors?.map(({ InsightType }) => InsightType).sort()).toEqual([
        "ApiCallRateInsight",
        "ApiErrorRateInsight",
      ]);
    });

    it("bucket: versioned, locked in COMPLIANCE mode for 7 years, encrypted with the key, closed to the public", async () => {
      const bucket = { Bucket: BUCKET };
      expect(await s3().send(new GetBucketVersioningCommand(bucket))).toMatchObject({ Status: "Enabled" });
      expect(await s3().send(new GetObjectLockConfigurationCommand(bucket))).toMatchObject({
        ObjectLockConfiguration: {
          ObjectLockEnabled: "Enabled",
          Rule: { DefaultRetention: { Mode: "COMPLIANCE", Years: 7 } },
        },
      });
      expect(await s3().send(new GetBucketEncryptionCommand(bucket))).toMatchObject({
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KEY } }],
        },
      });
      expect(await s3().send(new GetPublicAccessBlockCommand(bucket))).toMatchObject({
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
      });
    });

    it("access: TLS only, unencrypted puts denied, nobody outside the organization", async () => {
      const { Policy = "{}" } = await s3().send(new GetBucketPolicyCommand({ Bucket: BUCKET }));
      const denies = JSON.parse(Policy).Statement.filter(({ Effect }: { Effect: string }) => Effect === "Deny");
      expect(denies.map(({ Sid }: { Sid: string }) => Sid)).toEqual(
        expect.arrayContaining([
          "DenyInsecureTransport",
          "DenyForeignEncryption",
          "DenyPrincipalsOutsideOrganization",
          "DenyBucketChangesExceptByDeployRole",
        ]),
      );
      expect(Policy).toContain(KEY);
    });

    it("key: the live one, behind its alias, rotated yearly", async () => {
      const kms = new KMSClient(inLogArchive());
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: "alias/askflorence-org-logs" }));
      expect(KeyMetadata).toMatchObject({ Arn: KEY, Enabled: true, KeyManager: "CUSTOMER" });
      expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId: KEY }))).toMatchObject({
        KeyRotationEnabled: true,
      });
    });

    it("log group: 365 days, encrypted; CloudTrail may take the role that writes it, on no condition", async () => {
      const logs = new CloudWatchLogsClient(inManagement());
      const { logGroups } = await logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/cloudtrail/askflorence-org-trail" }),
      );
      expect(logGroups).toMatchObject([
        { retentionInDays: 365, kmsKeyId: expect.stringContaining(`:${MANAGEMENT}:key/`) },
      ]);
      const { Role } = await new IAMClient(inManagement()).send(
        new GetRoleCommand({ RoleName: "CloudTrailToCloudWatchLogsRole" }),
      );
      const { Statement } = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "{}"));
      expect(Statement).toMatchObject([{ Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } }]);
      expect(Statement[0]).not.toHaveProperty("Condition");
    });

    it("SCP: ScpBaseline with its four actions, on Prod, Non-Prod and Security", async () => {
      const organizations = new OrganizationsClient(inManagement());
      const { Policies } = await organizations.send(new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }));
      const baseline = Policies?.find(({ Name }) => Name === "ScpBaseline");
      const { Policy } = await organizations.send(new DescribePolicyCommand({ PolicyId: baseline?.Id }));
      expect(JSON.parse(Policy?.Content ?? "{}").Statement).toMatchObject([
        {
          Action: [
            "cloudtrail:DeleteTrail",
            "cloudtrail:PutEventSelectors",
            "cloudtrail:StopLogging",
            "cloudtrail:UpdateTrail",
          ],
        },
      ]);
      const { Targets } = await organizations.send(new ListTargetsForPolicyCommand({ PolicyId: baseline?.Id }));
      expect(Targets?.map(({ Name }) => Name).sort()).toEqual(["Non-Prod", "Prod", "Security"]);
    });
  });

  describe("what detects, read back from AWS", () => {
    const applied = () => new AppliedDetections(live, askflorence);

    it("every metric filter of the catalogue, each with its alarm, which tells the topic of people or of what is counted", async () => {
      expect(await applied().appliedFilters()).toEqual(applied().declaredFilters());
    });

    it("every rule of the catalogue on the audit bus, each of which tells the event topic and keeps what it cannot", async () => {
      expect(await applied().appliedRules()).toEqual(applied().declaredRules());
    });

    it("an alarm for every silence, in the account that hears it", async () => {
      const inManagementAccount = await applied().appliedAlarms(MANAGEMENT);
      const expected = [...applied().declaredWatches("management"), ...applied().declaredWatches("central")];
      expect(inManagementAccount).toEqual(expect.arrayContaining(expected));
      expect(await applied().appliedAlarms(LOG_ARCHIVE)).toEqual(applied().declaredWatches("log-archive"));
    });
  });

  it.each([
    ["the archive and its key", () => logArchive, ["aws_s3_bucket.", "aws_kms_key."]],
    ["the trail and its log group", () => management, ["aws_cloudtrail.", "aws_cloudwatch_log_group."]],
  ])("refuses to destroy %s, and destroys nothing else either", async (_title, stack, protectedTypes) => {
    const before = await stack().stateList();
    const result = await stack().destroy();
    expect(result.exitCode).toBe(1);
    expect(said(result)).toContain("Instance cannot be destroyed");
    for (const type of protectedTypes) expect(said(result)).toContain(type);
    expect(await stack().stateList()).toEqual(before);
  });

  it("fails the plan where the key's alias was pointed to another key", async () => {
    const other = {
      ...askflorence,
      adopt: {
        "log-archive": { "org-logs-key/key": "00000000-0000-4000-8000-000000000000", "org-logs-key/alias": true },
      },
    };
    const result = await (await live.stackDescribedAs(other, "management", MANAGEMENT)).plan();
    expect(result.exitCode).toBe(1);
    expect(said(result)).toContain("treat it as an attack");
  });

  describe("let go, and taken over again", () => {
    let adopt: Adoption;
    beforeAll(async () => {
      adopt = await adoptionOf(askflorence, [logArchive, management]);
    });

    it("is let go: both states are empty, and nothing was written in AWS", async () => {
      const { calls: before } = await live.emulator.judgement();
      for (const [name, accountId] of ACCOUNTS) {
        const stack = await live.stackDescribedAs({ ...askflorence, leave: true }, name, accountId, workspace);
        await expectApplied(stack);
        expect(await stack.stateList()).toEqual([]);
      }
      const { calls } = await live.emulator.judgement();
      const asked = Object.keys(calls).filter((operation) => calls[operation] !== before[operation]);
      expect(asked.filter((operation) => !/\.(?:Get|List|Describe|Head)/.test(operation))).toEqual([]);
    });

    it("is taken over, every resource of both stacks: nothing is added, replaced or destroyed, and nothing is left to change", async () => {
      const taken = ACCOUNTS.map(async ([name, accountId]) => {
        const stack = await live.stackDescribedAs({ ...askflorence, adopt }, name, accountId);
        const resources = await expectTakenOver(stack);
        expect(resources).toBeGreaterThanOrEqual(stackOf(askflorence, name).blocks().filter(isManaged).length);
      });
      await Promise.all(taken);
    });
  });
});

/** A resource, not a data source. */
function isManaged([address]: readonly [string, unknown]): boolean {
  return !address.startsWith("data.");
}
