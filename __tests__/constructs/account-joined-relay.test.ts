import { describe, expect, it } from "vitest";
import { eventBridgeEvents } from "../support/cloudtrail/event-bridge-event";
import { cloudTrailRecord } from "../support/cloudtrail/record";
import { matchesEvent } from "../support/patterns/event-pattern";
import { askflorence, example, stackOf } from "../support/synthesized";

const patternAt = (path: string) => JSON.parse(String(stackOf(example, "management").at(path).event_pattern));

describe("AccountJoinedRelay", () => {
  const stack = () => stackOf(example, "management");

  it("takes the joining of accounts from us-east-1 to the home Region, where the sentinel is", () => {
    expect(stack().at("account-joined-relay/rule")).toMatchObject({ provider: "aws.management-us-east-1" });
    expect(stack().at("account-joined-relay/target")).toMatchObject({
      provider: "aws.management-us-east-1",
      arn: "arn:aws:events:eu-central-1:111122223333:event-bus/default",
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\.account-joined-relay_role_.+\.arn\}$/),
      depends_on: [expect.stringMatching(/^aws_iam_role_policy\.account-joined-relay_role-policy_/)],
    });
    expect(stack().providers()).toContainEqual(
      expect.objectContaining({
        alias: "management-us-east-1",
        region: "us-east-1",
        allowed_account_ids: ["111122223333"],
      }),
    );
  });

  it("relays what the sentinel's rule is for", () => {
    expect(patternAt("account-joined-relay/rule")).toEqual(patternAt("trail-sentinel/account-joined-rule"));
  });

  it("is not there where the home Region has those events itself", () => {
    expect(() => stackOf(askflorence, "management").at("account-joined-relay/rule")).toThrow("found 0");
  });

  it("may put events on the management account's bus and do nothing else, for its own rule", () => {
    expect(JSON.parse(String(stack().at("account-joined-relay/role-policy").policy)).Statement).toMatchObject([
      { Action: "events:PutEvents", Resource: "arn:aws:events:eu-central-1:111122223333:event-bus/default" },
    ]);
    expect(JSON.parse(String(stack().at("account-joined-relay/role").assume_role_policy)).Statement).toMatchObject([
      {
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnEquals: {
            "aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/example-org-audit-account-joined-relay",
          },
        },
      },
    ]);
  });
});

describe("an account's joining", () => {
  const joined = (eventName: string, eventType: "AwsApiCall" | "AwsServiceEvent") =>
    eventBridgeEvents(
      cloudTrailRecord({ eventSource: "organizations.amazonaws.com", eventName, eventType, accountId: "111122223333" }),
    );

  it.each([
    ["CreateAccountResult", "AwsServiceEvent", true],
    ["AcceptHandshake", "AwsApiCall", true],
    ["AccountJoinedOrganization", "AwsServiceEvent", true],
    // It only begins the making of an account, which may fail.
    ["CreateAccount", "AwsApiCall", false],
    ["MoveAccount", "AwsApiCall", false],
    ["AccountDepartedOrganization", "AwsServiceEvent", false],
  ] as const)("%s, an %s: %s", (eventName, eventType, runs) => {
    expect(matchesEvent(patternAt("trail-sentinel/account-joined-rule"), joined(eventName, eventType))).toBe(runs);
  });
});
