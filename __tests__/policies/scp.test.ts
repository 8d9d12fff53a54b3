import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import type { OrganizationInput } from "../../src/config/organization";
import { parseOrganization } from "../../src/config/parse-organization";
import { namesOf } from "../../src/naming";
import { minified, policyDocument, type Statement } from "../../src/policies/document";
import { POLICY_SIZE_LIMIT, withinLimit } from "../../src/policies/organization-policy";
import { serviceControlPolicies } from "../../src/policies/scp";
import { askflorence, example, valid } from "../support/synthesized";

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
    const withWorkloads = (count: number): OrganizationInput => {
      const workloads = Array.from({ length: count }, (_, index) => ({
        name: `workload-${index}`,
        id: String(100000000000 + index),
        organizationalUnit: "Workloads/Prod",
      }));
      return { ...exampleInput, accounts: { ...exampleInput.accounts, workloads } };
    };
    const most = Array.from({ length: 60 }, (_, count) => withWorkloads(count)).filter(
      (input) => parseOrganization(input).ok,
    );
    const largest = valid(most.at(-1) ?? exampleInput);
    for (const { name, document } of policiesOf(largest)) expect(() => withinLimit(name, document)).not.toThrow();
    expect(sidsOf(largest)).toContain("DenyDetectionTampering");
    expect(most.length).toBeLessThan(60);
    expect(most.length).toBeGreaterThan(15);
  });
});
