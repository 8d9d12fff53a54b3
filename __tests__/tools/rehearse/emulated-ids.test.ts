import { describe, expect, it } from "vitest";
import { emulatedIds, liveAddresses, rehearsedAdoption, type Section } from "../../../src/tools/rehearse/emulated-ids";
import type { StateResource } from "../../../src/tools/terraform/state";
import { changed } from "../../support/organizations";
import { example } from "../../support/synthesized";

const placed = (path: string) => ({ "//": { metadata: { path: `management/${path}` } } });
const json = {
  provider: { aws: [] },
  resource: {
    aws_organizations_policy: { baseline: placed("scp/baseline/policy") },
    aws_organizations_policy_attachment: { attached: placed("scp/baseline/attachments") },
    aws_sns_topic_subscription: { mail: placed("topic/email") },
    aws_cloudtrail: { trail: placed("org-trail/trail") },
    aws_cloudwatch_log_group: { group: placed("org-trail/log-group") },
  },
};
const section: Section = {
  "scp/baseline/policy": "p-theirs12",
  "scp/baseline/attachments": ["ou-theirs-1"],
  "topic/email": "arn:aws:sns:us-east-1:111122223333:topic:theirs",
  "org-trail/trail": true,
  "org-trail/log-group": false,
};
const resource = (address: string, ...attributes: Record<string, string>[]): StateResource => ({
  address,
  type: address.replace(/\..*/, ""),
  provider: "aws.management",
  instances: attributes.map((one) => ({ tainted: false, attributes: one })),
});
const state = {
  lineage: "one",
  resources: [
    resource("aws_organizations_policy.baseline", { id: "p-here1234" }),
    resource("aws_organizations_policy_attachment.attached", { target_id: "ou-here-1" }, { target_id: "ou-here-2" }),
    resource("aws_sns_topic_subscription.mail", { id: "x", arn: "arn:aws:sns:us-east-1:111122223333:topic:here" }),
    resource("aws_cloudtrail.trail", { id: "trail" }),
  ],
};

describe("what is made live before the first plan", () => {
  const key = { "org-logs-key/key": "e9dfcdbe-19e1-491c-a8f9-d17612cf6353", "org-logs-key/alias": true };

  it("is what the description adopts", () => {
    const adopt = { "log-archive": { ...key, "log-archive-bucket/bucket": false } };
    expect(rehearsedAdoption(changed(example, { adopt }))).toEqual({ adopt, notice: undefined });
  });

  it("is nothing where nobody has looked what is live besides the key, and the result says so", () => {
    const { adopt, notice } = rehearsedAdoption(changed(example, { adopt: { "log-archive": key } }));
    expect(adopt).toEqual({});
    expect(notice).toContain("npx org-trail adopt");
  });
});

describe("what is live on the emulator", () => {
  const addresses = liveAddresses("management", section, json);

  it("is what the description adopts, and nothing that it leaves to Terraform", () => {
    expect([...addresses.keys()]).toEqual(Object.keys(section).filter((path) => path !== "org-trail/log-group"));
  });

  it("has the ids that the emulator chose, each of which is said", () => {
    const { section: emulated, substituted } = emulatedIds("management", section, addresses, state);
    expect(emulated).toEqual({
      ...section,
      "scp/baseline/policy": "p-here1234",
      "scp/baseline/attachments": ["ou-here-1", "ou-here-2"],
      "topic/email": "arn:aws:sns:us-east-1:111122223333:topic:here",
    });
    expect(substituted).toHaveLength(3);
    expect(substituted[0]).toBe("management, scp/baseline/policy: p-theirs12 is p-here1234 on the emulator");
  });
});
