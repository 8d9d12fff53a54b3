import type { Names } from "../naming";
import { type PolicyDocument, policyDocument } from "./document";

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
export function selfTestTrustPolicy({ managementAccountId, selfTest }: Names): PolicyDocument {
  return policyDocument([
    {
      Sid: "AllowScheduleToAssume",
      Effect: "Allow",
      Principal: { Service: "scheduler.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": managementAccountId, "aws:SourceArn": selfTest.scheduleGroupArn },
      },
    },
  ]);
}

/** Enabling a rule that is enabled: recorded as every call is, and without an effect. */
export function selfTestPolicy({ selfTest }: Names): PolicyDocument {
  return policyDocument([
    { Sid: "AllowSelfTest", Effect: "Allow", Action: "events:EnableRule", Resource: selfTest.rule.arn },
  ]);
}
