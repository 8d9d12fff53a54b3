import {
  AthenaClient,
  CreateWorkGroupCommand,
  GetWorkGroupCommand,
  UpdateWorkGroupCommand,
} from "@aws-sdk/client-athena";
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
import { afterAll, beforeAll, expect, it } from "vitest";
import { example } from "../support/synthesized";
import { describeE2e } from "./support/describe-e2e";
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
});
