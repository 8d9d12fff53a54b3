import type { GetAccountAuthorizationDetailsResponse } from "@aws-sdk/client-iam";
import { describe, expect, it } from "vitest";
import { type Powers, powersIn, trailAdministrators } from "../../../src/tools/doctor/checks/trail-administrators";
import { example } from "../../support/synthesized";
import { expectedFor } from "./expected";

const TRAIL = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/example-org-trail";
const ARN = "arn:aws:iam::123456789012:role/somebody";

function policy(...statements: readonly object[]): string {
  return encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

const allow = (Action: string | readonly string[], Resource = "*") => ({ Effect: "Allow", Action, Resource });

function withInline(PolicyDocument: string): GetAccountAuthorizationDetailsResponse {
  return { RoleDetailList: [{ Arn: ARN, Path: "/", RolePolicyList: [{ PolicyName: "own", PolicyDocument }] }] };
}

function withManaged(PolicyArn: string, Document?: string): GetAccountAuthorizationDetailsResponse {
  const PolicyName = PolicyArn.split("/").at(-1);
  const versions = [
    { Document: policy(allow("cloudtrail:LookupEvents")), IsDefaultVersion: false },
    { Document, IsDefaultVersion: true },
  ];
  return {
    UserDetailList: [{ Arn: ARN, AttachedManagedPolicies: [{ PolicyName, PolicyArn }] }],
    Policies: Document === undefined ? [] : [{ Arn: PolicyArn, PolicyVersionList: versions }],
  };
}

const ENDING = [
  "cloudtrail:DeleteTrail",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "cloudtrail:PutEventSelectors",
];

describe("who may end a trail", () => {
  it.each<[string, GetAccountAuthorizationDetailsResponse, keyof Powers | "nobody"]>([
    ["AWS's own policy", withManaged("arn:aws:iam::aws:policy/AWSCloudTrail_FullAccess"), "holders"],
    ["AWS's own policy, by the name it had", withManaged("arn:aws:iam::aws:policy/AWSCloudTrailFullAccess"), "holders"],
    ["AWS's policy for readers", withManaged("arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess"), "nobody"],
    ["all of CloudTrail's actions", withInline(policy(allow("cloudtrail:*"))), "holders"],
    ["each action that ends it", withInline(policy(allow(ENDING))), "holders"],
    ["the same in two statements", withInline(policy(allow(ENDING.slice(0, 2)), allow(ENDING.slice(2)))), "holders"],
    ["the same of this trail", withInline(policy(allow(ENDING, TRAIL))), "holders"],
    ["the same of another trail", withInline(policy(allow(ENDING, TRAIL.replace("org", "own")))), "nobody"],
    ["one of them less", withInline(policy(allow(ENDING.slice(1)))), "nobody"],
    ["a Deny of them", withInline(policy({ ...allow("cloudtrail:*"), Effect: "Deny" })), "nobody"],
    ["other capitals", withInline(policy(allow("CloudTrail:*"))), "holders"],
    ["the default version of a policy", withManaged("arn:aws:iam::1:policy/own", policy(allow(ENDING))), "holders"],
    ["everything", withInline(policy(allow("*"))), "administrators"],
    ["AWS's policy for administrators", withManaged("arn:aws:iam::aws:policy/AdministratorAccess"), "administrators"],
  ])("%s", (_, answer, expected) => {
    const { holders, administrators } = powersIn([answer], TRAIL);
    const found = holders.length > 0 ? "holders" : administrators.length > 0 ? "administrators" : "nobody";
    expect(found).toBe(expected);
  });

  it("is no role of AWS's own services", () => {
    const { RoleDetailList: [role] = [] } = withInline(policy(allow("cloudtrail:*")));
    const ofService = { ...role, Path: "/aws-service-role/cloudtrail.amazonaws.com/" };
    expect(powersIn([{ RoleDetailList: [ofService] }], TRAIL).holders).toEqual([]);
  });

  it("is whom Terraform works as, which is described", () => {
    const powers = (arn: string): Powers => ({ holders: [{ arn, policy: "own" }], administrators: [] });
    const judged = (arn: string) => {
      const accountId = "111122223333";
      const answer = { value: [{ accountId, answer: { value: { value: powers(arn) } } }] };
      return trailAdministrators
        .judge(answer, expectedFor(example), new Date())
        .deviations.map(({ subject }) => subject);
    };
    expect(judged("arn:aws:iam::111122223333:role/OrgAuditDeployer")).toEqual([]);
    expect(judged("arn:aws:iam::111122223333:role/Other")).toEqual(["arn:aws:iam::111122223333:role/Other"]);
  });
});
