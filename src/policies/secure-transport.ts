import type { OneOrMore, Statement } from "./document";

/**
 * Nobody asks over a connection that can be listened to.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
 */
export function denyInsecureTransport(what: {
  readonly Sid: string;
  readonly Action: OneOrMore;
  readonly Resource: OneOrMore;
}): Statement {
  return {
    Sid: what.Sid,
    Effect: "Deny",
    Principal: "*",
    Action: what.Action,
    Resource: what.Resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
