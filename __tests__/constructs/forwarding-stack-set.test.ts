import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import { forwardingTemplate } from "../../src/constructs/forwarding-stack-set";
import { namesOf } from "../../src/naming";
import { example, exampleWithStackSet, stackOf, synthesized, valid } from "../support/synthesized";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const TEMPLATE_LIMIT = 51_200;

interface Template {
  readonly Conditions: object;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}
interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Properties;
}
type Properties = Readonly<Record<string, unknown>>;

const stack = () => stackOf(exampleWithStackSet, "management");
const stackSet = () => stack().at("forwarding-stack-set/stack-set");
const instances = () => stack().at("forwarding-stack-set/instances");
const template = (): Template => JSON.parse(asCloudFormationGetsIt());

/** What Terraform makes of the text: `$${` is its way to write `${`. */
function asCloudFormationGetsIt(): string {
  return String(stackSet().template_body).replaceAll("$${", "${");
}

/** What CloudFormation makes of a value in one account and Region. */
function resolved(value: unknown, accountId: string, region: string): unknown {
  const text = JSON.stringify(value, (_key, item) => item?.["Fn::Sub"] ?? item);
  return JSON.parse(text.replaceAll("${AWS::AccountId}", accountId).replaceAll("${AWS::Region}", region));
}

describe("ForwardingStackSet", () => {
  it("is there from the number of workloads that the organization says, in place of a stack each", () => {
    expect([...synthesized(exampleWithStackSet).keys()]).toEqual(["log-archive", "management", "security"]);
    expect(stack().resources("aws_cloudformation_stack_set")).toHaveLength(1);
    expect(stack().resources("aws_cloudformation_stack_instances")).toHaveLength(1);
    const below = valid({ ...exampleInput, forwarding: { stackSetFrom: 3 } });
    expect([...synthesized(below).keys()]).toContain("prod");
    expect(stackOf(below, "management").resources("aws_cloudformation_stack_set")).toEqual([]);
  });

  it("reaches accounts that join later, without an apply", () => {
    expect(stackSet()).toMatchObject({
      permission_model: "SERVICE_MANAGED",
      auto_deployment: { enabled: true, retain_stacks_on_account_removal: false },
      managed_execution: { active: true },
      capabilities: ["CAPABILITY_NAMED_IAM"],
    });
  });

  it("reaches every forwarded Region of every account below the root, where the guardrails are attached there", () => {
    expect(instances().regions).toEqual(["eu-central-1", "eu-west-1", "us-east-1"]);
    expect(instances().deployment_targets).toEqual({
      organizational_unit_ids: [
        expect.stringMatching(/^\$\{data\.aws_organizations_organization\..+roots\[0\]\.id\}$/),
      ],
    });
  });

  it("reaches the guarded units alone, where the guardrails are attached to them", () => {
    const guardrails = { ...exampleInput.guardrails, attachToRoot: false };
    const emitted = stackOf(valid({ ...exampleInput, guardrails, forwarding: { stackSetFrom: 0 } }), "management");
    const units = emitted
      .blocks()
      .filter(([, { name }]) => ["Security", "Prod", "Non-Prod"].includes(String(name)))
      .map(([address]) => `\${${address}.id}`);
    expect(units).toHaveLength(3);
    const { deployment_targets } = emitted.at("forwarding-stack-set/instances");
    const { organizational_unit_ids } = deployment_targets as { organizational_unit_ids: readonly string[] };
    expect([...organizational_unit_ids].sort()).toEqual(units.sort());
  });

  it("lets no account that refuses keep the others without, when stacks are made or updated", () => {
    for (const block of [stackSet(), instances()]) {
      expect(block).toMatchObject({
        operation_preferences: {
          failure_tolerance_percentage: 100,
          max_concurrent_percentage: 100,
          region_concurrency_type: "PARALLEL",
        },
      });
    }
  });

  it("waits longer than the provider's half hour, whatever is done to how many accounts", () => {
    expect(stackSet().timeouts).toEqual({ update: "3h" });
    expect(instances().timeouts).toEqual({ create: "3h", update: "3h", delete: "3h" });
  });

  it("warns of accounts whose stacks failed, in every plan, and lets the plan go on", () => {
    const [address] = stack().resources("aws_cloudformation_stack_instances")[0] ?? [];
    expect(stack().json.check?.every_account_forwards).toMatchObject({
      assert: {
        condition: expect.stringContaining(`in ${address}.stack_instance_summaries : stack.status != "OUTDATED"`),
        error_message: expect.stringContaining("forward nothing"),
      },
    });
    expect(instances()).not.toHaveProperty("lifecycle");
  });

  it("says in that warning which commands mend it, as they can be run", () => {
    const [address] = stack().resources("aws_cloudformation_stack_instances")[0] ?? [];
    expect(stack().json.check?.every_account_forwards).toMatchObject({
      assert: {
        error_message: expect.stringContaining(
          `run: npm run terraform management -- taint ${address}, and: npm run deploy management.`,
        ),
      },
    });
  });

  it("leaves AWS the role that AWS names: no plan takes it away", () => {
    expect(stackSet().lifecycle).toEqual({ ignore_changes: ["administration_role_arn"] });
  });

  it("waits for trusted access, and for the policies that let StackSets work in members", () => {
    const policies = stack()
      .resources("aws_organizations_policy")
      .filter(([, { type }]) => type === "SERVICE_CONTROL_POLICY")
      .map(([address]) => address);
    const { depends_on: waitsFor } = stackSet();
    expect(waitsFor).toHaveLength(1 + policies.length);
    expect(waitsFor).toEqual(
      expect.arrayContaining([expect.stringMatching(/^data\.aws_organizations_organization\./), ...policies]),
    );
  });
});

describe("the StackSet's template", () => {
  it("keeps CloudFormation's references from Terraform, which would take them for its own", () => {
    const { template_body } = stackSet();
    expect(String(template_body)).toContain("$${AWS::AccountId}");
    expect(String(template_body)).not.toMatch(/(?<!\$)\$\{/);
  });

  it("fits: 51,200 bytes", () => {
    expect(Buffer.byteLength(asCloudFormationGetsIt())).toBeLessThanOrEqual(TEMPLATE_LIMIT);
  });

  it("substitutes wherever a reference stands: CloudFormation leaves other text as it is", () => {
    const outsideSubstitutions = JSON.stringify(template(), (key, item) => (key === "Fn::Sub" ? undefined : item));
    expect(outsideSubstitutions).not.toContain("${");
  });

  it("makes nothing in the accounts that forward by stacks of their own, log archive and security", () => {
    const { Conditions, Resources } = template();
    const isNot = (id: string) => ({ "Fn::Not": [{ "Fn::Equals": [{ Ref: "AWS::AccountId" }, id] }] });
    expect(Conditions).toEqual({ Forwards: { "Fn::And": [isNot("444455556666"), isNot("777788889999")] } });
    const { security: _, ...accounts } = exampleInput.accounts;
    const withoutSecurity = valid({ ...exampleInput, accounts, forwarding: { stackSetFrom: 0 } });
    expect(forwardingTemplate({ organization: withoutSecurity, names: namesOf(withoutSecurity) }).Conditions).toEqual({
      Forwards: isNot("444455556666"),
    });
    const unconditional = Object.entries(Resources).filter(([, { Condition }]) => Condition !== "Forwards");
    expect(unconditional).toEqual([["Nothing", { Type: "AWS::CloudFormation::WaitConditionHandle" }]]);
  });

  it("gives nothing a name that an account's own stack gives: both may stand side by side", () => {
    const taken = new Set(
      [...synthesized(exampleWithStackSet).values(), ...synthesized(example).values()].flatMap((each) =>
        each.blocks().map(([, { name }]) => name),
      ),
    );
    const region = "us-east-1";
    const { Role, Nothing, ...rules } = template().Resources;
    const names = [
      JSON.parse(JSON.stringify(resolved(Role?.Properties, "123456789012", region))).RoleName,
      ...Object.values(rules).map(({ Properties }) => Properties.Name),
    ];
    expect(names).toContain("example-org-audit-forward-set-us-east-1");
    expect(names.filter((name) => taken.has(name))).toEqual([]);
  });

  it.each(["eu-central-1", "us-east-1"])(
    "makes in an account's %s what its own stack would, under other names",
    (region) => {
      const prod = stackOf(example, "prod");
      const { Role, Nothing, ...rules } = template().Resources;
      const named = (text: unknown) => JSON.parse(JSON.stringify(text).replaceAll("-forward", "-forward-set"));
      const role = prod.at(`forwarding/${region}/role`);
      const permissions = prod.at(`forwarding/${region}/role-policy`);

      expect(Role?.Type).toBe("AWS::IAM::Role");
      expect(resolved(Role?.Properties, "123456789012", region)).toEqual({
        RoleName: named(role.name),
        Description: expect.any(String),
        AssumeRolePolicyDocument: named(JSON.parse(String(role.assume_role_policy))),
        Policies: [{ PolicyName: permissions.name, PolicyDocument: JSON.parse(String(permissions.policy)) }],
      });

      const inStack = prod
        .resources("aws_cloudwatch_event_rule")
        .filter(([, rule]) => prod.pathOf(rule).startsWith(`forwarding/${region}/`));
      expect(
        Object.values(rules).map((rule) => ({ ...rule, Properties: resolved(rule.Properties, "1", region) })),
      ).toEqual(
        inStack.map(([address, rule]) => {
          const target = prod
            .resources("aws_cloudwatch_event_target")
            .map(([, block]) => block)
            .find((block) => block.rule === `\${${address}.name}`);
          const retry = target?.retry_policy as Properties;
          return {
            Type: "AWS::Events::Rule",
            Condition: "Forwards",
            Properties: {
              Name: named(rule.name),
              Description: rule.description,
              EventPattern: JSON.parse(String(rule.event_pattern)),
              State: rule.state,
              Targets: [
                {
                  Id: target?.target_id,
                  Arn: target?.arn,
                  RoleArn: { "Fn::GetAtt": ["Role", "Arn"] },
                  RetryPolicy: {
                    MaximumEventAgeInSeconds: retry.maximum_event_age_in_seconds,
                    MaximumRetryAttempts: retry.maximum_retry_attempts,
                  },
                },
              ],
            },
          };
        }),
      );
    },
  );
});
