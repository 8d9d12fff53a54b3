import { describe, expect, it } from "vitest";
import { example, stackOf } from "../support/synthesized";

describe("TrailTamperingForwarder", () => {
  const stack = () => stackOf(example, "prod");

  it("sends every change of a trail through the home Region, refused ones included, to the hub's bus", () => {
    expect(JSON.parse(String(stack().at("trail-tampering-forwarder/rule").event_pattern))).toEqual({
      source: ["aws.cloudtrail"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventSource: ["cloudtrail.amazonaws.com"], readOnly: [false] },
    });
    expect(stack().at("trail-tampering-forwarder/target")).toMatchObject({
      arn: "arn:aws:events:eu-central-1:777788889999:event-bus/example-org-audit",
    });
  });

  it("may put events on that bus and do nothing else, for this rule of its own account", () => {
    expect(JSON.parse(String(stack().at("trail-tampering-forwarder/role-policy").policy)).Statement).toMatchObject([
      { Action: "events:PutEvents", Resource: "arn:aws:events:eu-central-1:777788889999:event-bus/example-org-audit" },
    ]);
    expect(JSON.parse(String(stack().at("trail-tampering-forwarder/role").assume_role_policy)).Statement).toMatchObject(
      [{ Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }],
    );
  });
});

describe("AuditBus", () => {
  it("takes events from forwarders of this organization alone", () => {
    const policy = JSON.parse(String(stackOf(example, "security").at("audit-bus/policy").policy));
    expect(policy.Statement).toMatchObject([
      {
        Action: "events:PutEvents",
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
          ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/example-org-audit-forwarder" },
        },
      },
    ]);
  });
});
