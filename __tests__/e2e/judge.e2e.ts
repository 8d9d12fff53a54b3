import { KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Emulator } from "../../src/tools/emulator/emulator";
import { expectLawful, type Judgement } from "../../src/tools/emulator/judgement";
import type { OrganizationSeed } from "../../src/tools/emulator/organization-seed";
import { describeE2e } from "./support/describe-e2e";
import { form, json, type RawRequest, restJson, s3, send } from "./support/raw-request";

const MANAGEMENT = "111122223333";

const SEED: OrganizationSeed = {
  organizationId: "o-exampleorgid",
  rootId: "r-root",
  managementAccount: { id: MANAGEMENT, name: "management" },
  accounts: [],
  organizationalUnits: [],
  keys: [],
};

type Violated = readonly [operation: string, member: string, constraint: string];

const createKey = (members: object) => json("kms", "TrentService.CreateKey", members);
const createRole = (members: Record<string, string>) =>
  form("iam", "CreateRole", "2010-05-08", { RoleName: "a", AssumeRolePolicyDocument: "{}", ...members });
const putTargets = (count: number) =>
  json("events", "AWSEvents.PutTargets", {
    Rule: "a",
    Targets: Array.from({ length: count }, (_, index) => ({ Id: String(index), Arn: "arn:aws:sns:a:b:c" })),
  });

/** What the model of a service says, in each of the protocols that services speak. */
const AGAINST_THE_MODEL: readonly (readonly [rule: string, RawRequest, Violated])[] = [
  [
    "a member the model does not have, in JSON",
    createKey({ Colour: "red" }),
    ["kms.CreateKey", "Colour", "a member that CreateKey does not have"],
  ],
  [
    "a member within a member",
    createKey({ Tags: [{ TagKey: "a", TagValue: "b", Colour: "red" }] }),
    ["kms.CreateKey", "Tags[0].Colour", "a member that CreateKey does not have"],
  ],
  ["a type", createKey({ MultiRegion: "yes" }), ["kms.CreateKey", "MultiRegion", "of the type boolean"]],
  ["a body that is no JSON", json("kms", "TrentService.CreateKey", "{"), ["kms.CreateKey", "", "of the type JSON"]],
  ["an enum", createKey({ KeyUsage: "OPEN" }), ["kms.CreateKey", "KeyUsage", "one of SIGN_VERIFY"]],
  [
    "a range",
    json("kms", "TrentService.ScheduleKeyDeletion", { KeyId: "a", PendingWindowInDays: 366 }),
    ["kms.ScheduleKeyDeletion", "PendingWindowInDays", "365 at most, not 366"],
  ],
  [
    "a length: a metric filter's pattern",
    json("logs", "Logs_20140328.PutMetricFilter", {
      logGroupName: "a",
      filterName: "a",
      filterPattern: "a".repeat(1025),
      metricTransformations: [{ metricName: "a", metricNamespace: "a", metricValue: "1" }],
    }),
    ["logs.PutMetricFilter", "filterPattern", "1024 characters at most, not 1025"],
  ],
  ["a list's length", putTargets(0), ["events.PutTargets", "Targets", "1 items at least, not 0"]],
  [
    "a pattern",
    json("organizations", "AWSOrganizationsV20161128.AttachPolicy", { PolicyId: "p_1", TargetId: "r-root" }),
    ["organizations.AttachPolicy", "PolicyId", "the pattern ^p-"],
  ],
  [
    "a required member",
    json("organizations", "AWSOrganizationsV20161128.AttachPolicy", { TargetId: "r-root" }),
    ["organizations.AttachPolicy", "PolicyId", "is required"],
  ],
  [
    "a union of which nothing is said",
    json("logs", "Logs_20140328.PutIntegration", {
      integrationName: "a",
      integrationType: "OPENSEARCH",
      resourceConfig: {},
    }),
    ["logs.PutIntegration", "resourceConfig", "exactly one member of a union"],
  ],
  [
    "a member the model does not have, in a form",
    createRole({ Colour: "red" }),
    ["iam.CreateRole", "Colour", "a member that CreateRole does not have"],
  ],
  [
    "a length within a form's list",
    createRole({ "Tags.member.1.Key": "a".repeat(129), "Tags.member.1.Value": "" }),
    ["iam.CreateRole", "Tags[0].Key", "128 characters at most, not 129"],
  ],
  [
    "a type in EC2's form",
    form("ec2", "DescribeRegions", "2016-11-15", { AllRegions: "maybe" }),
    ["ec2.DescribeRegions", "AllRegions", "of the type boolean"],
  ],
  [
    "an enum in XML",
    s3("PUT", "/a-bucket?versioning", "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>"),
    ["s3.PutBucketVersioning", "VersioningConfiguration.Status", "one of Enabled, Suspended"],
  ],
  [
    "an element the model does not have",
    s3("PUT", "/a-bucket?versioning", "<VersioningConfiguration><Colour>red</Colour></VersioningConfiguration>"),
    ["s3.PutBucketVersioning", "VersioningConfiguration.Colour", "a member that PutBucketVersioning does not have"],
  ],
  [
    "a query parameter the model does not have",
    s3("GET", "/a-bucket?list-type=2&colour=red"),
    ["s3.ListObjectsV2", "colour", "a member that ListObjectsV2 does not have"],
  ],
  [
    "a header the model does not have",
    { ...s3("GET", "/a-bucket?list-type=2"), headers: { "x-amz-colour": "red" } },
    ["s3.ListObjectsV2", "x-amz-colour", "a member that ListObjectsV2 does not have"],
  ],
  [
    "a range in JSON that has its operation in the path",
    restJson("lambda", "PUT", "/2015-03-31/functions/a/configuration", { MemorySize: 127 }),
    ["lambda.UpdateFunctionConfiguration", "MemorySize", "128 at least, not 127"],
  ],
  [
    "a service that no model knows",
    json("weather", "Weather.Forecast", {}),
    ["unknown", "", "no service model is named weather"],
  ],
  [
    "an operation that its service does not have",
    json("kms", "TrentService.Forecast", {}),
    ["unknown", "", "kms has no operation Forecast"],
  ],
  [
    "an operation of another version of its service",
    form("iam", "ListRoles", "2009-01-01", {}),
    ["unknown", "", "not 2009-01-01"],
  ],
  ["a request without a signature", { ...createKey({}), service: undefined }, ["unknown", "", "is not signed"]],
];

const transition = (days: number, storageClass: string) =>
  `<Transition><Days>${days}</Days><StorageClass>${storageClass}</StorageClass></Transition>`;
const lifecycle = (...actions: string[]) =>
  s3(
    "PUT",
    "/a-bucket?lifecycle",
    `<LifecycleConfiguration><Rule><Status>Enabled</Status><Filter/>${actions.join("")}</Rule></LifecycleConfiguration>`,
  );
const policyOf = (statements: number, padding = 0) =>
  JSON.stringify({ Statement: Array(statements).fill({}), Id: "a".repeat(padding) });
const tags = (...keys: string[]) => keys.map((TagKey) => ({ TagKey, TagValue: "a" }));
const createPolicy = (Type: string, length: number) =>
  json("organizations", "AWSOrganizationsV20161128.CreatePolicy", {
    Type,
    Name: "a",
    Description: "",
    Content: "a".repeat(length),
  });
const topicPolicy = (policy: string) =>
  form("sns", "CreateTopic", "2010-03-31", {
    Name: "a",
    "Attributes.entry.1.key": "Policy",
    "Attributes.entry.1.value": policy,
  });
const newTopicPolicy = (policy: string) =>
  form("sns", "SetTopicAttributes", "2010-03-31", {
    TopicArn: "a",
    AttributeName: "Policy",
    AttributeValue: policy,
  });
const queuePolicy = (policy: string) =>
  json("sqs", "AmazonSQS.CreateQueue", { QueueName: "a", Attributes: { Policy: policy } });

const LIFECYCLE = ["s3.PutBucketLifecycleConfiguration", "LifecycleConfiguration.Rules"] as const;

/** What models lack: the rows of emulator/judge/documented_limits.py. */
const AGAINST_THE_DOCUMENTATION: readonly (readonly [rule: string, RawRequest, Violated])[] = [
  ["a reserved prefix", s3("PUT", "/sthree-a"), ["s3.CreateBucket", "Bucket", "not sthree-, which S3 reserves"]],
  ["a reserved suffix", s3("PUT", "/a-bucket--x-s3"), ["s3.CreateBucket", "Bucket", "not --x-s3, which S3 reserves"]],
  [
    "a bucket's long name",
    s3("PUT", `/${"a".repeat(64)}`),
    ["s3.CreateBucket", "Bucket", "3 to 63 characters, not 64"],
  ],
  ["a bucket's capitals", s3("PUT", "/A-bucket"), ["s3.CreateBucket", "Bucket", "lower-case letters"]],
  [
    "a bucket named as an address",
    s3("PUT", "/192.168.5.4"),
    ["s3.CreateBucket", "Bucket", "not formed as an IP address"],
  ],
  [
    "a bucket policy's bytes",
    s3("PUT", "/a-bucket?policy", "é".repeat(10_241)),
    ["s3.PutBucketPolicy", "Policy", "20480 bytes at most, not 20482"],
  ],
  [
    "a first move too early",
    lifecycle(transition(29, "STANDARD_IA")),
    [...LIFECYCLE, "30 days at least before STANDARD_IA, not 29"],
  ],
  [
    "a move out of STANDARD_IA too early",
    lifecycle(transition(30, "STANDARD_IA"), transition(59, "GLACIER")),
    [...LIFECYCLE, "30 days in STANDARD_IA before the move to GLACIER, not 29"],
  ],
  [
    "a move up",
    lifecycle(transition(90, "DEEP_ARCHIVE"), transition(180, "GLACIER")),
    [...LIFECYCLE, "no move from DEEP_ARCHIVE to GLACIER"],
  ],
  [
    "an expiry before a move",
    lifecycle(transition(90, "GLACIER"), "<Expiration><Days>90</Days></Expiration>"),
    [...LIFECYCLE, "expiry after the move to GLACIER"],
  ],
  ["a rule that does nothing", lifecycle(), [...LIFECYCLE, "an action in each rule"]],
  [
    "a bucket's tag key twice",
    s3(
      "PUT",
      "/a-bucket?tagging",
      `<Tagging><TagSet>${"<Tag><Key>a</Key><Value>a</Value></Tag>".repeat(2)}</TagSet></Tagging>`,
    ),
    ["s3.PutBucketTagging", "Tagging.TagSet", "a tag for each key, not a twice"],
  ],
  [
    "tag keys of a role that differ only by case",
    createRole({
      "Tags.member.1.Key": "Team",
      "Tags.member.1.Value": "",
      "Tags.member.2.Key": "team",
      "Tags.member.2.Value": "",
    }),
    ["iam.CreateRole", "Tags", "keys that differ in more than case, not team twice"],
  ],
  [
    "a key's tag key twice",
    createKey({ Tags: tags("a", "a") }),
    ["kms.CreateKey", "Tags", "a tag for each key, not a twice"],
  ],
  [
    "a trust policy",
    createRole({ AssumeRolePolicyDocument: "a".repeat(2049) }),
    ["iam.CreateRole", "AssumeRolePolicyDocument", "2048 characters at most, white space left out, not 2049"],
  ],
  [
    "a trust policy's change",
    form("iam", "UpdateAssumeRolePolicy", "2010-05-08", { RoleName: "a", PolicyDocument: "a".repeat(2049) }),
    ["iam.UpdateAssumeRolePolicy", "PolicyDocument", "2048 characters at most"],
  ],
  [
    "a role's inline policy",
    form("iam", "PutRolePolicy", "2010-05-08", { RoleName: "a", PolicyName: "a", PolicyDocument: "a".repeat(10_241) }),
    ["iam.PutRolePolicy", "PolicyDocument", "10240 characters at most"],
  ],
  [
    "a managed policy",
    form("iam", "CreatePolicy", "2010-05-08", { PolicyName: "a", PolicyDocument: "a".repeat(6145) }),
    ["iam.CreatePolicy", "PolicyDocument", "6144 characters at most"],
  ],
  ["a key policy", createKey({ Policy: "a".repeat(32_769) }), ["kms.CreateKey", "Policy", "32768 bytes at most"]],
  [
    "a service control policy",
    createPolicy("SERVICE_CONTROL_POLICY", 10_241),
    ["organizations.CreatePolicy", "Content", "10240 characters at most"],
  ],
  [
    "a resource control policy",
    createPolicy("RESOURCE_CONTROL_POLICY", 5_121),
    ["organizations.CreatePolicy", "Content", "5120 characters at most"],
  ],
  [
    "a webhook's address",
    form("sns", "Subscribe", "2010-03-31", {
      TopicArn: "a",
      Protocol: "https",
      Endpoint: `https://${"a".repeat(2041)}`,
    }),
    ["sns.Subscribe", "Endpoint", "2048 characters at most, not 2049"],
  ],
  ["a topic policy", topicPolicy(policyOf(1, 30_720)), ["sns.CreateTopic", "Attributes.Policy", "30720 bytes at most"]],
  [
    "a topic policy's statements",
    topicPolicy(policyOf(101)),
    ["sns.CreateTopic", "Attributes.Policy", "100 statements at most"],
  ],
  [
    "a topic's new policy",
    newTopicPolicy(policyOf(1, 30_720)),
    ["sns.SetTopicAttributes", "AttributeValue", "30720 bytes"],
  ],
  [
    "a new policy's statements",
    newTopicPolicy(policyOf(101)),
    ["sns.SetTopicAttributes", "AttributeValue", "100 statements"],
  ],
  ["a queue policy", queuePolicy(policyOf(1, 8_192)), ["sqs.CreateQueue", "Attributes.Policy", "8192 bytes at most"]],
  [
    "a queue policy's statements",
    queuePolicy(policyOf(21)),
    ["sqs.CreateQueue", "Attributes.Policy", "20 statements at most"],
  ],
  [
    "an event pattern",
    json("events", "AWSEvents.PutRule", { Name: "a", EventPattern: "a".repeat(2049) }),
    ["events.PutRule", "EventPattern", "2048 characters at most"],
  ],
  ["a rule's targets", putTargets(6), ["events.PutTargets", "Targets", "5 items at most, not 6"]],
  [
    "a bus policy",
    json("events", "AWSEvents.PutPermission", { Policy: "a".repeat(10_241) }),
    ["events.PutPermission", "Policy", "10240 bytes at most"],
  ],
  [
    "a function's environment",
    restJson("lambda", "PUT", "/2015-03-31/functions/a/configuration", {
      Environment: { Variables: { AB: "a".repeat(4095) } },
    }),
    ["lambda.UpdateFunctionConfiguration", "Environment.Variables", "4096 bytes of names and values at most, not 4097"],
  ],
  [
    "a StackSet's template",
    form("cloudformation", "CreateStackSet", "2010-05-15", { StackSetName: "a", TemplateBody: "a".repeat(51_201) }),
    ["cloudformation.CreateStackSet", "TemplateBody", "51200 bytes at most"],
  ],
];

/** At their limits, and in the ways in which the SDKs write them. */
const LAWFUL: readonly (readonly [what: string, RawRequest])[] = [
  ["a key", createKey({ Description: "", Tags: tags("Team", "team") })],
  ["a role with a list and an empty one", createRole({ "Tags.member.1.Key": "Team", "Tags.member.1.Value": "" })],
  ["a bucket", s3("PUT", "/a-bucket?x-id=CreateBucket")],
  [
    "moves a month apart",
    lifecycle(transition(30, "STANDARD_IA"), transition(60, "GLACIER"), transition(61, "DEEP_ARCHIVE")),
  ],
  [
    "a list of Regions",
    form("ec2", "DescribeRegions", "2016-11-15", { AllRegions: "true", "RegionName.1": "eu-west-1" }),
  ],
  [
    "CloudTrail as botocore names it",
    json("cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.ListTrails", {}),
  ],
  ...["aws", "aws-cn", "aws-us-gov"].map(
    (partition) =>
      [
        `a schedule in the partition ${partition}`,
        restJson("scheduler", "POST", `/schedules/of-${partition}`, {
          ClientToken: "once",
          FlexibleTimeWindow: { Mode: "OFF" },
          ScheduleExpression: "rate(1 day)",
          Target: {
            Arn: `arn:${partition}:sns:us-east-1:111122223333:topic`,
            RoleArn: `arn:${partition}:iam::111122223333:role/scheduler`,
          },
        }),
      ] as const,
  ),
  ["CloudTrail as the SDK for JavaScript names it", json("cloudtrail", "CloudTrail_20131101.ListTrails", {})],
];

const XML_ERROR = /^<(Error|ErrorResponse|Response)>.*<Code>\w+<\/Code><Message>.+<\/Message>/;

describeE2e("AWS's own models judge every call", (tools) => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await Emulator.start(tools.python, SEED);
  });
  afterAll(() => emulator?.stop());

  async function judged(request: RawRequest) {
    await emulator.forgetJudgement();
    const response = await send(emulator, MANAGEMENT, request);
    return { status: response.status, body: await response.text(), ...(await emulator.judgement()) };
  }

  describe.each([
    ["what the service's model says", AGAINST_THE_MODEL],
    ["what AWS documents and no model says", AGAINST_THE_DOCUMENTATION],
  ])("refuses a call against %s", (_, rows) => {
    it.each(rows)("%s", async (_rule, request, [operation, member, constraint]) => {
      const { status, body, violations } = await judged(request);
      expect(violations).toContainEqual(
        expect.objectContaining({ operation, member, constraint: expect.stringContaining(constraint) }),
      );
      expect(violations).toHaveLength(1);
      expect(status).toBe(400);
      expect(body).toContain(operation);
    });
  });

  it.each(LAWFUL)("lets a lawful call pass to moto: %s", async (_what, request) => {
    const { violations, calls } = await judged(request);
    expect(violations).toEqual([]);
    expect(Object.values(calls)).toEqual([1]);
  });

  it.each([
    ["JSON", createKey({ Colour: "red" }), /^\{"__type": "ValidationException", "message": ".+"\}$/],
    ["a form", createRole({ Colour: "red" }), XML_ERROR],
    ["EC2's form", form("ec2", "DescribeRegions", "2016-11-15", { Colour: "red" }), XML_ERROR],
    ["XML", s3("GET", "/a-bucket?list-type=2&colour=red"), XML_ERROR],
  ])("refuses in the service's own words: %s", async (_protocol, request, error) => {
    expect((await judged(request)).body).toMatch(error);
  });

  it("refuses so that the SDK names operation, member, value and constraint", async () => {
    await emulator.forgetJudgement();
    const kms = new KMSClient(emulator.clientConfig(MANAGEMENT));
    await expect(kms.send(new ListKeysCommand({ Limit: 1001 }))).rejects.toMatchObject({
      name: "ValidationException",
      message: "kms.ListKeys: Limit = '1001': 1000 at most, not 1001",
    });
    kms.destroy();
  });

  it("fails the file that asked, even where the caller made nothing of the refusal", async () => {
    const swallowed = await Emulator.start(tools.python, SEED);
    await send(swallowed, MANAGEMENT, createKey({ Colour: "red" }));
    await expect(swallowed.stop()).rejects.toThrow(
      'kms.CreateKey: Colour = "red": a member that CreateKey does not have',
    );
    // So that this file itself ends well.
    await emulator.forgetJudgement();
    await send(emulator, MANAGEMENT, createKey({}));
  });

  it("fails a file that asked nothing", () => {
    const nothing: Judgement = { calls: {}, violations: [] };
    expect(() => expectLawful(nothing)).toThrow("no call was judged");
  });
});
