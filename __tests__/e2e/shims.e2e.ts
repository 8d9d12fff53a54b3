import {
  AthenaClient,
  CreateWorkGroupCommand,
  GetWorkGroupCommand,
  UpdateWorkGroupCommand,
} from "@aws-sdk/client-athena";
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  ListTrailsCommand,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  DisassociateKmsKeyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  ListPoliciesForTargetCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  CreateBucketCommand,
  GetObjectLockConfigurationCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, ListSubscriptionsByTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, it } from "vitest";
import { example } from "../support/synthesized";
import { describeE2e } from "./support/describe-e2e";
import { makeTrail } from "./support/doctor/healthy";
import { LiveOrganization } from "./support/live-organization";

const MANAGEMENT = example.accounts.management.id;
const KEY = `arn:aws:kms:us-east-1:${MANAGEMENT}:key/12345678-1234-1234-1234-123456789012`;

describeE2e("what the emulator does as AWS does, where moto does not", (tools) => {
  let live: LiveOrganization;
  beforeAll(async () => {
    live = await LiveOrganization.start(tools, example);
  });
  afterAll(() => live?.stop());

  it.each([
    ["SERVICE_CONTROL_POLICY", 10],
    ["RESOURCE_CONTROL_POLICY", 5],
  ] as const)("attaches to a target as many of the type %s as AWS does, and no more", async (type, most) => {
    const organizations = new OrganizationsClient(live.emulator.clientConfig(MANAGEMENT));
    const of = { TargetId: example.accounts.logArchive.id, Filter: type };
    const attached = async () => (await organizations.send(new ListPoliciesForTargetCommand(of))).Policies?.length ?? 0;
    const attach = async () => {
      const count = await attached();
      const content = { Content: "{}", Description: "", Name: `${type}-${count}`, Type: type };
      const { Policy } = await organizations.send(new CreatePolicyCommand(content));
      return organizations.send(
        new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: of.TargetId }),
      );
    };
    while ((await attached()) < most) await attach();
    await expect(attach()).rejects.toMatchObject({ name: "ConstraintViolationException" });
    expect(await attached()).toBe(most);
  });

  it("changes of a work group what an update names, and leaves the rest", async () => {
    const athena = new AthenaClient(live.emulator.clientConfig(MANAGEMENT));
    const results = { OutputLocation: "s3://results/", ExpectedBucketOwner: MANAGEMENT };
    const configuration = { BytesScannedCutoffPerQuery: 20_000_000, ResultConfiguration: results };
    await athena.send(new CreateWorkGroupCommand({ Name: "analysts", Configuration: configuration }));

    const ConfigurationUpdates = {
      BytesScannedCutoffPerQuery: 30_000_000,
      ResultConfigurationUpdates: { OutputLocation: "s3://others/" },
    };
    await athena.send(new UpdateWorkGroupCommand({ WorkGroup: "analysts", ConfigurationUpdates }));
    const { WorkGroup } = await athena.send(new GetWorkGroupCommand({ WorkGroup: "analysts" }));
    expect(WorkGroup?.Configuration).toMatchObject({
      BytesScannedCutoffPerQuery: 30_000_000,
      ResultConfiguration: { OutputLocation: "s3://others/", ExpectedBucketOwner: MANAGEMENT },
    });
  });

  it("gives a log group that is there another key, and takes it away", async () => {
    const logs = new CloudWatchLogsClient(live.emulator.clientConfig(MANAGEMENT));
    const keyOf = async () => {
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "a-group" }));
      return logGroups[0]?.kmsKeyId;
    };
    await logs.send(new CreateLogGroupCommand({ logGroupName: "a-group" }));
    expect(await keyOf()).toBeUndefined();

    await logs.send(new AssociateKmsKeyCommand({ logGroupName: "a-group", kmsKeyId: KEY }));
    expect(await keyOf()).toBe(KEY);

    await logs.send(new DisassociateKmsKeyCommand({ logGroupName: "a-group" }));
    expect(await keyOf()).toBeUndefined();
    await expect(logs.send(new DisassociateKmsKeyCommand({ logGroupName: "none" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("shows an organization's trail to its members, and lists an account's trails of every Region", async () => {
    const { logArchive, management } = example.accounts;
    await makeTrail(live.emulator, logArchive.id, "eu-west-1", "own", true);
    const member = new CloudTrailClient(live.emulator.clientConfig(logArchive.id, "us-east-1"));
    const { Trails = [] } = await member.send(new ListTrailsCommand({}));
    expect(Trails.map(({ Name, HomeRegion }) => [Name, HomeRegion])).toEqual([["own", "eu-west-1"]]);

    const described = async () => (await member.send(new DescribeTrailsCommand({}))).trailList ?? [];
    expect(await described()).toEqual([]);
    await makeTrail(live.emulator, management.id, "us-east-1", "everybodys", true);
    const owner = new CloudTrailClient(live.emulator.clientConfig(management.id, "us-east-1"));
    await owner.send(
      new UpdateTrailCommand({ Name: "everybodys", IsOrganizationTrail: true, IsMultiRegionTrail: true }),
    );
    expect(await described()).toMatchObject([{ Name: "everybodys", IsOrganizationTrail: true }]);
  });

  it("says of a subscription that nobody confirmed that it is pending, until its owner confirms it", async () => {
    const sns = new SNSClient(live.emulator.clientConfig(MANAGEMENT));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "alerts" }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "me@example.com" }));
    const listed = async () => (await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions ?? [];
    expect((await listed()).map(({ SubscriptionArn }) => SubscriptionArn)).toEqual(["PendingConfirmation"]);
    await live.emulator.confirmSubscriptions();
    expect((await listed()).map(({ SubscriptionArn }) => SubscriptionArn)).toEqual([
      expect.stringMatching(`^${TopicArn}:`),
    ]);
  });

  it("takes another lock for a bucket that has objects", async () => {
    const s3 = new S3Client({ ...live.emulator.clientConfig(MANAGEMENT), forcePathStyle: true });
    const Bucket = "locked";
    await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "one", Body: "1" }));
    const put = (Days: number) => {
      const ObjectLockConfiguration = {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days } },
      } as const;
      return s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
    };
    await put(1);
    await put(2);
    const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    expect(ObjectLockConfiguration?.Rule?.DefaultRetention?.Days).toBe(2);
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(1);
  });
});
