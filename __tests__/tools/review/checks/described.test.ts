import { describe, expect, it } from "vitest";
import type { StackJson } from "../../../../src/tools/terraform/stack-json";
import { created, planOf, reviewPlan, updated } from "../../../support/plans";
import { askflorence, example, stackOf } from "../../../support/synthesized";

type Change = ReturnType<typeof created>;

const checksOf = (organization: typeof example, ...changes: readonly Change[]) =>
  reviewPlan(planOf(...changes), { organization }).map(({ check }) => check);

const trustOf = (principal: string) => ({
  assume_role_policy: JSON.stringify({
    Statement: [{ Sid: "Trust", Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" }],
  }),
});

describe("what the description does not name is found, also where it is made anew", () => {
  it.each([
    ["a role that a stranger may assume", created("aws_iam_role", trustOf("arn:aws:iam::999988887777:root"))],
    ["a role that a stranger may assume, by the account's id", created("aws_iam_role", trustOf("999988887777"))],
    [
      "a target in a stranger's account",
      created("aws_cloudwatch_event_target", { arn: "arn:aws:events:us-east-1:999988887777:event-bus/x" }),
    ],
    [
      "a policy on an account that is not described",
      created("aws_organizations_policy_attachment", { target_id: "999988887777" }),
    ],
  ])("outside-organization: %s", (_, change) => {
    expect(checksOf(example, change)).toEqual(["outside-organization"]);
  });

  it("outside-organization: an account of the description is none", () => {
    expect(checksOf(example, created("aws_iam_role", trustOf("arn:aws:iam::777788889999:role/Auditor")))).toEqual([]);
  });

  it("outside-organization: a scanner's account is a stranger, but for what looks for it", () => {
    const pattern = JSON.stringify({ detail: { userIdentity: { accountId: [{ "anything-but": ["999988887777"] }] } } });
    expect(checksOf(example, created("aws_cloudwatch_event_rule", { event_pattern: pattern }))).toEqual([]);
    expect(checksOf(example, created("aws_sqs_queue", { policy: pattern }))).toEqual(["outside-organization"]);
  });

  it("unknown-recipient: an address that the description does not name", () => {
    const subscription = (protocol: string, endpoint: string) =>
      created("aws_sns_topic_subscription", { protocol, endpoint });
    expect(checksOf(example, subscription("https", "https://collector.invalid"))).toEqual(["unknown-recipient"]);
    expect(checksOf(example, subscription("email", "security@example.com"))).toEqual([]);
    expect(checksOf(example, subscription("sqs", "arn:aws:sqs:eu-central-1:111122223333:receipts"))).toEqual([]);
  });

  it("second-trail: any trail but the organization's", () => {
    const trail = (name: string) =>
      created("aws_cloudtrail", {
        name,
        s3_bucket_name: "logs",
        enable_logging: true,
        is_multi_region_trail: true,
        is_organization_trail: true,
        include_global_service_events: true,
        enable_log_file_validation: true,
        advanced_event_selector: stackOf(example, "management").only("aws_cloudtrail").advanced_event_selector,
      });
    expect(checksOf(example, trail("copy"))).toEqual(["second-trail"]);
    expect(checksOf(example, trail("example-org-trail"))).toEqual([]);
  });
});

describe("state-elsewhere", () => {
  const judged = (organization: typeof example, backend: StackJson["terraform"]["backend"]) => {
    const { json } = stackOf(organization, "management");
    const emitted = json as unknown as StackJson;
    const stack = { name: "management", json: { ...emitted, terraform: { ...emitted.terraform, backend } } };
    return reviewPlan(planOf(), { stack, organization }).map(({ check }) => check);
  };
  const backendOf = (organization: typeof example) =>
    (stackOf(organization, "management").json as unknown as StackJson).terraform.backend;

  it.each([["local", askflorence] as const, ["s3", example] as const])(
    "passes a state that is where the description says: %s",
    (_, organization) => {
      expect(judged(organization, backendOf(organization))).toEqual([]);
    },
  );

  it("finds a state that is elsewhere", () => {
    expect(judged(askflorence, { local: { path: "../../../terraform.new.management.tfstate" } })).toEqual([
      "state-elsewhere",
    ]);
    const { s3 } = backendOf(example);
    expect(judged(example, s3 ? { s3: { ...s3, key: "elsewhere/management.tfstate" } } : {})).toEqual([
      "state-elsewhere",
    ]);
  });
});

describe("what a plan does not show", () => {
  it("guard-missing: a key whose policy was taken out of the stack", () => {
    const { json } = stackOf(example, "log-archive");
    const stack = structuredClone(json) as unknown as { resource: Record<string, Record<string, { policy?: string }>> };
    for (const key of Object.values(stack.resource.aws_kms_key ?? {})) delete key.policy;
    const findings = reviewPlan(planOf(), { stack: { name: "log-archive", json: stack as unknown as StackJson } });
    expect(findings).toMatchObject([{ check: "guard-missing", before: "policy" }]);
  });
});

describe("alert-weakened: what an alert says", () => {
  const saying = (input_template: string, input_paths: Record<string, string>) => ({
    input_transformer: [{ input_paths, input_template }],
  });
  const told = saying('{"who": <who>, "call": "<call>"}', { who: "$.detail.userIdentity", call: "$.detail.eventName" });
  const judged = (after: ReturnType<typeof saying>) =>
    reviewPlan(planOf(updated("aws_cloudwatch_event_target", told, after))).map(({ direction }) => direction);

  it("is weaker where it tells less of the event", () => {
    expect(judged(saying('"All is well."', {}))).toEqual(["weaker"]);
    expect(judged(saying('{"call": "<call>"}', { who: "$.detail.userIdentity", call: "$.detail.eventName" }))).toEqual([
      "weaker",
    ]);
  });

  it("may be worded otherwise", () => {
    expect(
      judged(saying('{"by": <w>, "what": "<call>"}', { w: "$.detail.userIdentity", call: "$.detail.eventName" })),
    ).toEqual([]);
  });
});
