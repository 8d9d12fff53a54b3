import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import type { OrganizationInput } from "../../src/config/organization";
import { parseOrganization } from "../../src/config/parse-organization";
import { namesOf } from "../../src/naming";
import { minified, policyDocument, type Statement } from "../../src/policies/document";
import { POLICY_SIZE_LIMIT, withinLimit } from "../../src/policies/organization-policy";
import { serviceControlPolicies } from "../../src/policies/scp";
import { askflorence, example, exampleWithStackSet, valid } from "../support/synthesized";

const policiesOf = (organization: typeof example) => serviceControlPolicies(namesOf(organization), organization);
const sidsOf = (organization: typeof example) =>
  policiesOf(organization).flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid));

function statementOfSize(sid: string, bytes: number): Statement {
  const empty: Statement = { Sid: sid, Effect: "Deny", Action: "", Resource: "*" };
  return { ...empty, Action: "a".repeat(bytes - JSON.stringify(empty).length) };
}

/** A policy whose minified document has exactly so many bytes. */
function policyOfSize(bytes: number) {
  const overhead = JSON.stringify(policyDocument([])).length;
  return policyDocument([statementOfSize("Large", bytes - overhead)]);
}

describe("a policy of the organization", () => {
  it("is counted minified: the limit itself passes", () => {
    expect(minified(withinLimit("Full", policyOfSize(POLICY_SIZE_LIMIT)))).toHaveLength(5120);
  });

  it("says its size, the limit and what to move, one byte beyond", () => {
    expect(() => withinLimit("Full", policyOfSize(POLICY_SIZE_LIMIT + 1))).toThrow(
      "Policy Full has 5121 bytes, 1 more than the 5120 AWS allows. Move a statement to another policy; the largest is Large.",
    );
  });
});

describe("the service control policies", () => {
  it("leave room for others: three on a unit and the root, one on the log-archive account, of AWS's five less FullAWSAccess", () => {
    const targets = policiesOf(example).flatMap((policy) => policy.targets.map((target) => JSON.stringify(target)));
    const counts = Object.fromEntries(
      [...new Set(targets)].map((one) => [one, targets.filter((other) => other === one).length]),
    );
    expect(counts).toEqual({
      '{"kind":"root"}': 3,
      '{"kind":"organizational-unit","path":"Security"}': 3,
      '{"kind":"organizational-unit","path":"Workloads/Prod"}': 3,
      '{"kind":"organizational-unit","path":"Workloads/Non-Prod"}': 3,
      '{"kind":"account","accountId":"444455556666"}': 1,
    });
  });

  it("hold at the root only where the organization says so", () => {
    expect(policiesOf(askflorence).some(({ targets }) => targets.some(({ kind }) => kind === "root"))).toBe(false);
  });

  it("exempt only the deploy role of accounts that have a stack, each by its account", () => {
    const exempt = policiesOf(example).flatMap(({ document }) =>
      document.Statement.flatMap(({ Condition }) => Condition?.ArnNotEquals?.["aws:PrincipalArn"] ?? []),
    );
    for (const arn of exempt) expect(arn).toMatch(/^arn:aws:iam::\d{12}:role\/OrgAuditDeployer$/);
    expect(exempt.length).toBeGreaterThan(0);
  });

  it("leave out what would stop Terraform where no deploy role is named", () => {
    for (const { document } of policiesOf(askflorence)) {
      for (const { Sid, Condition } of document.Statement) expect(Condition?.ArnNotEquals, Sid).toBeUndefined();
    }
    expect(sidsOf(askflorence)).not.toContain("DenyArchiveBucketChanges");
    expect(sidsOf(example)).toContain("DenyArchiveBucketChanges");
  });

  it("have room for every role that the schema lets them exempt, and the schema refuses one more", () => {
    const byStacks = (count: number) => withWorkloads(count, { stackSetFrom: 1000 });
    const most = Array.from({ length: 60 }, (_, count) => byStacks(count)).filter(
      (input) => parseOrganization(input).ok,
    );
    const largest = valid(most.at(-1) ?? exampleInput);
    for (const { name, document } of policiesOf(largest)) expect(() => withinLimit(name, document)).not.toThrow();
    expect(sidsOf(largest)).toContain("DenyDetectionTampering");
    expect(most.length).toBeLessThan(60);
    expect(most.length).toBeGreaterThan(15);
  });
});

function withWorkloads(count: number, forwarding: OrganizationInput["forwarding"]): OrganizationInput {
  const workloads = Array.from({ length: count }, (_, index) => ({
    name: `workload-${index}`,
    id: String(100000000000 + index),
    organizationalUnit: "Workloads/Prod",
  }));
  return { ...exampleInput, accounts: { ...exampleInput.accounts, workloads }, forwarding };
}

describe("the service control policies where a StackSet forwards", () => {
  const thousand = valid(withWorkloads(1000, { stackSetFrom: 21 }));
  const detection = (organization: typeof example) =>
    policiesOf(organization)
      .filter(({ id }) => id === "detection")
      .flatMap(({ document }) => document.Statement);
  const statement = (organization: typeof example, sid: string) =>
    detection(organization).find(({ Sid }) => Sid === sid);

  it.each(["DenyDetectionTampering", "DenyAuditRoleChanges"])(
    "%s spares the roles of StackSets in every account, and the deploy role in the two with a stack",
    (sid) => {
      expect(statement(thousand, sid)?.Condition).toEqual({
        ArnNotEquals: {
          "aws:PrincipalArn": [
            "arn:aws:iam::444455556666:role/OrgAuditDeployer",
            "arn:aws:iam::777788889999:role/OrgAuditDeployer",
          ],
        },
        ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/stacksets-exec-*"] },
      });
    },
  );

  it("let nobody at all make, change or lend a role of that very pattern", () => {
    const denied = statement(thousand, "DenyStackSetRoleChanges");
    expect(denied).toMatchObject({ Effect: "Deny", Resource: "arn:aws:iam::*:role/stacksets-exec-*" });
    expect(denied?.Condition).toBeUndefined();
    expect(denied?.Action).toEqual(statement(thousand, "DenyAuditRoleChanges")?.Action);
    expect(denied?.Action).toEqual(
      expect.arrayContaining(["iam:CreateRole", "iam:PassRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]),
    );
  });

  it("guard the StackSet's stacks in every account", () => {
    expect(statement(thousand, "DenyDetectionTampering")).toMatchObject({
      Action: expect.arrayContaining(["cloudformation:DeleteStack", "cloudformation:UpdateStack"]),
      Resource: expect.arrayContaining(["arn:aws:cloudformation:*:*:stack/StackSet-example-org-audit*"]),
    });
  });

  it("need no more room for a thousand workloads than for two", () => {
    for (const { name, document } of policiesOf(thousand)) expect(() => withinLimit(name, document)).not.toThrow();
    expect(detection(thousand)).toEqual(detection(exampleWithStackSet));
  });

  it("spare nothing by a pattern where stacks forward, or where no deploy role is named", () => {
    const { deployRole: _, ...guardrails } = exampleInput.guardrails;
    const nobodyDeploys = valid({ ...withWorkloads(2, { stackSetFrom: 0 }), guardrails });
    for (const organization of [askflorence, example, nobodyDeploys]) {
      for (const { document } of policiesOf(organization)) {
        for (const { Sid, Condition } of document.Statement) expect(Condition?.ArnNotLike, Sid).toBeUndefined();
      }
      expect(sidsOf(organization)).not.toContain("DenyStackSetRoleChanges");
    }
  });
});
