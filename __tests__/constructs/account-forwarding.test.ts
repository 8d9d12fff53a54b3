import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { auditForwarding, memberForwarding } from "../../src/detections/forwarding";
import { namesOf } from "../../src/naming";
import { askflorence, example, exampleWithStackSet, stackOf, synthesized } from "../support/synthesized";

const BUS = "arn:aws:events:eu-central-1:777788889999:event-bus/example-org-audit";
const EXAMPLE_REGIONS = ["eu-central-1", "eu-west-1", "us-east-1"];

const scopeOf = (organization: Organization) => ({ names: namesOf(organization), organization });

/** Patterns of the rules of one forwarder, in order. */
function patternsOf(organization: Organization, stack: string, forwarder: string): readonly unknown[] {
  const emitted = stackOf(organization, stack);
  return emitted
    .resources("aws_cloudwatch_event_rule")
    .filter(([, rule]) => emitted.pathOf(rule).startsWith(`forwarding/${forwarder}/`))
    .map(([, rule]) => JSON.parse(String(rule.event_pattern)));
}

function forwardersOf(organization: Organization, stack: string): readonly string[] {
  const emitted = stackOf(organization, stack);
  const paths = emitted.resources("aws_iam_role").map(([, role]) => emitted.pathOf(role));
  return paths.flatMap((path) => /^forwarding\/(.+)\/role$/.exec(path)?.[1] ?? []).sort();
}

describe("AccountForwarding", () => {
  it.each([
    ["log-archive", ["audit", ...EXAMPLE_REGIONS]],
    ["management", ["audit", ...EXAMPLE_REGIONS]],
    ["security", ["audit", ...EXAMPLE_REGIONS]],
    ["dev", EXAMPLE_REGIONS],
    ["prod", EXAMPLE_REGIONS],
  ])("of %s forwards from every Region, and more where the trail or what watches it lives", (stack, forwarders) => {
    expect(forwardersOf(example, stack)).toEqual(forwarders);
  });

  it("forwards global services' events also where no governed Region has them", () => {
    const regions = { governedRegions: ["eu-central-1"] };
    expect(forwardersOf({ ...example, ...regions }, "prod")).toEqual(["eu-central-1", "us-east-1"]);
  });

  it.each(["log-archive", "security", "management"])(
    "of %s stays where a StackSet forwards for the others: at no moment of the change does it depend on the order",
    (stack) => {
      expect(forwardersOf(exampleWithStackSet, stack)).toEqual(["audit", ...EXAMPLE_REGIONS]);
    },
  );

  it.each(EXAMPLE_REGIONS)("sends from %s the same as from every other Region", (region) => {
    expect(patternsOf(example, "prod", region)).toEqual(memberForwarding(scopeOf(example)));
  });

  it.each([
    ["log-archive", "444455556666"],
    ["management", "111122223333"],
    ["security", "777788889999"],
  ])("sends from %s what concerns the trail and what watches it", (stack, accountId) => {
    expect(patternsOf(example, stack, "audit")).toEqual(auditForwarding(scopeOf(example), accountId));
  });
});

describe.each([askflorence, example, exampleWithStackSet])("every Forwarder of $name", (organization) => {
  const forwarders = [...synthesized(organization).values()].flatMap((stack) =>
    forwardersOf(organization, stack.name).map((forwarder) => ({
      stack,
      forwarder,
      path: `forwarding/${forwarder}`,
      region: forwarder === "audit" ? organization.homeRegion : forwarder,
      rules: stack
        .resources("aws_cloudwatch_event_rule")
        .filter(([, rule]) => stack.pathOf(rule).startsWith(`forwarding/${forwarder}/`)),
      targets: stack
        .resources("aws_cloudwatch_event_target")
        .filter(([, target]) => stack.pathOf(target).startsWith(`forwarding/${forwarder}/`)),
    })),
  );
  const { auditBus, forwarders: named } = namesOf(organization);

  it("works in its Region, through the provider of that Region and its own account", () => {
    for (const { stack, region, rules, targets, path } of forwarders) {
      for (const [, { provider }] of [...rules, ...targets]) {
        const [own] = stack.providers();
        const named = stack.providers().find(({ alias }) => `aws.${alias}` === provider);
        expect(named, path).toMatchObject({ region, allowed_account_ids: own?.allowed_account_ids });
      }
    }
  });

  it("gives every rule one target, the audit bus, and lets EventBridge try for a day", () => {
    for (const { rules, targets, path } of forwarders) {
      expect(rules.length, path).toBeGreaterThan(0);
      expect(targets.map(([, { rule }]) => rule).sort(), path).toEqual(
        rules.map(([address]) => `\${${address}.name}`).sort(),
      );
      for (const [, target] of targets) {
        expect(target).toMatchObject({
          arn: auditBus.arn,
          retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
        });
      }
    }
  });

  it("is shown calls that only read too: assuming a role is one", () => {
    for (const [, { state }] of forwarders.flatMap(({ rules }) => rules)) {
      expect(state).toBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    }
  });

  it("has a role of its own in each Region: IAM is global", () => {
    for (const { stack, path, region, forwarder, targets } of forwarders) {
      const { roleIn } = forwarder === "audit" ? named.audit : named.member;
      expect(stack.at(`${path}/role`)).toMatchObject({ name: roleIn(region) });
      const [address] = stack.blocks().find(([, block]) => stack.pathOf(block) === `${path}/role`) ?? [];
      for (const [, { role_arn }] of targets) expect(role_arn).toBe(`\${${address}.arn}`);
    }
  });

  it("waits for its permissions before it has a target", () => {
    for (const { targets } of forwarders) {
      for (const [, { depends_on }] of targets) {
        expect(depends_on).toEqual([expect.stringMatching(/^aws_iam_role_policy\.forwarding_.+_role-policy_/)]);
      }
    }
  });
});

describe("Forwarder", () => {
  it("may put events on the audit bus and do nothing else", () => {
    const { policy } = stackOf(example, "prod").at("forwarding/eu-west-1/role-policy");
    expect(JSON.parse(String(policy)).Statement).toEqual([
      { Sid: "AllowForwarding", Effect: "Allow", Action: "events:PutEvents", Resource: BUS },
    ]);
  });

  it("lends its role to its own rules of its own account and Region alone", () => {
    const { assume_role_policy } = stackOf(example, "prod").at("forwarding/eu-west-1/role");
    expect(JSON.parse(String(assume_role_policy)).Statement).toEqual([
      {
        Sid: "AllowRulesToForward",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/example-org-audit-forward*" },
        },
      },
    ]);
  });
});
