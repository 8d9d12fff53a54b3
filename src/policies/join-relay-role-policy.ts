import type { Names } from "../naming";
import { EVENTBRIDGE } from "./callers";
import { type PolicyDocument, policyDocument } from "./document";

/** Who may take an account's joining to the home Region: EventBridge, for that rule. */
export function joinRelayTrustPolicy({ managementAccountId, sentinel }: Names): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowRelayToAssume",
      Effect: "Allow",
      Principal: EVENTBRIDGE,
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": managementAccountId },
        ArnEquals: { "aws:SourceArn": sentinel.joinRelayRule.arn },
      },
    },
  ]);
}

export function joinRelayPolicy({ defaultBusArn }: Names): PolicyDocument {
  return policyDocument([
    { Sid: "AllowRelaying", Effect: "Allow", Action: "events:PutEvents", Resource: defaultBusArn },
  ]);
}
