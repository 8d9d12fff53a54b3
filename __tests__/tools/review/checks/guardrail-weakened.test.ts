import { describe } from "vitest";
import { itJudges } from "./attribute-cases";

const POLICY = "aws_organizations_policy";
const deny = (more: object = {}) => ({
  type: "SERVICE_CONTROL_POLICY",
  content: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyTrailChanges",
        Effect: "Deny",
        Action: ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"],
        Resource: "*",
        ...more,
      },
    ],
  }),
});

const deployer = (account: string) => `arn:aws:iam::${account}:role/OrgAuditDeployer`;

describe("guardrail-weakened", () => {
  itJudges("guardrail-weakened", [
    ["a call that is no longer refused", POLICY, deny(), deny({ Action: "cloudtrail:StopLogging" }), "weaker"],
    [
      "a role that is spared",
      POLICY,
      deny(),
      deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } } }),
      "weaker",
    ],
    ["one resource instead of all", POLICY, deny(), deny({ Resource: "arn:aws:cloudtrail:*:*:trail/t" }), "weaker"],
    ["everything allowed", POLICY, deny(), deny({ Effect: "Allow", Action: "*" }), "weaker"],
    [
      "a call more that is refused is no finding",
      POLICY,
      deny(),
      deny({ Action: ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail"] }),
      "nothing",
    ],
    ["a pattern that refuses more is no finding", POLICY, deny(), deny({ Action: "cloudtrail:*" }), "nothing"],
    [
      "the spared role, in one more account, is no finding",
      POLICY,
      deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": [deployer("111122223333")] } } }),
      deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": [deployer("111122223333"), deployer("444455556666")] } } }),
      "nothing",
    ],
    [
      "another role in one more account",
      POLICY,
      deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": [deployer("111122223333")] } } }),
      deny({
        Condition: {
          ArnNotLike: { "aws:PrincipalArn": [deployer("111122223333"), "arn:aws:iam::444455556666:role/Admin"] },
        },
      }),
      "weaker",
    ],
    [
      "the spared role in every account",
      POLICY,
      deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": [deployer("111122223333")] } } }),
      deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": [deployer("111122223333"), deployer("*")] } } }),
      "weaker",
    ],
    [
      "content that is known after apply",
      POLICY,
      deny(),
      { type: "SERVICE_CONTROL_POLICY" },
      "undecided",
      { content: true },
    ],
    [
      "what is attached elsewhere",
      "aws_organizations_policy_attachment",
      { target_id: "ou-a" },
      { target_id: "ou-b" },
      "undecided",
    ],
  ]);
});
