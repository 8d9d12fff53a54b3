import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import { askflorence, example, stackOf } from "../support/synthesized";

describe.each([askflorence, example])("SelfTest of $name", (organization) => {
  const stack = () => stackOf(organization, "management");
  const names = namesOf(organization);
  const rule = `${organization.name}-org-audit-self-test-target`;

  it("makes one call on Monday, Wednesday and Friday, which EventBridge records and which changes nothing: to enable an enabled rule", () => {
    const { target, ...schedule } = stack().at("self-test/schedule");
    const [address] =
      stack()
        .blocks()
        .find(([, block]) => stack().pathOf(block) === "self-test/rule") ?? [];
    expect(schedule).toMatchObject({
      schedule_expression: "cron(0 8 ? * MON,WED,FRI *)",
      flexible_time_window: { mode: "OFF" },
    });
    expect(target).toMatchObject({
      arn: "arn:aws:scheduler:::aws-sdk:eventbridge:enableRule",
      input: JSON.stringify({ Name: `\${${address}.name}` }),
    });
    expect(stack().at("self-test/rule")).toMatchObject({ name: rule });
    expect(stack().at("self-test/rule").state).toBeUndefined();
  });

  it("runs nothing when the rule matches, which nothing does", () => {
    expect(stack().at("self-test/rule").event_pattern).toBe('{"source":["org-audit-trail.self-test"]}');
    const targets = stack().resources("aws_cloudwatch_event_target");
    expect(targets.filter(([, target]) => JSON.stringify(target).includes("self-test_rule"))).toEqual([]);
  });

  it("may enable that rule and do nothing else, at the scheduler's call from this account", () => {
    const account = organization.accounts.management.id;
    const { homeRegion } = organization;
    expect(JSON.parse(String(stack().at("self-test/role-policy").policy)).Statement).toEqual([
      {
        Sid: "AllowSelfTest",
        Effect: "Allow",
        Action: "events:EnableRule",
        Resource: `arn:aws:events:${homeRegion}:${account}:rule/${rule}`,
      },
    ]);
    expect(JSON.parse(String(stack().at("self-test/role").assume_role_policy)).Statement).toMatchObject([
      {
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: {
          StringEquals: {
            "aws:SourceAccount": account,
            "aws:SourceArn": `arn:aws:scheduler:${homeRegion}:${account}:schedule-group/default`,
          },
        },
      },
    ]);
  });

  it("is what both ways look for: its rule by its name, and its role's session", () => {
    const role = `${organization.name}-org-audit-self-test`;
    expect(stack().at("self-test/role")).toMatchObject({ name: role });
    const { pattern } = stack().at("trail-alarms/filter-self-test");
    expect(pattern).toContain(`$.requestParameters.name = "${rule}"`);
    expect(pattern).toContain(
      `$.userIdentity.arn = "arn:aws:sts::${names.managementAccountId}:assumed-role/${role}/*"`,
    );
  });
});
