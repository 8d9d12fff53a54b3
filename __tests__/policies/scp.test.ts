import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import type { OrganizationInput, Role } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { minified, policyDocument, type Statement } from "../../src/policies/document";
import {
  type AttachedPolicy,
  POLICY_QUOTAS,
  type PolicyType,
  sizeOf,
  withinQuota,
} from "../../src/policies/organization-policy";
import { resourceControlPolicies } from "../../src/policies/rcp";
import { serviceControlPolicies } from "../../src/policies/scp";
import { ROLE_CHANGES } from "../../src/policies/scp/role-changes";
import { askflorence, example, exampleWithStackSet, undeployed, valid } from "../support/synthesized";

const policiesOf = (organization: typeof example) => serviceControlPolicies(namesOf(organization), organization);
const sidsOf = (organization: typeof example) =>
  policiesOf(organization).flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid));

function statementOfSize(sid: string, bytes: number): Statement {
  const empty: Statement = { Sid: sid, Effect: "Deny", Action: "", Resource: "*" };
  return { ...empty, Action: "a".repeat(bytes - JSON.stringify(empty).length) };
}

/** A policy whose minified document has exactly so many characters. */
function policyOfSize(characters: number): AttachedPolicy {
  const overhead = JSON.stringify(policyDocument([])).length;
  const document = policyDocument([statementOfSize("Large", characters - overhead)]);
  return { id: "full", name: "Full", description: "as large as may be", document, targets: [] };
}

describe.each<[PolicyType, number]>([
  ["SERVICE_CONTROL_POLICY", 10_240],
  ["RESOURCE_CONTROL_POLICY", 5_120],
])("a %s", (type, most) => {
  it("is counted minified: the quota itself passes", () => {
    expect(minified(withinQuota(type, policyOfSize(most)))).toHaveLength(most);
  });

  it("says its size, the quota and what to move, one character beyond", () => {
    expect(() => withinQuota(type, policyOfSize(most + 1))).toThrow(
      `Policy Full has ${most + 1} characters, 1 more than the ${most} AWS allows. Move a statement to another policy; the largest is Large.`,
    );
  });

  it("is refused as the description that makes it so long", () => {
    const grownBy = { path: "accounts.workloads", value: "many", remedy: "name fewer" };
    expect(() => withinQuota(type, { ...policyOfSize(most + 1), grownBy })).toThrow(
      `accounts.workloads = "many"\n    rule:   Policy Full has ${most + 1} characters, 1 more than the ${most} AWS allows\n    remedy: name fewer`,
    );
  });
});

/** Policies of more than half of AWS's quota, which was all of it until May 2026, and why they may be. */
const LONG: Readonly<Record<string, string>> = {};

describe("every policy of an organization", () => {
  it.each([askflorence, example, exampleWithStackSet])("of $name fits a quota of 5,120 characters", (organization) => {
    const names = namesOf(organization);
    const policies = [...policiesOf(organization), ...resourceControlPolicies(names, organization)];
    const long = policies.filter(({ document }) => sizeOf(document) > 5_120).map(({ name }) => name);
    expect(long.filter((name) => LONG[name] === undefined)).toEqual([]);
  });
});

describe("the service control policies", () => {
  it("leave room for others: three on a unit and the root, one on the log-archive account, beside FullAWSAccess", () => {
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
    // Half of the quota is what it was until May 2026.
    for (const count of Object.values(counts)) {
      expect(count + 1).toBeLessThan(POLICY_QUOTAS.SERVICE_CONTROL_POLICY.perTarget / 2);
    }
  });

  it("hold at the root only where the organization says so", () => {
    expect(policiesOf(askflorence).some(({ targets }) => targets.some(({ kind }) => kind === "root"))).toBe(false);
  });

  it("exempt only the deploy role of accounts that have a stack, each by its account", () => {
    const exempt = exemptFrom(withoutControlTower);
    for (const arn of exempt) expect(arn).toMatch(/^arn:aws:iam::\d{12}:role\/OrgAuditDeployer$/);
    expect(exempt.length).toBeGreaterThan(0);
  });

  it("exempt a permission set's role in the one account with a stack, wherever Identity Center is, and of no longer name", () => {
    expect(new Set(exemptFrom(askflorence))).toEqual(
      new Set([
        "arn:aws:iam::754660694122:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_AdministratorAccess_????????????????",
      ]),
    );
  });

  it("leave out what would stop Terraform where no deploy role is named", () => {
    expect(exemptFrom(undeployed)).toEqual([]);
    expect(sidsOf(undeployed)).not.toContain("DenyArchiveBucketChanges");
    for (const organization of [askflorence, example]) {
      expect(sidsOf(organization)).toContain("DenyArchiveBucketChanges");
    }
  });

  it.each([
    ["a role", "OrgAuditDeployer"],
    ["a permission set", { permissionSet: "AdministratorAccess" }],
  ])(
    "have room for %s in each of 25 accounts with a stack, and refuse the description that has too many",
    (_, role) => {
      const holds = (count: number) => {
        const organization = deployedAs(role, withWorkloads(count, { stackSetFrom: 1000 }));
        return policiesOf(organization).every((policy) => withinQuota("SERVICE_CONTROL_POLICY", policy));
      };
      expect(holds(25)).toBe(true);
      expect(() => holds(120)).toThrow(/accounts\.workloads = "120 workloads[\s\S]*lower forwarding\.stackSetFrom/);
    },
  );
});

/** What no statement that exempts anybody denies it. */
function exemptFrom(organization: typeof example): readonly string[] {
  return policiesOf(organization).flatMap(({ document }) =>
    document.Statement.flatMap(({ Condition }) => Condition?.ArnNotLike?.["aws:PrincipalArn"] ?? []),
  );
}

function statementOf(organization: typeof example, sid: string): Statement | undefined {
  return policiesOf(organization)
    .flatMap(({ document }) => document.Statement)
    .find(({ Sid }) => Sid === sid);
}

const withoutControlTower = valid({
  ...exampleInput,
  guardrails: { ...exampleInput.guardrails, controlTower: false },
});

describe("the service control policies where Control Tower sets accounts up", () => {
  const controlTower = "arn:aws:iam::*:role/AWSControlTowerExecution";
  const stackSets = "arn:aws:iam::*:role/stacksets-exec-*";

  it("spare its role from the guardrail of the security services alone", () => {
    const sparing = policiesOf(example)
      .flatMap(({ document }) => document.Statement)
      .filter(({ Condition }) => [Condition?.ArnNotLike?.["aws:PrincipalArn"]].flat().includes(controlTower));
    expect(sparing.map(({ Sid }) => Sid)).toEqual(["DenySecurityServicesOff", "DenyControlTowerRoleChanges"]);
  });

  it("keep everybody else from making or taking that role, and the StackSets' that makes it", () => {
    expect(statementOf(example, "DenyControlTowerRoleChanges")).toMatchObject({
      Action: expect.arrayContaining([...ROLE_CHANGES, "cloudformation:UpdateStack"]),
      Resource: [controlTower, "arn:aws:cloudformation:*:*:stack/StackSet-AWSControlTower*"],
      Condition: { ArnNotLike: { "aws:PrincipalArn": [controlTower, stackSets] } },
    });
    expect(statementOf(example, "DenyStackSetRoleChanges")).toMatchObject({ Resource: stackSets });
  });

  it("say nothing of it where the description does not", () => {
    expect(JSON.stringify(policiesOf(withoutControlTower))).not.toContain("AWSControlTower");
    expect(JSON.stringify(policiesOf(askflorence))).not.toContain("AWSControlTower");
  });
});

describe("the account that administers the security services", () => {
  const exempt = (organization: typeof example) =>
    statementOf(organization, "DenySecurityServicesOff")?.Condition?.StringNotEquals;

  it("is the security account, or the one that the description names in its place, or none", () => {
    const named = valid({
      ...exampleInput,
      guardrails: { ...exampleInput.guardrails, securityServicesAdministrator: "123456789012" },
    });
    expect(exempt(example)).toEqual({ "aws:PrincipalAccount": "777788889999" });
    expect(exempt(named)).toEqual({ "aws:PrincipalAccount": "123456789012" });
    expect(exempt(askflorence)).toBeUndefined();
  });
});

function deployedAs(deployRole: Role, input: OrganizationInput): typeof example {
  const deploy = typeof deployRole === "string" ? { roleName: deployRole } : { profile: "sso" };
  const { management, logArchive, security, workloads = [] } = input.accounts;
  return valid({
    ...input,
    guardrails: { ...input.guardrails, deployRole },
    accounts: {
      management,
      logArchive: { ...logArchive, deploy },
      ...(security === undefined ? {} : { security: { ...security, deploy } }),
      workloads: workloads.map((workload) => ({ ...workload, deploy })),
    },
  });
}

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
  const statement = statementOf;

  it.each(["DenyDetectionTampering", "DenyAuditRoleChanges"])(
    "%s spares the roles of StackSets in every account, and the deploy role in the two with a stack",
    (sid) => {
      expect(statement(thousand, sid)?.Condition).toEqual({
        ArnNotLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::444455556666:role/OrgAuditDeployer",
            "arn:aws:iam::777788889999:role/OrgAuditDeployer",
            "arn:aws:iam::*:role/stacksets-exec-*",
          ],
        },
      });
    },
  );

  it("let nobody at all make, change or lend a role of that very pattern", () => {
    const denied = statement(thousand, "DenyStackSetRoleChanges");
    expect(denied).toMatchObject({ Effect: "Deny", Resource: "arn:aws:iam::*:role/stacksets-exec-*" });
    expect(denied?.Condition).toBeUndefined();
    expect(statement(thousand, "DenyAuditRoleChanges")?.Action).toEqual(
      expect.arrayContaining([...(denied?.Action ?? [])]),
    );
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
    for (const policy of policiesOf(thousand)) {
      expect(() => withinQuota("SERVICE_CONTROL_POLICY", policy)).not.toThrow();
    }
    expect(detection(thousand)).toEqual(detection(exampleWithStackSet));
  });

  it("spare nothing in whichever account where stacks forward, or where no deploy role is named", () => {
    const { deployRole: _, controlTower: __, ...guardrails } = exampleInput.guardrails;
    const undeployedByStackSet = valid({ ...withWorkloads(2, { stackSetFrom: 0 }), guardrails });
    for (const organization of [askflorence, withoutControlTower, undeployed, undeployedByStackSet]) {
      expect(exemptFrom(organization).filter((arn) => arn.startsWith("arn:aws:iam::*"))).toEqual([]);
      expect(sidsOf(organization)).not.toContain("DenyStackSetRoleChanges");
    }
  });
});
