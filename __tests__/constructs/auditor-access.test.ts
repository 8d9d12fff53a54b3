import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import { namesOf } from "../../src/naming";
import { askflorence, example, stackOf, valid } from "../support/synthesized";

const statements = (policy: unknown) => JSON.parse(String(policy)).Statement;
const role = (suffix: string) => stackOf(example, "log-archive").at(`auditor-access/role${suffix}`);

describe("the auditors' roles", () => {
  it("are one for the organization's people, and one for each auditor from outside, of four hours at most", () => {
    const roles = stackOf(example, "log-archive")
      .resources("aws_iam_role")
      .filter(([, { name }]) => String(name).includes("-auditor"));
    // A revoked session leaves a policy behind: the role goes with it.
    expect(roles.map(([, { force_detach_policies }]) => force_detach_policies)).toEqual([true, true, true]);
    expect(roles.map(([, { name, max_session_duration }]) => [name, max_session_duration]).sort()).toEqual([
      ["example-org-audit-auditor", 14_400],
      ["example-org-audit-auditor-hipaa-2027", 14_400],
      ["example-org-audit-auditor-soc2-2027", 14_400],
    ]);
  });

  it("are taken on by one permission set's people, known by its path, whichever Region Identity Center is in", () => {
    expect(statements(role("").assume_role_policy)).toEqual([
      {
        Sid: "AllowAuditorToAssume",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::444455556666:root" },
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
        Condition: {
          ArnLike: {
            "aws:PrincipalArn":
              "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_SecurityAudit_*",
          },
        },
      },
    ]);
  });

  it("are taken on by a user from outside with MFA and an external id alone, until the midnight behind the last day", () => {
    expect(statements(role("-soc2-2027").assume_role_policy)).toEqual([
      {
        Sid: "AllowAuditorToAssume",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222233334444:root" },
        Action: ["sts:AssumeRole"],
        Condition: {
          ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222233334444:user/auditors/jane.doe" },
          Bool: { "aws:MultiFactorAuthPresent": "true" },
          StringEquals: { "sts:ExternalId": "7c1f3f6e-2f0e-4d0b-9a53-0d4c8a1f5b6e" },
          DateLessThan: { "aws:CurrentTime": "2027-07-01T00:00:00Z" },
        },
      },
    ]);
  });

  it.each([
    ["bucket", "log-archive-bucket/policy", "DenyAuditorsFrom20270701"],
    ["key", "org-logs-key/key", "DenyAuditorsToDecryptFrom20270701"],
  ])("end with that instant in the policy of the %s", (_, path, sid) => {
    const { policy } = stackOf(example, "log-archive").at(path);
    const found = statements(policy).find((statement: { readonly Sid: string }) => statement.Sid === sid);
    expect(found).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": ["arn:aws:iam::444455556666:role/example-org-audit-auditor-soc2-2027"] },
        DateGreaterThanEquals: { "aws:CurrentTime": "2027-07-01T00:00:00Z" },
      },
    });
  });

  it("whose days end together share a statement, as S3 has room for 20 KB", () => {
    const together = valid({
      ...exampleInput,
      auditorAccess: { permissionSet: "SecurityAudit", external: twoOf("2027-12-31") },
    });
    const { policy } = stackOf(together, "log-archive").at("log-archive-bucket/policy");
    const ends = statements(policy).filter(({ Sid }: { readonly Sid: string }) => Sid.startsWith("DenyAuditorsFrom"));
    expect(ends).toMatchObject([
      { Sid: "DenyAuditorsFrom20280101", Condition: { ArnEquals: { "aws:PrincipalArn": { length: 2 } } } },
    ]);
  });

  it("are none where none are described, and nothing is said of them", () => {
    const { auditorAccess: _, ...without } = exampleInput;
    const organization = valid(without);
    expect(namesOf(organization).auditors).toEqual([]);
    expect(JSON.stringify(stackOf(organization, "log-archive").json)).not.toMatch(/[Aa]uditor-|-auditor|Auditors/);
    const filters = stackOf(organization, "management").resources("aws_cloudwatch_log_metric_filter");
    expect(filters.filter(([, { name }]) => String(name).includes("auditor-access"))).toEqual([]);
  });

  it("write nothing about an end where the description has none: AskFlorence's", () => {
    expect(JSON.stringify(stackOf(askflorence, "log-archive").json)).not.toContain("aws:CurrentTime");
  });
});

const twoOf = (lastDay: string) => ["one", "other"].map((name) => ({ name, permissionSet: `Audit-${name}`, lastDay }));
