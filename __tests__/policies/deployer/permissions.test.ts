import { describe, expect, it } from "vitest";
import { namesOf } from "../../../src/naming";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import { charactersOf, MANAGED_POLICY_CHARACTERS, managedPolicies } from "../../../src/policies/deployer/documents";
import { formerTypes } from "../../../src/policies/deployer/former";
import { PURPOSES, type Purpose, permissionsFor } from "../../../src/policies/deployer/permissions";
import { EVERY_ACCESS, GRANTS, grantStatements } from "../../../src/policies/deployer/statements";
import { UNUSED_ACTIONS } from "../../../src/policies/deployer/unused";
import { policyDocument, type Statement } from "../../../src/policies/document";
import { listedAsUnused, told } from "../../e2e/support/granted-actions";
import { holdingOf } from "../../support/holdings";
import { lint } from "../../support/iam/lint";
import { type Asked, roleMay } from "../../support/iam/role-decision";
import { changed } from "../../support/organizations";
import { askflorence, example, exampleInHongKong, exampleWithStackSet } from "../../support/synthesized";

const { logArchive, management, security, workloads } = example.accounts;
const holdings = [
  ...allAccounts(askflorence).map((account) => holdingOf(askflorence, account)),
  ...[logArchive, management, security, workloads[0]].flatMap((account) =>
    account === undefined ? [] : [holdingOf(example, account)],
  ),
  holdingOf(exampleInHongKong, management),
];
const allPurposes = Object.keys(PURPOSES) as Purpose[];

describe.each(holdings)("the permissions of $organization.name, $stack", (holding) => {
  const all = allPurposes.map((purpose) => permissionsFor(purpose, holding));

  it("name actions, resources and condition keys that IAM knows and that fit together, within a managed policy's size", async () => {
    const documents = all.flatMap(({ policies, boundary }) => [...policies, boundary]);
    for (const { name, document } of documents) expect(await lint(document, "identity"), name).toEqual([]);
  });

  it("change nothing where they are for a plan", () => {
    const planned = permissionsFor("plan", holding).together.Statement.flatMap(({ Action }) => Action);
    const writes = planned.filter((action) => !/:(Get|List|Describe|Decrypt)/.test(action));
    expect(writes).toEqual([]);
  });
});

it("a key is used through Lambda as KMS calls it, with amazonaws.com in China too", () => {
  const inChina = namesOf(changed(example, { homeRegion: "cn-north-1", governedRegions: ["cn-north-1"] }));
  const statements = grantStatements(new Set(["aws_lambda_function"]), EVERY_ACCESS, inChina, management.id);
  const through = statements.flatMap(({ Condition }) => Condition?.StringEquals?.["kms:ViaService"] ?? []);
  expect([...new Set(through)]).toEqual(["lambda.cn-north-1.amazonaws.com"]);
});

describe.each(holdings.filter(({ organization }) => organization === example))(
  "the boundary of $organization.name, $stack",
  (holding) => {
    it("lets pass all that is granted", async () => {
      const { boundary } = permissionsFor("deploy", holding);
      // Those of the others are among them.
      for (const purpose of ["deploy", "register-administrator"] as const) {
        const { together } = permissionsFor(purpose, holding);
        for (const asked of together.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(asking)) {
          const role = { accountId: holding.account.id, documents: [together], boundary: boundary.document };
          expect(await roleMay(role, asked), `${purpose}: ${JSON.stringify(asked)}`).toBe(true);
        }
      }
    });
  },
);

describe("a deploy role that somebody made an administrator is still held by its boundary:", () => {
  const ADMINISTRATOR = policyDocument([{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }]);
  const archive = "arn:aws:s3:::example-org-cloudtrail-logs-444455556666";
  const logFile = `${archive}/AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-central-1/2026/11/25/a.json.gz`;
  const inLogArchive = (service: string, resource: string) =>
    `arn:aws:${service}:eu-central-1:444455556666:${resource}`;
  const inManagement = (service: string, resource: string) =>
    `arn:aws:${service}:eu-central-1:111122223333:${resource}`;
  const ownRole = (accountId: string) => `arn:aws:iam::${accountId}:role/OrgAuditDeployer`;

  it.each([
    ["log-archive", "s3:GetObject", logFile],
    ["log-archive", "s3:PutObject", logFile],
    ["log-archive", "s3:DeleteObjectVersion", logFile],
    ["log-archive", "s3:BypassGovernanceRetention", logFile],
    ["log-archive", "s3:PutObjectRetention", logFile],
    ["log-archive", "s3:DeleteBucket", archive],
    ["log-archive", "s3:DeleteBucketPolicy", archive],
    ["log-archive", "s3:PutReplicationConfiguration", archive],
    ["log-archive", "kms:ScheduleKeyDeletion", inLogArchive("kms", "key/a")],
    ["log-archive", "kms:DisableKey", inLogArchive("kms", "key/a")],
    ["log-archive", "kms:Decrypt", inLogArchive("kms", "key/a")],
    ["log-archive", "kms:UpdateAlias", inLogArchive("kms", "alias/example-org-logs")],
    ["log-archive", "iam:PutRolePolicy", ownRole("444455556666")],
    ["log-archive", "iam:AttachRolePolicy", ownRole("444455556666")],
    ["log-archive", "iam:DeleteRolePermissionsBoundary", ownRole("444455556666")],
    ["log-archive", "iam:UpdateAssumeRolePolicy", ownRole("444455556666")],
    ["log-archive", "iam:PassRole", ownRole("444455556666")],
    ["log-archive", "iam:CreatePolicyVersion", "arn:aws:iam::444455556666:policy/OrgAuditDeployer-boundary"],
    ["log-archive", "iam:CreateUser", "arn:aws:iam::444455556666:user/a"],
    ["log-archive", "iam:AttachRolePolicy", "arn:aws:iam::444455556666:role/anybody"],
    ["log-archive", "sts:AssumeRole", "arn:aws:iam::444455556666:role/anybody"],
    ["management", "cloudtrail:DeleteTrail", inManagement("cloudtrail", "trail/example-org-trail")],
    ["management", "cloudtrail:StopLogging", inManagement("cloudtrail", "trail/example-org-trail")],
    ["management", "logs:DeleteLogGroup", inManagement("logs", "log-group:/aws/cloudtrail/example-org-trail")],
    ["management", "logs:FilterLogEvents", inManagement("logs", "log-group:/aws/cloudtrail/example-org-trail")],
    ["management", "organizations:LeaveOrganization", "*"],
    ["management", "organizations:DisableAWSServiceAccess", "*"],
    [
      "management",
      "organizations:CloseAccount",
      "arn:aws:organizations::111122223333:account/o-exampleorgid/444455556666",
    ],
    ["management", "sts:AssumeRoot", "arn:aws:iam::444455556666:root"],
    ["management", "ec2:RunInstances", "arn:aws:ec2:eu-central-1:111122223333:instance/i-1"],
  ])("in %s, %s on %s", async (stack, action, resource) => {
    const account = stack === "management" ? management : logArchive;
    const { boundary, together } = permissionsFor("deploy", holdingOf(example, account));
    const asked = { action, resource };
    expect(
      await roleMay({ accountId: account.id, documents: [ADMINISTRATOR], boundary: boundary.document }, asked),
    ).toBe(false);
    expect(await roleMay({ accountId: account.id, documents: [together] }, asked)).toBe(false);
  });
});

describe("grants", () => {
  const { names } = holdingOf(example, example.accounts.management);

  it("are refused for a type without a row, with where to write it", () => {
    expect(() => grantStatements(["aws_instance"], EVERY_ACCESS, names, "111122223333")).toThrow(
      "No permissions are known for aws_instance. Add a row to the tables in src/policies/deployer/.",
    );
  });

  it("are of types that some organization's stack holds: none is left over", () => {
    const held = new Set(holdings.flatMap(({ types }) => [...types]));
    expect(Object.keys(GRANTS).filter((type) => !held.has(type))).toEqual([]);
  });

  it.each([
    ["security", security],
    ["prod", workloads[0]],
  ])("know what the stack of a former account called %s held", (name, account) => {
    const id = account?.id ?? "";
    const held = account === undefined ? undefined : holdingOf(example, account).types;
    const accounts = { ...example.accounts, former: [{ name, id }] };
    expect([...(formerTypes({ ...example, accounts }, id) ?? [])].sort()).toEqual([...(held ?? [])].sort());
  });

  it("that a first apply does not use are listed once, each with its reason, and are granted to somebody", () => {
    const listed = UNUSED_ACTIONS.map(told);
    expect(listed).toEqual([...new Set(listed)]);
    const granted = new Set([example, exampleWithStackSet].flatMap(listedAsUnused));
    expect(listed.filter((one) => !granted.has(one))).toEqual([]);
    for (const { because } of UNUSED_ACTIONS) expect(because).toMatch(/^(?:changes|takes away|reads|tags) \w+/);
  });

  it("are of the types that the stack holds alone", () => {
    const statements = grantStatements(["aws_sqs_queue"], EVERY_ACCESS, names, "111122223333");
    expect(statements.map(({ Sid }) => Sid)).toEqual(["Queues"]);
  });

  it("reach a key by its alias alone, once it has one", async () => {
    const { together } = permissionsFor("deploy", holdingOf(example, example.accounts.logArchive));
    const role = { accountId: "444455556666", documents: [together] };
    const put = (alias?: string) => ({
      action: "kms:PutKeyPolicy",
      resource: "arn:aws:kms:eu-central-1:444455556666:key/a",
      ...(alias === undefined ? {} : { context: { "kms:ResourceAliases": [alias] } }),
    });
    expect(await roleMay(role, put("alias/example-org-logs"))).toBe(true);
    expect(await roleMay(role, put("alias/payroll"))).toBe(false);
    expect(await roleMay(role, put())).toBe(false);
  });
});

describe("managed policies", () => {
  const statement = (length: number, index = 0): Statement => ({
    Sid: `S${index}`,
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "a".repeat(length),
  });

  it("are as many as the statements need, in their order, each within its quota", () => {
    const policies = managedPolicies([statement(4_000, 1), statement(1_900, 2), statement(4_000, 3)]);
    expect(policies.map((policy) => policy.Statement.map(({ Sid }) => Sid))).toEqual([["S1", "S2"], ["S3"]]);
    for (const policy of policies) expect(charactersOf(policy)).toBeLessThanOrEqual(MANAGED_POLICY_CHARACTERS);
  });

  it("are refused where one statement is too long, or a role could not have all", () => {
    expect(() => managedPolicies([statement(7_000)])).toThrow(/Statement S0 alone has \d+ characters/);
    expect(() => managedPolicies(Array.from({ length: 11 }, () => statement(6_000)))).toThrow(/11 managed policies/);
  });
});

/** Each action of a statement, once, as a request that its condition lets pass. */
const A_POLICY = "arn:aws:organizations::111122223333:policy/o-exampleorgid/service_control_policy/p-a";

function asking({ Sid, Action, Resource = "*", Condition = {} }: Statement): readonly Asked[] {
  const context = Object.fromEntries(
    Object.values(Condition).flatMap((keys) => Object.entries(keys).map(([key, values]) => [key, [values].flat()])),
  );
  const [resource = "*"] = Sid === "MakeOrganizationPolicy" ? [A_POLICY] : [Resource].flat();
  return [Action].flat().map((action) => ({ action, resource: resource.replaceAll(/(?<!^)\*/g, "a"), context }));
}
