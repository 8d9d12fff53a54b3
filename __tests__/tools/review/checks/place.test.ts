import { describe, expect, it } from "vitest";
import type { Plan, ResourceChange } from "../../../../src/tools/review/plan";
import type { StackJson } from "../../../../src/tools/terraform/stack-json";
import { created, planOf, reviewPlan, unchanged } from "../../../support/plans";

const TOPIC = "aws_sns_topic";
const provider = (more: object = {}) => ({
  name: "aws",
  full_name: "registry.terraform.io/hashicorp/aws",
  alias: "management",
  expressions: {
    allowed_account_ids: { constant_value: ["111122223333"] },
    region: { constant_value: "eu-central-1" },
    ...more,
  },
});
const stack = {
  name: "management",
  json: {
    terraform: { backend: { local: { path: "x" } }, required_providers: { aws: { version: "5.100.0" } } },
    provider: { aws: [{ alias: "management", region: "eu-central-1", allowed_account_ids: ["111122223333"] }] },
    resource: { [TOPIC]: { one: { provider: "aws.management" } } },
  } satisfies StackJson,
};

function planned(change: ResourceChange, { config = provider(), key = "aws.management" } = {}): Plan {
  const resources = [{ address: change.address, provider_config_key: key }];
  return {
    ...planOf(change),
    configuration: { provider_config: { "aws.management": config }, root_module: { resources } },
  };
}

const checks = (plan: Plan, context = {}) => reviewPlan(plan, context).map(({ check }) => check);
const topic = (arn: string) => unchanged(TOPIC, { arn });
const here = topic("arn:aws:sns:eu-central-1:111122223333:x");

describe("wrong-place, provider-changed, guard-missing, not-described", () => {
  it("a resource where its provider works is no finding, with the description or without", () => {
    expect(checks(planned(here))).toEqual([]);
    expect(checks(planned(here), { stack })).toEqual([]);
    expect(checks(planned(created(TOPIC, {}, { arn: true })), { stack })).toEqual([]);
  });

  it.each([
    ["another account", "arn:aws:sns:eu-central-1:999988887777:x"],
    ["another Region", "arn:aws:sns:us-west-2:111122223333:x"],
  ])("a resource in %s is found", (_, arn) => {
    expect(checks(planned(topic(arn)))).toEqual(["wrong-place"]);
  });

  it("an ARN without Region, and one that a rule calls, say nothing of the place", () => {
    expect(checks(planned(unchanged("aws_iam_role", { arn: "arn:aws:iam::111122223333:role/x" })))).toEqual([]);
    expect(
      checks(
        planned(unchanged("aws_cloudwatch_event_target", { arn: "arn:aws:events:us-east-1:999988887777:event-bus/x" })),
      ),
    ).toEqual([]);
  });

  it("a resource with another provider than the description's is found", () => {
    expect(checks(planned(here, { key: "aws.management-us-east-1" }), { stack })).toEqual(["wrong-place"]);
  });

  it.each([
    ["takes any credentials", provider({ allowed_account_ids: undefined })],
    ["asks another endpoint", provider({ endpoints: [{ s3: { constant_value: "https://example.com" } }] })],
    ["is not HashiCorp's", { ...provider(), full_name: "registry.terraform.io/somebody/aws" }],
  ])("a provider that %s is found", (_, config) => {
    expect(checks(planned(here, { config }))).toEqual(["provider-changed"]);
  });

  it("a provider that assumes another role than the description says is found", () => {
    const config = provider({
      assume_role: [{ role_arn: { constant_value: "arn:aws:iam::111122223333:role/other" } }],
    });
    expect(checks(planned(here, { config }), { stack })).toEqual(["provider-changed"]);
  });

  it("the provider that required_providers names states nothing, and is no finding", () => {
    const plan = planned(here);
    const configs = {
      ...plan.configuration.provider_config,
      aws: { name: "aws", full_name: "registry.terraform.io/hashicorp/aws" },
    };
    expect(checks({ ...plan, configuration: { ...plan.configuration, provider_config: configs } }, { stack })).toEqual(
      [],
    );
  });

  it("what the description does not have is found", () => {
    expect(checks(planned({ ...here, address: `${TOPIC}.two`, name: "two" }), { stack })).toEqual(["not-described"]);
  });

  it.each([
    ["an unguarded trail", { resource: { aws_cloudtrail: { t: { provider: "aws.management" } } } }],
    [
      "a look away",
      {
        resource: {
          [TOPIC]: { one: { provider: "aws.management", lifecycle: { ignore_changes: ["kms_master_key_id"] } } },
        },
      },
    ],
    [
      "a state without a lock",
      {
        terraform: { ...stack.json.terraform, backend: { s3: { bucket: "b", key: "k", region: "r", encrypt: true } } },
      },
    ],
    [
      "a state that is not encrypted",
      {
        terraform: {
          ...stack.json.terraform,
          backend: { s3: { bucket: "b", key: "k", region: "r", use_lockfile: true } },
        },
      },
    ],
  ])("%s is found", (_, json) => {
    expect(checks(planOf(), { stack: { ...stack, json: { ...stack.json, ...json } } })).toEqual(["guard-missing"]);
  });
});
