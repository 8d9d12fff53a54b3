import { describe, expect, it } from "vitest";
import { policyJson } from "../../src/constructs/policy-json";
import { policyDocument } from "../../src/policies/document";

const resource = (value: string) =>
  policyJson(policyDocument([{ Sid: "Any", Effect: "Deny", Action: "s3:*", Resource: value }]));

describe("a policy in Terraform", () => {
  it.each(["${aws:PrincipalAccount}", "${s3:prefix}", "${aws:PrincipalTag/team}"])(
    "keeps IAM's %s from Terraform's templates",
    (variable) => {
      expect(resource(`arn/${variable}/*`)).toContain(`"arn/$${variable}/*"`);
    },
  );

  it.each(["${aws_kms_key.key_1A2B.arn}", "${TfToken[TOKEN.12]}", "${data.aws_kms_alias.a.arn}"])(
    "leaves Terraform's own %s to Terraform",
    (reference) => {
      expect(resource(reference)).toContain(`"${reference}"`);
    },
  );

  it("has no needless byte", () => {
    expect(resource("*")).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"Any","Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
    );
  });
});
