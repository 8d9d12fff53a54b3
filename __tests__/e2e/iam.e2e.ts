import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { CreateBucketCommand, GetObjectCommand, HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { GetAccessPointCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { trustPolicy } from "../../src/policies/deployer/trust";
import { policyDocument } from "../../src/policies/document";
import { Emulator } from "../../src/tools/emulator/emulator";
import { makeRole, sessionOf } from "../../src/tools/emulator/roles";
import { seedOf } from "../../src/tools/emulator/seed-of";
import { changed } from "../support/organizations";
import { example } from "../support/synthesized";
import { DeployRoles } from "./support/deploy-roles";
import { describeE2e } from "./support/describe-e2e";
import { LiveOrganization } from "./support/live-organization";

const LOG_ARCHIVE = example.accounts.logArchive.id;
const DEPLOYER = `arn:aws:iam::${LOG_ARCHIVE}:role/OrgAuditDeployer`;
const BUCKET = example.archive.bucketName;
const KEY_POLICY = { PolicyName: "default", Policy: "{}" };

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }],
});

/** The judge of the deploy roles' policies is judged: that it refuses what IAM would. */
describeE2e("the emulator holds sessions of a role to its policies:", (tools) => {
  let live: LiveOrganization;
  let deployer: Deployer;

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, example);
    await DeployRoles.make(live);
    deployer = new Deployer(await configOf("OrgAuditDeployer"));
    await administrator().s3.send(
      new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } }),
    );
  });
  afterAll(() => live?.stop());

  const administrator = () => new Deployer(live.emulator.clientConfig(LOG_ARCHIVE, example.homeRegion));
  const configOf = async (role: string) => {
    const config = live.emulator.clientConfig(LOG_ARCHIVE, example.homeRegion);
    const RoleArn = `arn:aws:iam::${LOG_ARCHIVE}:role/${role}`;
    const { Credentials } = await new STSClient(config).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = Credentials ?? {};
    return {
      ...config,
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    };
  };

  it("to the resources that a statement names", async () => {
    const put = (Name: string) => deployer.events.send(new PutRuleCommand({ Name, ScheduleExpression: "rate(1 day)" }));
    await expect(put("example-org-audit-forward")).resolves.toBeDefined();
    await expect(put("payroll")).rejects.toMatchObject({ name: "AccessDeniedException" });
    const bucket = (Bucket: string) => deployer.s3.send(new HeadBucketCommand({ Bucket }));
    await expect(bucket(BUCKET)).resolves.toBeDefined();
    await expect(bucket("payroll")).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it("and says which statements allowed a call: without the one, or the others, it would be refused", async () => {
    await live.emulator.forgetAuthorizations();
    await deployer.events.send(
      new PutRuleCommand({ Name: "example-org-audit-told", ScheduleExpression: "rate(1 day)" }),
    );
    await expect(deployer.events.send(new PutRuleCommand({ Name: "payroll" }))).rejects.toThrow();
    const asked = await live.emulator.authorizations();
    expect(asked.map(({ statements, allowed }) => ({ statements, allowed }))).toEqual([
      { statements: ["Rules"], allowed: true },
      { statements: [], allowed: false },
    ]);
  });

  it("and names the refused action to callers of S3 Control as AWS does, in an error that is wrapped", async () => {
    const config = await configOf("OrgAuditDeployer");
    const s3Control = new S3ControlClient({ ...config, endpointProvider: () => ({ url: new URL(config.endpoint) }) });
    const get = new GetAccessPointCommand({ AccountId: LOG_ARCHIVE, Name: "payroll" });
    await expect(s3Control.send(get)).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("is not authorized to perform: s3:GetAccessPoint"),
    });
  });

  it("to its conditions: a key is ours by its alias", async () => {
    const withAlias = async (AliasName: string) => {
      const { KeyMetadata } = await administrator().kms.send(new CreateKeyCommand({}));
      await administrator().kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyMetadata?.KeyId }));
      return KeyMetadata?.KeyId;
    };
    const put = (KeyId?: string) => deployer.kms.send(new PutKeyPolicyCommand({ KeyId, ...KEY_POLICY }));
    await expect(put(await withAlias(example.key.alias))).resolves.toBeDefined();
    await expect(put(await withAlias("alias/payroll"))).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  it("to what a call asks besides its own action: a role that it passes", async () => {
    const put = (role: string) =>
      deployer.events.send(
        new PutTargetsCommand({
          Rule: "example-org-audit-forward",
          Targets: [{ Id: "a", Arn: "arn:aws:sns:a:b:c", RoleArn: `arn:aws:iam::${LOG_ARCHIVE}:role/${role}` }],
        }),
      );
    await expect(put("example-org-audit-forward-eu-central-1")).resolves.toBeDefined();
    await expect(put("anybody")).rejects.toThrow(/iam:PassRole/);
  });

  it("to the boundary that a role has, and that a new one is to have", async () => {
    const AssumeRolePolicyDocument = "{}";
    const PermissionsBoundary = `arn:aws:iam::${LOG_ARCHIVE}:policy/example-org-audit-role-boundary`;
    const create = (RoleName: string, boundary?: string) =>
      deployer.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, PermissionsBoundary: boundary }));
    const write = (RoleName: string) =>
      deployer.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "a", PolicyDocument: EVERYTHING }));
    await expect(create("example-org-audit-bound", PermissionsBoundary)).resolves.toBeDefined();
    await expect(write("example-org-audit-bound")).resolves.toBeDefined();
    const another = `arn:aws:iam::${LOG_ARCHIVE}:policy/Everything`;
    for (const boundary of [undefined, another]) {
      await expect(create("example-org-audit-unbound", boundary)).rejects.toThrow(/iam:CreateRole/);
    }
    const unbound = new CreateRoleCommand({ RoleName: "example-org-audit-unbound", AssumeRolePolicyDocument });
    await administrator().iam.send(unbound);
    await expect(write("example-org-audit-unbound")).rejects.toThrow(/iam:PutRolePolicy/);
  });

  it("to a Deny, and to its boundary, whatever somebody attaches", async () => {
    const { Policy } = await administrator().iam.send(
      new CreatePolicyCommand({ PolicyName: "Everything", PolicyDocument: EVERYTHING }),
    );
    await administrator().iam.send(
      new AttachRolePolicyCommand({ RoleName: "OrgAuditDeployer", PolicyArn: Policy?.Arn }),
    );

    const widening = new PutRolePolicyCommand({
      RoleName: "OrgAuditDeployer",
      PolicyName: "a",
      PolicyDocument: EVERYTHING,
    });
    await expect(deployer.iam.send(widening)).rejects.toThrow(
      `${DEPLOYER} is not authorized to perform: iam:PutRolePolicy`,
    );
    const log = new GetObjectCommand({ Bucket: BUCKET, Key: "AWSLogs/a" });
    await expect(deployer.s3.send(log)).rejects.toMatchObject({ name: "AccessDenied" });
    const { KeyMetadata } = await administrator().kms.send(new CreateKeyCommand({}));
    const deletion = new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId, PendingWindowInDays: 7 });
    await expect(deployer.kms.send(deletion)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  it("of a role that nobody made to none", async () => {
    const nobodys = new Deployer(await configOf("Nobodys"));
    const role = new CreateRoleCommand({ RoleName: "payroll", AssumeRolePolicyDocument: "{}" });
    await expect(nobodys.iam.send(role)).resolves.toBeDefined();
  });
});

describeE2e("the emulator holds sessions of a role to its policies in every partition:", (tools) => {
  it.each([
    ["us-gov-west-1", "aws-us-gov"],
    ["cn-north-1", "aws-cn"],
  ])("%s, where resources are called arn:%s", async (region, partition) => {
    const emulator = await Emulator.start(tools.python, seedOf(changed(example, { homeRegion: region })));
    try {
      const role = `arn:${partition}:iam::${LOG_ARCHIVE}:role/Ruler`;
      const rule = (name: string) => `arn:${partition}:events:${region}:${LOG_ARCHIVE}:rule/${name}`;
      const allow = (Sid: string, Resource: string) =>
        policyDocument([{ Sid, Effect: "Allow", Action: "events:PutRule", Resource }]);
      await makeRole(emulator, region, {
        accountId: LOG_ARCHIVE,
        path: "/",
        name: "Ruler",
        trust: trustPolicy({ kind: "role", principalArn: role }, "aws", LOG_ARCHIVE),
        policies: [{ name: "rules", document: allow("Ours", rule("*")) }],
        boundary: { name: "boundary", document: allow("Bounded", rule("ours")) },
      });
      const session = await sessionOf(emulator, region, LOG_ARCHIVE, role);
      const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN = "" } = session;
      const events = new EventBridgeClient({
        ...emulator.clientConfig(LOG_ARCHIVE, region),
        credentials: {
          accessKeyId: AWS_ACCESS_KEY_ID,
          secretAccessKey: AWS_SECRET_ACCESS_KEY,
          sessionToken: AWS_SESSION_TOKEN,
        },
      });
      const put = (Name: string) => events.send(new PutRuleCommand({ Name, ScheduleExpression: "rate(1 day)" }));
      await expect(put("ours")).resolves.toMatchObject({ RuleArn: rule("ours") });
      await expect(put("payroll")).rejects.toThrow(`${role} is not authorized to perform: events:PutRule`);
    } finally {
      await emulator.stop();
    }
  });
});

class Deployer {
  readonly events: EventBridgeClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly s3: S3Client;

  constructor(config: { readonly endpoint: string; readonly region: string }) {
    this.events = new EventBridgeClient(config);
    this.iam = new IAMClient(config);
    this.kms = new KMSClient(config);
    this.s3 = new S3Client({ ...config, forcePathStyle: true });
  }
}
