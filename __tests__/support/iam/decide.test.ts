import { createValidatedPolicy, validateResourcePolicy } from "@cloud-copilot/iam-policy";
import { anonymousPrincipal, runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { describe, expect, it } from "vitest";
import { applicableIdentityPolicies, applicableRcps, applicableScps, type Level } from "./applicable-policies";
import {
  anonymous,
  type Caller,
  callerContext,
  federatedUser,
  principalOf,
  role,
  root,
  service,
  serviceLinkedRole,
  user,
} from "./caller";
import { type Cell, decide, decideAll, type Layer } from "./decide";
import { rewrittenDocument, rewrittenKey } from "./encryption-context";
import { ADMINISTRATOR_ACCESS, type Environment } from "./environment";
import type { Conditions, NamedPolicy, PolicyDocument, Statement } from "./policy-document";
import { type Request, requestContext } from "./request";

const MANAGEMENT = "100000000001";
const ARCHIVE = "200000000002";
const SECURITY = "300000000003";
const STRANGER = "999999999999";

const TRAIL = `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/org-trail`;
const BUCKET = "arn:aws:s3:::archive";
const OBJECT = `${BUCKET}/AWSLogs/x.json.gz`;
const KEY = `arn:aws:kms:us-east-1:${ARCHIVE}:key/11111111-2222-3333-4444-555555555555`;

const ORGANIZATION: Environment = {
  organizationId: "o-example",
  managementAccount: MANAGEMENT,
  accounts: { [MANAGEMENT]: ["r-root"], [ARCHIVE]: ["r-root", "ou-security"], [SECURITY]: ["r-root", "ou-security"] },
  delegatedAdministrators: { "cloudtrail.amazonaws.com": [SECURITY] },
  organizationTrails: [TRAIL],
};

const document = (...statements: readonly Statement[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements,
});
const deny = (action: string, condition?: Conditions): Statement => ({
  Sid: "Deny",
  Effect: "Deny",
  Action: action,
  Resource: "*",
  ...(condition === undefined ? {} : { Condition: condition }),
});
const allow = (action: string, condition?: Conditions): Statement => ({
  ...deny(action, condition),
  Effect: "Allow",
  Sid: "Allow",
});
const everyone = (statement: Statement): Statement => ({ ...statement, Principal: "*" });
const policy = (...statements: readonly Statement[]): NamedPolicy => ({
  name: "test",
  document: document(...statements),
});

const onBucket = (...statements: readonly Statement[]): Environment => ({
  ...ORGANIZATION,
  resources: [{ arn: BUCKET, account: ARCHIVE, policy: document(...statements.map(everyone)) }],
});
const onKey = (...statements: readonly Statement[]): Environment => ({
  ...ORGANIZATION,
  resources: [{ arn: KEY, account: ARCHIVE, policy: document(...statements) }],
});
const withScp = (target: string, ...statements: readonly Statement[]): Environment => ({
  ...ORGANIZATION,
  serviceControlPolicies: { [target]: [policy(...statements)] },
});
const withRcp = (target: string, ...statements: readonly Statement[]): Environment => ({
  ...onBucket(allow("s3:*")),
  resourceControlPolicies: { [target]: [policy(...statements.map(everyone))] },
});

/** The layer that denied; fails the test if none did. */
async function denier(environment: Environment, caller: Caller, request: Request): Promise<Layer> {
  const { decision, by } = await decide(environment, caller, request);
  expect(decision).toBe("denied");
  return by.layer;
}

const getObject: Request = { action: "s3:GetObject", resource: OBJECT };
const stopLogging: Request = { action: "cloudtrail:StopLogging", resource: TRAIL };
const decrypt: Request = { action: "kms:Decrypt", resource: KEY };
const deleteOwnTrail = (account: string): Request => ({
  action: "cloudtrail:DeleteTrail",
  resource: `arn:aws:cloudtrail:us-east-1:${account}:trail/own`,
});

describe("the request context", () => {
  const CALLERS: readonly (readonly [string, Caller, Record<string, unknown>])[] = [
    [
      "a root user",
      root(ARCHIVE),
      {
        "aws:PrincipalArn": `arn:aws:iam::${ARCHIVE}:root`,
        "aws:PrincipalType": "Account",
        "aws:userid": ARCHIVE,
        "aws:AssumedRoot": undefined,
      },
    ],
    [
      "a root session",
      root(ARCHIVE, { assumed: true }),
      { "aws:PrincipalArn": `arn:aws:iam::${ARCHIVE}:root`, "aws:AssumedRoot": "true" },
    ],
    [
      "a user",
      user(ARCHIVE, "ops/alice"),
      {
        "aws:PrincipalArn": `arn:aws:iam::${ARCHIVE}:user/ops/alice`,
        "aws:PrincipalType": "User",
        "aws:username": "alice",
      },
    ],
    [
      "a role's session",
      role(ARCHIVE, "ci/deploy", { session: "root" }),
      {
        "aws:PrincipalArn": `arn:aws:iam::${ARCHIVE}:role/ci/deploy`,
        "aws:PrincipalType": "AssumedRole",
        "aws:userid": "AROAEXAMPLEEXAMPLE0:root",
      },
    ],
    [
      "a federated user",
      federatedUser(ARCHIVE, "bob"),
      { "aws:PrincipalArn": `arn:aws:sts::${ARCHIVE}:federated-user/bob`, "aws:userid": `${ARCHIVE}:bob` },
    ],
    [
      "a member's caller",
      role(ARCHIVE, "any"),
      {
        "aws:PrincipalOrgID": "o-example",
        "aws:PrincipalOrgPaths": ["o-example/r-root/ou-security/"],
        "aws:PrincipalIsAWSService": "false",
      },
    ],
    [
      "a caller of no organization",
      role(STRANGER, "any"),
      { "aws:PrincipalAccount": STRANGER, "aws:PrincipalOrgID": undefined },
    ],
    [
      "a caller of another organization",
      role(STRANGER, "any", { organizationId: "o-other" }),
      { "aws:PrincipalOrgID": "o-other" },
    ],
    [
      "a service for the trail",
      service("cloudtrail.amazonaws.com", { arn: TRAIL }),
      {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": "cloudtrail.amazonaws.com",
        "aws:SourceArn": TRAIL,
        "aws:SourceAccount": MANAGEMENT,
        "aws:SourceOrgID": "o-example",
        "aws:PrincipalOrgID": undefined,
      },
    ],
    [
      "a service for a stranger",
      service("cloudtrail.amazonaws.com", { account: STRANGER }),
      { "aws:SourceAccount": STRANGER, "aws:SourceOrgID": undefined },
    ],
    [
      "nobody known",
      anonymous,
      {
        "aws:PrincipalType": "Anonymous",
        "aws:PrincipalAccount": "anonymous",
        "aws:PrincipalArn": undefined,
        "aws:PrincipalIsAWSService": undefined,
      },
    ],
  ];

  it.each(CALLERS)("derives what AWS documents of %s", (_name, caller, expected) => {
    const context = callerContext(caller, ORGANIZATION);
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, context[key]]))).toEqual(expected);
  });

  const CONDITIONS: readonly (readonly [string, Request, Conditions])[] = [
    [
      "TLS by default",
      getObject,
      { Bool: { "aws:SecureTransport": "true" }, NumericEquals: { "s3:TlsVersion": "1.3" } },
    ],
    [
      "plain HTTP, which has no version",
      { ...getObject, tls: "none" },
      { Bool: { "aws:SecureTransport": "false" }, Null: { "s3:TlsVersion": "true" } },
    ],
    ["an old TLS", { ...getObject, tls: "1.1" }, { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
    [
      "the resource's owner",
      getObject,
      {
        StringEquals: {
          "aws:ResourceAccount": ARCHIVE,
          "aws:ResourceOrgID": "o-example",
          "s3:ResourceAccount": ARCHIVE,
        },
      },
    ],
    [
      "a service in between",
      { ...getObject, via: ["athena.amazonaws.com"] },
      {
        Bool: { "aws:ViaAWSService": "true" },
        "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" },
      },
    ],
    [
      "an override in another case",
      { ...getObject, context: { "AWS:SECURETRANSPORT": "false" } },
      { Bool: { "aws:SecureTransport": "false" } },
    ],
    [
      "the absence of a derived key",
      { ...getObject, context: { "aws:PrincipalOrgID": undefined } },
      { Null: { "aws:PrincipalOrgID": "true" } },
    ],
  ];

  it.each(CONDITIONS)("tells the policies of %s", async (_name, request, condition) => {
    const decision = await decide(onBucket(deny("s3:GetObject", condition)), role(ARCHIVE, "any"), request);
    expect(decision).toMatchObject({ decision: "denied", by: { layer: "bucket-policy", sid: "Deny" } });
  });

  it("resolves a policy's variables", async () => {
    const own = { ...everyone(allow("s3:GetObject")), Resource: `${BUCKET}/AWSLogs/\${aws:PrincipalAccount}/*` };
    const resources = [{ arn: BUCKET, account: ARCHIVE, policy: document(own) }];
    const environment = { ...ORGANIZATION, resources };
    const logsOf = (account: string): Request => ({ ...getObject, resource: `${BUCKET}/AWSLogs/${account}/x.json.gz` });
    expect((await decide(environment, role(SECURITY, "any"), logsOf(SECURITY))).decision).toBe("allowed");
    expect((await decide(environment, role(SECURITY, "any"), logsOf(MANAGEMENT))).decision).toBe("denied");
  });

  it("lets no session pass for another role by its name", async () => {
    const exempt = { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${ARCHIVE}:role/deploy` } };
    const environment = onBucket(deny("s3:GetObject", exempt));
    expect((await decide(environment, role(ARCHIVE, "deploy"), getObject)).decision).toBe("allowed");
    expect((await decide(environment, role(ARCHIVE, "other", { session: "deploy" }), getObject)).decision).toBe(
      "denied",
    );
    expect((await decide(environment, role(SECURITY, "deploy"), getObject)).decision).toBe("denied");
  });
});

describe("a context key that the simulator would drop", () => {
  const REFUSED: readonly (readonly [string, Request, RegExp])[] = [
    [
      "a key of another action",
      { ...getObject, context: { "s3:x-amz-acl": "private" } },
      /never carries 's3:x-amz-acl'/,
    ],
    ["a key that nobody knows", { ...getObject, context: { "aws:PrincipalOrgld": "o" } }, /never carries/],
    [
      "an encryption context where KMS takes none",
      { action: "kms:DescribeKey", resource: KEY, context: { "kms:EncryptionContext:a": "b" } },
      /never carries/,
    ],
    [
      "a second value of a single-valued key",
      { ...getObject, context: { "aws:SourceArn": ["a", "b"] } },
      /holds one value, not 2/,
    ],
    ["CloudTrail's name of an action", { action: "s3:PutBucketLifecycle", resource: BUCKET }, /CloudTrail's name/],
    [
      "a resource of another action",
      { action: "s3:PutBucketPolicy", resource: OBJECT },
      /is asked of one concrete .*BucketName/,
    ],
    ["a pattern for a resource", { action: "s3:GetObject", resource: `${BUCKET}/*` }, /one concrete/],
    ["a bucket of nobody", { action: "s3:GetObject", resource: "arn:aws:s3:::elsewhere/x" }, /whose is/],
  ];

  it.each(REFUSED)("fails the test: %s", async (_name, request, message) => {
    await expect(decide(onBucket(allow("s3:*")), role(ARCHIVE, "any"), request)).rejects.toThrow(message);
  });

  it("fails the test: an invalid policy", async () => {
    const environment = withScp("r-root", everyone(deny("cloudtrail:*")));
    await expect(decide(environment, role(ARCHIVE, "any"), deleteOwnTrail(ARCHIVE))).rejects.toThrow(/no valid scp/);
  });
});

describe("KMS encryption contexts", () => {
  const CONDITIONS: readonly Conditions[] = [
    { StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${MANAGEMENT}:trail/*` } },
    { StringNotEquals: { "kms:encryptioncontext:AWS:cloudtrail:arn": TRAIL } },
    { StringEqualsIfExists: { "kms:EncryptionContext:aws:cloudtrail:arn": TRAIL } },
    { Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
    { Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "true" } },
    { StringEquals: { "aws:SourceArn": "${kms:EncryptionContext:aws:cloudtrail:arn}" } },
  ];
  const CONTEXTS: readonly Record<string, string>[] = [
    {},
    { "kms:EncryptionContext:aws:cloudtrail:arn": TRAIL, "aws:SourceArn": TRAIL },
    { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/x" },
    { "kms:EncryptionContext:purpose": "other" },
  ];
  const simulation = (
    rewrite: boolean,
    effect: "Allow" | "Deny",
    condition: Conditions,
    context: Record<string, string>,
  ): Simulation => {
    const original = document(
      everyone(allow("kms:*")),
      everyone({ ...allow("kms:Decrypt", condition), Effect: effect }),
    );
    const contextVariables = rewrite
      ? Object.fromEntries(Object.entries(context).map(([key, value]) => [rewrittenKey(key), value]))
      : context;
    const written = effect === "Allow" ? { ...original, Statement: original.Statement.slice(1) } : original;
    return {
      request: {
        principal: `arn:aws:iam::${ARCHIVE}:user/u`,
        action: "kms:Decrypt",
        resource: { resource: KEY, accountId: ARCHIVE },
        contextVariables,
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: createValidatedPolicy(rewrite ? rewrittenDocument(written) : written, validateResourcePolicy, {
        name: "key",
      }),
    };
  };

  it("are decided under another name as the simulator's unchecked entry decides them under their own", async () => {
    const outcomes = new Set<string>();
    for (const effect of ["Allow", "Deny"] as const) {
      for (const condition of CONDITIONS) {
        for (const context of CONTEXTS) {
          const native = runUnsafeSimulation(simulation(false, effect, condition, context), {});
          const rewritten = await runSimulation(simulation(true, effect, condition, context), {});
          expect(rewritten, JSON.stringify({ effect, condition, context })).toMatchObject({
            overallResult: native,
            result: { ignoredContextKeys: [] },
          });
          outcomes.add(native);
        }
      }
    }
    expect([...outcomes].sort()).toEqual(["Allowed", "ExplicitlyDenied", "ImplicitlyDenied"]);
  });

  it("are dropped by the simulator under their own name: once they no longer are, the stand-in can go", async () => {
    const condition = { StringEquals: { "kms:EncryptionContext:aws:cloudtrail:arn": TRAIL } };
    const context = { "kms:EncryptionContext:aws:cloudtrail:arn": TRAIL };
    expect(await runSimulation(simulation(false, "Allow", condition, context), {})).toMatchObject({
      overallResult: "ImplicitlyDenied",
      result: { ignoredContextKeys: Object.keys(context) },
    });
  });

  it("count in a decision", async () => {
    const condition = { StringEquals: { "kms:EncryptionContext:aws:cloudtrail:arn": TRAIL } };
    const environment = onKey(everyone(allow("kms:Decrypt", condition)));
    const asked = (arn: string): Request => ({
      ...decrypt,
      context: { "kms:EncryptionContext:aws:cloudtrail:arn": arn },
    });
    expect((await decide(environment, role(ARCHIVE, "any"), asked(TRAIL))).decision).toBe("allowed");
    expect((await decide(environment, role(ARCHIVE, "any"), asked(`${TRAIL}2`))).decision).toBe("denied");
    expect((await decide(environment, role(ARCHIVE, "any"), decrypt)).decision).toBe("denied");
  });

  it("are listed in kms:EncryptionContextKeys", async () => {
    const environment = onKey(
      everyone(allow("kms:*")),
      everyone(deny("kms:Decrypt", { "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "tenant" } })),
    );
    expect(
      (
        await decide(environment, role(ARCHIVE, "any"), {
          ...decrypt,
          context: { "kms:EncryptionContext:tenant": "a" },
        })
      ).decision,
    ).toBe("denied");
    expect((await decide(environment, role(ARCHIVE, "any"), decrypt)).decision).toBe("allowed");
  });
});

describe("service control policies", () => {
  const BOUND: readonly (readonly [string, Caller, string, "allowed" | "denied"])[] = [
    ["a member's role", role(ARCHIVE, "any"), ARCHIVE, "denied"],
    ["a member's root", root(ARCHIVE), ARCHIVE, "denied"],
    ["a member's root session", root(ARCHIVE, { assumed: true }), ARCHIVE, "denied"],
    ["a member's user", user(ARCHIVE, "alice"), ARCHIVE, "denied"],
    ["a delegated administrator", role(SECURITY, "any"), SECURITY, "denied"],
    ["not the management account's role", role(MANAGEMENT, "any"), MANAGEMENT, "allowed"],
    ["not the management account's root", root(MANAGEMENT), MANAGEMENT, "allowed"],
    [
      "not a service-linked role",
      serviceLinkedRole(ARCHIVE, "config.amazonaws.com", "AWSServiceRoleForConfig"),
      ARCHIVE,
      "allowed",
    ],
    ["not somebody from outside", role(STRANGER, "any"), STRANGER, "allowed"],
  ];

  it.each(BOUND)("bind %s", async (_name, caller, account, expected) => {
    const decision = await decide(withScp("r-root", deny("cloudtrail:*")), caller, deleteOwnTrail(account));
    expect(decision.decision).toBe(expected);
    expect(decision.by.layer).toBe(expected === "denied" ? "scp" : "identity");
  });

  it("do not bind a service principal", async () => {
    const environment = {
      ...onBucket(allow("s3:*")),
      ...withScp("r-root", deny("s3:*")),
      resources: onBucket(allow("s3:*")).resources ?? [],
    };
    expect((await decide(environment, service("cloudtrail.amazonaws.com", { arn: TRAIL }), getObject)).decision).toBe(
      "allowed",
    );
    expect((await decide(environment, role(ARCHIVE, "any"), getObject)).decision).toBe("denied");
  });

  it.each(["r-root", "ou-security", ARCHIVE])("deny from %s, whatever the levels below allow", async (target) => {
    const decision = await decide(withScp(target, deny("cloudtrail:*")), role(ARCHIVE, "any"), deleteOwnTrail(ARCHIVE));
    expect(decision.by).toEqual({ layer: "scp", sid: "Deny", policy: "test", target });
  });

  it("do not reach from one OU into another", async () => {
    const environment = withScp("ou-prod", deny("cloudtrail:*"));
    expect((await decide(environment, role(ARCHIVE, "any"), deleteOwnTrail(ARCHIVE))).decision).toBe("allowed");
  });

  it.each(["r-root", "ou-security", ARCHIVE])(
    "must allow at every level: FullAWSAccess taken from %s denies",
    async (target) => {
      const environment: Environment = { ...ORGANIZATION, withoutFullAccess: [target] };
      const decision = await decide(environment, role(ARCHIVE, "any"), deleteOwnTrail(ARCHIVE));
      expect(decision).toMatchObject({ decision: "denied", by: { layer: "scp", target } });
      const allowing = { ...environment, serviceControlPolicies: { [target]: [policy(allow("cloudtrail:*"))] } };
      expect((await decide(allowing, role(ARCHIVE, "any"), deleteOwnTrail(ARCHIVE))).decision).toBe("allowed");
    },
  );
});

describe("resource control policies", () => {
  const BOUND: readonly (readonly [string, Caller, "allowed" | "denied"])[] = [
    ["a member's role", role(ARCHIVE, "any"), "denied"],
    ["the owner's root", root(ARCHIVE), "denied"],
    ["the management account", role(MANAGEMENT, "any"), "denied"],
    ["an outsider", role(STRANGER, "any"), "denied"],
    ["a request that nobody signed", anonymous, "denied"],
    ["a service principal", service("cloudtrail.amazonaws.com", { arn: TRAIL }), "denied"],
    [
      "not a service-linked role",
      serviceLinkedRole(ARCHIVE, "config.amazonaws.com", "AWSServiceRoleForConfig"),
      "allowed",
    ],
  ];

  it.each(BOUND)("bind %s", async (_name, caller, expected) => {
    const decision = await decide(withRcp(ARCHIVE, deny("s3:*")), caller, getObject);
    expect(decision.decision).toBe(expected);
    if (expected === "denied")
      expect(decision.by).toEqual({ layer: "rcp", sid: "Deny", policy: "test", target: ARCHIVE });
  });

  it("spare services where they are guarded by aws:PrincipalIsAWSService", async () => {
    const guarded = deny("s3:*", {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-example" },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    });
    const environment = withRcp("r-root", guarded);
    expect((await decide(environment, service("cloudtrail.amazonaws.com", { arn: TRAIL }), getObject)).decision).toBe(
      "allowed",
    );
    expect((await decide(environment, anonymous, getObject)).decision).toBe("denied");
    expect((await decide(environment, role(STRANGER, "any"), getObject)).decision).toBe("denied");
  });

  it("do not protect the management account's resources", async () => {
    const environment = withRcp("r-root", deny("s3:*"));
    const resources = [{ arn: BUCKET, account: MANAGEMENT, policy: document(everyone(allow("s3:*"))) }];
    expect((await decide({ ...environment, resources }, role(ARCHIVE, "any"), getObject)).decision).toBe("allowed");
  });

  it("do not protect a stranger's resources from members", async () => {
    const environment = withRcp("r-root", deny("s3:*"));
    const resources = [{ arn: BUCKET, account: STRANGER, policy: document(everyone(allow("s3:*"))) }];
    expect((await decide({ ...environment, resources }, role(ARCHIVE, "any"), getObject)).decision).toBe("allowed");
  });

  it.each([
    ["s3:GetObject", BUCKET, true],
    ["kms:Decrypt", KEY, true],
    ["sqs:SendMessage", `arn:aws:sqs:us-east-1:${ARCHIVE}:q`, true],
    ["logs:PutLogEvents", `arn:aws:logs:us-east-1:${ARCHIVE}:log-group:g:log-stream:s`, true],
    ["cloudtrail:StopLogging", TRAIL, false],
    ["sns:Publish", `arn:aws:sns:us-east-1:${ARCHIVE}:t`, false],
    ["kms:RetireGrant", KEY, false],
  ])("reach %s: only services that support them", async (action, resource, reached) => {
    const rcps = await applicableRcps(role(ARCHIVE, "any"), { action, resource }, ARCHIVE, ORGANIZATION);
    expect(rcps.length > 0).toBe(reached);
  });

  it("leave AWS managed keys alone", async () => {
    const environment = { ...ORGANIZATION, resources: [{ arn: KEY, account: ARCHIVE, awsManaged: true }] };
    expect(await applicableRcps(role(ARCHIVE, "any"), decrypt, ARCHIVE, environment)).toEqual([]);
  });
});

describe("S3's override for the bucket owner's root", () => {
  const request = (action: string): Request => ({ action, resource: BUCKET });
  const locked = onBucket(deny("s3:*"));

  it.each(["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"])(
    "lets it %s against the bucket policy",
    async (action) => {
      expect((await decide(locked, root(ARCHIVE), request(action))).decision).toBe("allowed");
      expect((await decide(locked, root(ARCHIVE, { assumed: true }), request(action))).decision).toBe("allowed");
      expect((await decide(locked, role(ARCHIVE, "admin"), request(action))).decision).toBe("denied");
      expect(await decide(locked, root(SECURITY), request(action))).toMatchObject({
        decision: "denied",
        by: { sid: "Deny" },
      });
    },
  );

  it("covers no other action", async () => {
    expect(await denier(locked, root(ARCHIVE), request("s3:PutLifecycleConfiguration"))).toBe("bucket-policy");
  });

  it("stops before SCPs and RCPs", async () => {
    const scp = { ...locked, serviceControlPolicies: { [ARCHIVE]: [policy(deny("s3:DeleteBucketPolicy"))] } };
    const rcp = {
      ...locked,
      resourceControlPolicies: { [ARCHIVE]: [policy(everyone(deny("s3:DeleteBucketPolicy")))] },
    };
    expect(await denier(scp, root(ARCHIVE), request("s3:DeleteBucketPolicy"))).toBe("scp");
    expect(await denier(rcp, root(ARCHIVE), request("s3:DeleteBucketPolicy"))).toBe("rcp");
  });

  it("is all that a task policy of sts:AssumeRoot leaves to its session", async () => {
    const unlock = root(ARCHIVE, { assumed: true, sessionPolicy: document(allow("s3:DeleteBucketPolicy")) });
    expect((await decide(locked, unlock, request("s3:DeleteBucketPolicy"))).decision).toBe("allowed");
    expect(await denier(locked, unlock, request("s3:PutBucketPolicy"))).toBe("identity");
  });
});

describe("who must grant", () => {
  const delegated: Statement = { ...allow("kms:*"), Principal: { AWS: `arn:aws:iam::${ARCHIVE}:root` } };

  it("lets identity policies count on a key only if its policy delegates to the account", async () => {
    expect((await decide(onKey(delegated), role(ARCHIVE, "any"), decrypt)).decision).toBe("allowed");
    const own = onKey({ ...delegated, Principal: { AWS: `arn:aws:iam::${ARCHIVE}:role/keeper` } });
    expect(await decide(own, role(ARCHIVE, "any"), decrypt)).toMatchObject({
      decision: "denied",
      by: { layer: "key-policy" },
    });
    expect(await decide(own, root(ARCHIVE), decrypt)).toMatchObject({
      decision: "denied",
      by: { layer: "key-policy" },
    });
    expect((await decide(own, role(ARCHIVE, "keeper"), decrypt)).by).toMatchObject({
      layer: "key-policy",
      sid: "Allow",
    });
  });

  it("lets a bucket's own account in by its identity policies alone", async () => {
    expect((await decide(onBucket(allow("s3:PutObject")), role(ARCHIVE, "any"), getObject)).by).toMatchObject({
      layer: "identity",
    });
  });

  it("asks both sides of another account's caller", async () => {
    const open = onBucket(allow("s3:GetObject"));
    const reader = role(SECURITY, "reader");
    expect((await decide(open, reader, getObject)).decision).toBe("allowed");
    expect(await denier(onBucket(allow("s3:PutObject")), reader, getObject)).toBe("bucket-policy");
    const poor = { ...open, identityPolicies: { [`arn:aws:iam::${SECURITY}:role/reader`]: [] } };
    expect(await denier(poor, reader, getObject)).toBe("identity");
  });

  it("asks only the resource of services and of requests that nobody signed", async () => {
    for (const caller of [service("cloudtrail.amazonaws.com"), anonymous]) {
      expect((await decide(onBucket(allow("s3:GetObject")), caller, getObject)).decision).toBe("allowed");
      expect(await denier(onBucket(allow("s3:PutObject")), caller, getObject)).toBe("bucket-policy");
    }
  });

  it("takes every caller for an administrator, unless told otherwise", async () => {
    const arn = `arn:aws:iam::${ARCHIVE}:role/poor`;
    const environment = { ...ORGANIZATION, identityPolicies: { [arn]: [policy(allow("s3:*"))] } };
    expect((await decide(environment, role(ARCHIVE, "any"), deleteOwnTrail(ARCHIVE))).by).toMatchObject({
      policy: ADMINISTRATOR_ACCESS.name,
    });
    expect((await decide(environment, role(ARCHIVE, "poor"), deleteOwnTrail(ARCHIVE))).by).toMatchObject({
      layer: "identity",
    });
  });

  it("narrows a session by its session policy", async () => {
    const narrow = role(ARCHIVE, "any", { sessionPolicy: document(allow("s3:GetObject")) });
    const environment = onBucket(allow("s3:PutObject"));
    expect((await decide(environment, narrow, getObject)).decision).toBe("allowed");
    expect(await denier(environment, narrow, { action: "s3:DeleteBucket", resource: BUCKET })).toBe("session");
  });

  it("follows a role's trust policy", async () => {
    const arn = `arn:aws:iam::${ARCHIVE}:role/incident`;
    const trust = document({
      Sid: "Trust",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` },
      Action: "sts:AssumeRole",
    });
    const environment = { ...ORGANIZATION, resources: [{ arn, account: ARCHIVE, policy: trust }] };
    const assume: Request = { action: "sts:AssumeRole", resource: arn };
    expect((await decide(environment, role(MANAGEMENT, "any"), assume)).decision).toBe("allowed");
    expect(await denier(environment, role(ARCHIVE, "any"), assume)).toBe("trust-policy");
    const unlike = [{ arn, account: ARCHIVE, policy: document(everyone(allow("sts:AssumeRole"))) }];
    await expect(decide({ ...environment, resources: unlike }, role(ARCHIVE, "any"), assume)).rejects.toThrow(
      /no valid trust/,
    );
  });

  it("lets an identity policy deny what a bucket policy allows", async () => {
    const arn = `arn:aws:iam::${ARCHIVE}:role/bound`;
    const environment = {
      ...onBucket(allow("s3:*")),
      identityPolicies: { [arn]: [ADMINISTRATOR_ACCESS, policy(deny("s3:*"))] },
    };
    expect(await decide(environment, role(ARCHIVE, "bound"), getObject)).toMatchObject({
      decision: "denied",
      by: { layer: "identity", sid: "Deny" },
    });
  });
});

describe("what the services refuse", () => {
  it.each([
    ["the management account", role(MANAGEMENT, "any"), "allowed"],
    ["the delegated administrator", role(SECURITY, "any"), "allowed"],
    ["another member", role(ARCHIVE, "any"), "denied"],
    ["an outsider", role(STRANGER, "any"), "denied"],
  ])("leaves the organization trail to %s: %#", async (_name, caller, expected) => {
    const decision = await decide(ORGANIZATION, caller, stopLogging);
    expect(decision.decision).toBe(expected);
    if (expected === "denied") expect(decision.by.layer).toBe("service");
  });

  it("binds the delegated administrator by the SCPs of its own account", async () => {
    const environment = withScp("ou-security", deny("cloudtrail:StopLogging"));
    expect((await decide(environment, role(SECURITY, "any"), stopLogging)).by).toMatchObject({
      layer: "scp",
      sid: "Deny",
    });
  });

  it("names the Sid before the service, and keeps both", async () => {
    const environment = withScp("ou-security", deny("cloudtrail:StopLogging"));
    const { causes } = await decide(environment, role(ARCHIVE, "any"), stopLogging);
    expect(causes.map((cause) => cause.layer)).toEqual(["scp", "service"]);
  });

  it("lets members see the trail, and read their own", async () => {
    expect(
      (await decide(ORGANIZATION, role(ARCHIVE, "any"), { ...stopLogging, action: "cloudtrail:GetTrailStatus" }))
        .decision,
    ).toBe("allowed");
  });

  it.each([
    ["cloudtrail:DeregisterOrganizationDelegatedAdmin", SECURITY, "denied"],
    ["cloudtrail:DeregisterOrganizationDelegatedAdmin", MANAGEMENT, "allowed"],
    ["organizations:LeaveOrganization", ARCHIVE, "allowed"],
    ["organizations:DeletePolicy", ARCHIVE, "denied"],
    ["organizations:DeletePolicy", MANAGEMENT, "allowed"],
  ])("takes %s from %s: %s", async (action, account, expected) => {
    const resource = action.endsWith("DeletePolicy")
      ? `arn:aws:organizations::${MANAGEMENT}:policy/o-example/service_control_policy/p-example1`
      : "*";
    expect((await decide(ORGANIZATION, role(account, "any"), { action, resource })).decision).toBe(expected);
  });
});

describe("the explanation", () => {
  it("names every Sid that denies, so that one can be taken away and the others still seen", async () => {
    const environment: Environment = {
      ...withRcp(ARCHIVE, { ...deny("s3:*"), Sid: "ByRcp" }),
      resources: [{ arn: BUCKET, account: ARCHIVE, policy: document(everyone({ ...deny("s3:*"), Sid: "ByBucket" })) }],
      serviceControlPolicies: { "r-root": [policy({ ...deny("s3:*"), Sid: "ByScp" })] },
    };
    const { by, causes } = await decide(environment, role(ARCHIVE, "any"), getObject);
    expect(by.sid).toBe("ByScp");
    expect(causes.map((cause) => cause.sid)).toEqual(["ByScp", "ByRcp", "ByBucket"]);
  });

  it("blames nobody for not allowing what a Sid denies", async () => {
    const environment = onBucket(allow("s3:*"), deny("s3:GetObject"));
    for (const caller of [role(SECURITY, "any"), service("cloudtrail.amazonaws.com"), anonymous]) {
      expect((await decide(environment, caller, getObject)).causes).toHaveLength(1);
    }
  });

  it("blames no key policy for an alias, nor an unknown trust for a role", async () => {
    const environment = withScp("r-root", deny("kms:*"), { ...deny("sts:*"), Sid: "DenySts" });
    for (const [action, resource] of [
      ["kms:DeleteAlias", `arn:aws:kms:us-east-1:${ARCHIVE}:alias/logs`],
      ["sts:AssumeRole", `arn:aws:iam::${ARCHIVE}:role/any`],
    ] as const) {
      expect((await decide(environment, role(ARCHIVE, "any"), { action, resource })).causes).toHaveLength(1);
    }
  });

  it("blames the identity policies where the resource leaves the choice to its account", async () => {
    const arn = `arn:aws:iam::${ARCHIVE}:role/poor`;
    for (const [resource, request] of [
      [BUCKET, getObject],
      [KEY, decrypt],
    ] as const) {
      const delegating = document({ ...allow("*"), Principal: { AWS: `arn:aws:iam::${ARCHIVE}:root` } });
      const environment: Environment = {
        ...ORGANIZATION,
        resources: [{ arn: resource, account: ARCHIVE, policy: delegating }],
        identityPolicies: { [arn]: [] },
      };
      expect(await denier(environment, role(ARCHIVE, "poor"), request)).toBe("identity");
    }
  });

  it("names the Sid that allows", async () => {
    expect((await decide(onBucket(allow("s3:GetObject")), role(SECURITY, "any"), getObject)).by).toEqual({
      layer: "bucket-policy",
      sid: "Allow",
    });
  });
});

describe("speed", () => {
  /** Noise that concerns other actions, as most statements of a real policy do. */
  const noise = (count: number): readonly Statement[] =>
    Array.from({ length: count }, (_, index) => ({
      ...deny(["kms:ScheduleKeyDeletion", "events:Put*", "sns:*"][index % 3] ?? "", {
        ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${ARCHIVE}:role/deploy` },
      }),
      Sid: `Noise${index}`,
    }));
  const busy: Environment = {
    ...ORGANIZATION,
    serviceControlPolicies: {
      "r-root": [policy(...noise(8))],
      "ou-security": [
        policy(
          ...noise(8),
          deny("s3:Delete*", { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${ARCHIVE}:role/deploy` } }),
        ),
      ],
    },
    resourceControlPolicies: {
      [ARCHIVE]: [
        policy(...noise(6).map(everyone), everyone(deny("s3:*", { Bool: { "aws:SecureTransport": "false" } }))),
      ],
    },
    resources: [
      {
        arn: BUCKET,
        account: ARCHIVE,
        policy: document(
          ...[
            ...noise(10),
            allow("s3:GetObject"),
            deny("s3:PutObject", { StringNotEquals: { "aws:SourceArn": TRAIL } }),
          ].map(everyone),
        ),
      },
    ],
  };
  const CALLERS = [
    root(ARCHIVE),
    role(ARCHIVE, "deploy"),
    role(SECURITY, "any"),
    user(ARCHIVE, "alice"),
    role(MANAGEMENT, "any"),
    anonymous,
  ];
  const ACTIONS = [
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:PutObjectRetention",
  ];
  const cells = (objects: number): readonly Cell[] =>
    Array.from({ length: objects }, (_, index) => `${BUCKET}/AWSLogs/${index}`).flatMap((resource) =>
      CALLERS.flatMap((caller) => ACTIONS.map((action) => ({ caller, request: { action, resource } }))),
    );

  it("leaves out only what cannot matter: the simulator decides alike on whole policies and every key", async () => {
    const whole = async ({ caller, request }: Cell): Promise<unknown> => {
      const context = { ...callerContext(caller, busy), ...requestContext(request, caller, busy) };
      const scps = applicableScps(caller, busy);
      const rcps = await applicableRcps(caller, request, ARCHIVE, busy);
      const level = ({ target, policies }: Level) => ({
        orgIdentifier: target,
        policies: policies.map((attached) => ({ name: attached.name, policy: attached.document })),
      });
      const outcome = await runSimulation(
        {
          request: {
            principal: principalOf(caller) ?? anonymousPrincipal,
            action: request.action,
            resource: { resource: request.resource, accountId: ARCHIVE },
            contextVariables: JSON.parse(JSON.stringify(context)) as Record<string, string | string[]>,
          },
          identityPolicies: applicableIdentityPolicies(caller, busy).map(({ name, document: policy }) => ({
            name,
            policy,
          })),
          serviceControlPolicies: scps.map(level),
          resourceControlPolicies: rcps.map(level),
          resourcePolicy: busy.resources?.[0]?.policy,
        },
        {},
      );
      return outcome.resultType === "single" && outcome.overallResult === "Allowed" ? "allowed" : "denied";
    };
    const asked = cells(1).flatMap((cell) => [cell, { ...cell, request: { ...cell.request, tls: "none" as const } }]);
    const decisions = (await decideAll(busy, asked)).map(({ decision }) => decision);
    expect(decisions).toEqual(await Promise.all(asked.map(whole)));
    expect(new Set(decisions).size).toBe(2);
  });
});
