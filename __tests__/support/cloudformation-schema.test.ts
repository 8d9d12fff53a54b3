import { describe, expect, it } from "vitest";
import { forwardingTemplate } from "../../src/constructs/forwarding-stack-set";
import { namesOf } from "../../src/naming";
import { againstSchemas, type CloudFormationTemplate } from "./cloudformation-schema";
import { changed } from "./organizations";
import { exampleWithStackSet } from "./synthesized";

/** As CloudFormation gets it. */
const template: CloudFormationTemplate = JSON.parse(
  JSON.stringify(forwardingTemplate({ names: namesOf(exampleWithStackSet), organization: exampleWithStackSet })),
);

describe("the StackSet's template", () => {
  it("has nothing that CloudFormation's published resource schemas do not know", () => {
    expect(againstSchemas(template)).toEqual([]);
  });

  it.each([
    [
      "a resource type",
      { "Resources.Nothing.Type": "AWS::Events::Wish" },
      "Nothing: no resource type AWS::Events::Wish",
    ],
    ["a condition", { "Resources.Role.Condition": "Sundays" }, "Role.Condition: no condition Sundays"],
    ["a property", { "Resources.Rule1.Properties.Colour": "red" }, "Rule1.Colour: no such property"],
    [
      "a nested property",
      { "Resources.Rule1.Properties.Targets[0].Colour": "red" },
      "Rule1.Targets[0].Colour: no such property",
    ],
    [
      "a required property",
      { "Resources.Role.Properties.AssumeRolePolicyDocument": undefined },
      "Role.AssumeRolePolicyDocument: required",
    ],
    ["a text", { "Resources.Rule1.Properties.Name": 1 }, "Rule1.Name: 1 is no text"],
    [
      "a whole number",
      { "Resources.Rule1.Properties.Targets[0].RetryPolicy.MaximumRetryAttempts": "many" },
      'Rule1.Targets[0].RetryPolicy.MaximumRetryAttempts: "many" is no whole number',
    ],
    ["a list", { "Resources.Rule1.Properties.Targets": {} }, "Rule1.Targets: {} is no list"],
    [
      "an attribute",
      { "Resources.Rule1.Properties.Targets[0].RoleArn": { "Fn::GetAtt": ["Role", "Colour"] } },
      "Rule1.Targets[0].RoleArn: Role has no attribute Colour",
    ],
    [
      "what is put in a text",
      { "Resources.Role.Properties.RoleName": { "Fn::Sub": "a-$" + "{Nobody}" } },
      "Role.RoleName: no Nobody to put in",
    ],
  ])("would be refused with another: %s", (_title, change, problem) => {
    const other: CloudFormationTemplate = JSON.parse(JSON.stringify(changed(template, change)));
    expect(againstSchemas(other)).toEqual([problem]);
  });
});
