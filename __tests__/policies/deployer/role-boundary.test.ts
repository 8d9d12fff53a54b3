import { describe, expect, it } from "vitest";
import { namesOf } from "../../../src/naming";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import { permissionsFor } from "../../../src/policies/deployer/permissions";
import { roleBoundary } from "../../../src/policies/deployer/role-boundary";
import { type PolicyDocument, policyDocument } from "../../../src/policies/document";
import { holdingOf } from "../../support/holdings";
import { lint } from "../../support/iam/lint";
import { roleMay } from "../../support/iam/role-decision";
import { askflorence, example, synthesized } from "../../support/synthesized";

const { management, logArchive } = example.accounts;
const accounts = allAccounts(example).map((account) => ({ account, stack: holdingOf(example, account).stack }));
const ADMINISTRATOR = policyDocument([{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }]);
const ALIAS = { "kms:ResourceAliases": ["alias/example-org-audit-alerts"] };

describe.each(accounts)("the boundary of the roles of $stack", ({ account, stack }) => {
  const boundary = roleBoundary(namesOf(example), account.id);
  const emitted = synthesized(example).get(stack);

  it("is a policy as IAM wants it", async () => {
    expect(await lint(boundary, "identity")).toEqual([]);
  });

  it("is every role's, and lets pass all that the role is for", async () => {
    const roles = emitted?.resources("aws_iam_role") ?? [];
    const policies = emitted?.resources("aws_iam_role_policy") ?? [];
    expect(policies).toHaveLength(roles.length);
    expect(roles.length).toBeGreaterThan(0);
    for (const [address, role] of roles) {
      expect(role.permissions_boundary, address).toBe(
        `arn:aws:iam::${account.id}:policy/example-org-audit-role-boundary`,
      );
    }
    for (const [address, { policy }] of policies) {
      const document = inAccount(String(policy), account.id);
      // The simulator takes an action on everything for several at once.
      const everywhere = document.Statement.filter(({ Resource }) => Resource === "*");
      expect(boundary.Statement).toEqual(expect.arrayContaining([...everywhere]));
      const others = document.Statement.filter((statement) => !everywhere.includes(statement));
      for (const asked of others.flatMap(asking)) {
        const role = { accountId: account.id, documents: [document], boundary };
        expect(await roleMay(role, asked), `${address}: ${JSON.stringify(asked)}`).toBe(true);
      }
    }
  });

  it.each([
    ["iam:CreateUser", `arn:aws:iam::${account.id}:user/a`],
    ["organizations:DetachPolicy", "arn:aws:organizations::111122223333:policy/o-a/service_control_policy/p-a"],
    ["sts:AssumeRole", "arn:aws:iam::444455556666:role/OrgAuditDeployer"],
    ["cloudtrail:StopLogging", "arn:aws:cloudtrail:eu-central-1:111122223333:trail/example-org-trail"],
    ["s3:PutObject", "arn:aws:s3:::example-org-cloudtrail-logs-444455556666/AWSLogs/a"],
    ["s3:GetObject", "arn:aws:s3:::example-org-cloudtrail-logs-444455556666-access-logs/a"],
    ["kms:Decrypt", `arn:aws:kms:eu-central-1:${account.id}:key/a`],
  ])("refuses a role that was made an administrator %s", async (action, resource) => {
    const role = { accountId: account.id, documents: [ADMINISTRATOR], boundary };
    expect(await roleMay(role, { action, resource })).toBe(false);
  });
});

describe("a deploy role", () => {
  const bound = (name: string) => ({ "iam:PermissionsBoundary": [`arn:aws:iam::${management.id}:policy/${name}`] });
  const ours = bound("example-org-audit-role-boundary");
  const { together, boundary } = permissionsFor("deploy", holdingOf(example, management));

  it.each(["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"])(
    "is allowed %s of a role of ours with the boundary, without it or with another not, an administrator or not",
    async (action) => {
      const resource = `arn:aws:iam::${management.id}:role/example-org-audit-sentinel`;
      const may = (documents: readonly PolicyDocument[], context: Readonly<Record<string, readonly string[]>>) =>
        roleMay({ accountId: management.id, documents, boundary: boundary.document }, { action, resource, context });
      expect(await may([together], ours)).toBe(true);
      for (const documents of [[together], [together, ADMINISTRATOR]]) {
        expect(await may(documents, {})).toBe(false);
        expect(await may(documents, bound("Everything"))).toBe(false);
      }
    },
  );

  it("may change no customer managed policy, the boundary among them", async () => {
    for (const action of ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:SetDefaultPolicyVersion"]) {
      const role = { accountId: management.id, documents: [together, ADMINISTRATOR], boundary: boundary.document };
      const resource = `arn:aws:iam::${management.id}:policy/example-org-audit-role-boundary`;
      expect(await roleMay(role, { action, resource }), action).toBe(false);
    }
  });

  it("puts no boundary where the description has none", () => {
    const holding = holdingOf(askflorence, askflorence.accounts.logArchive);
    const { roleBoundary: none, together: granted } = permissionsFor("deploy", holding);
    expect(none).toBeUndefined();
    expect(granted.Statement.flatMap(({ Action }) => Action)).not.toContain("iam:PutRolePermissionsBoundary");
    const roles = [...synthesized(askflorence).values()].flatMap((stack) => stack.resources("aws_iam_role"));
    expect(roles.filter(([, role]) => "permissions_boundary" in role)).toEqual([]);
  });

  it("bounds what the archive key's policy gives an auditor, too: through S3 it decrypts, and by itself it does not", async () => {
    const boundary = roleBoundary(namesOf(example), logArchive.id);
    const role = { accountId: logArchive.id, documents: [ADMINISTRATOR], boundary };
    const decrypt = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-central-1:${logArchive.id}:key/a` };
    const throughS3 = { ...decrypt, context: { "kms:ViaService": ["s3.eu-central-1.amazonaws.com"] } };
    expect([await roleMay(role, throughS3), await roleMay(role, decrypt)]).toEqual([true, false]);
  });

  it("of another account is printed that account's boundary alone", () => {
    const { roleBoundary: own } = permissionsFor("deploy", holdingOf(example, logArchive));
    expect(own?.document.Statement.map(({ Sid }) => Sid)).toEqual([
      "AllowForwarding",
      "AllowAuditorToGet",
      "AllowAuditorToList",
      "AllowAuditorToLocate",
      "AllowAuditorToVerify",
      "AllowAuditorToDecrypt",
    ]);
  });
});

/** As AWS has it: IAM's variables without Terraform's escape, and of the key its ARN in place of a reference. */
function inAccount(policy: string, accountId: string): PolicyDocument {
  const key = `arn:aws:kms:eu-central-1:${accountId}:key/a`;
  return JSON.parse(policy.replaceAll(/(?<!\$)\$\{aws_kms_key[^}]*\}/g, key));
}

/** Each action of a statement on each of its resources, as a request that its condition lets pass. */
function asking({ Action, Resource = "*", Condition = {} }: PolicyDocument["Statement"][number]) {
  const context = Object.fromEntries(
    Object.entries(Condition).flatMap(([operator, keys]) =>
      // That a key is there, its value says.
      Object.entries(operator === "Null" ? {} : keys).map(([key, values]) => [
        key,
        [values].flat().map((value) => value.replaceAll("*", "a")),
      ]),
    ),
  );
  return [Action].flat().flatMap((action) =>
    [Resource].flat().map((resource) => ({
      action,
      // Of a log group, `:*` are its streams.
      resource: resource.replace(/^(.*:log-group:[^:]+):\*$/, "$1:log-stream:a").replaceAll("*", "a"),
      context: resource.includes(":key/") ? { ...context, ...ALIAS } : context,
    })),
  );
}
