import { describe, expect, it } from "vitest";
import { emittedEnvironment } from "../proof/emitted-environment";
import { KEY_IDS } from "../support/emitted-policies";
import { askflorence } from "../support/synthesized";
import { inOnePartition, liveEnvironment } from "./live-environment";
import type { ReadBack } from "./read-back";

const KEY = "99999999-8888-4777-8666-555555555555";
const emitted = emittedEnvironment(askflorence);
const { management, logArchive } = askflorence.accounts;
const isApplied = (account: string) => [management.id, logArchive.id].includes(account);

/** An emulator that has what is emitted, under a key's id of its own. */
const asEmitted: ReadBack = {
  accounts: {},
  policies: [
    ...attachments("SERVICE_CONTROL_POLICY", emitted.serviceControlPolicies),
    ...attachments("RESOURCE_CONTROL_POLICY", emitted.resourceControlPolicies),
  ],
  resources: (emitted.resources ?? []).flatMap(({ arn, policy }) =>
    policy === undefined ? [] : [{ arn: withItsKey(arn), text: withItsKey(JSON.stringify(policy)) }],
  ),
  permissions: Object.entries(emitted.identityPolicies ?? {}).map(([arn, held]) => ({
    arn,
    texts: held.map(({ document }) => withItsKey(JSON.stringify(document))),
  })),
  aliases: [{ alias: askflorence.key.alias, keyId: KEY }],
};

function attachments(
  type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY",
  targets: typeof emitted.serviceControlPolicies = {},
) {
  return Object.entries(targets).flatMap(([target, policies]) =>
    policies.map(({ name, document }) => ({
      type,
      name,
      text: withItsKey(JSON.stringify(document)),
      targets: [target],
    })),
  );
}

function withItsKey(text: string): string {
  return text.replaceAll(KEY_IDS["org-logs-key/key"], KEY);
}

/** As Lambda says it: with an `Id`, the key in its own case, a list where one was written. */
function inOtherWords(text: string): string {
  const { Version, Statement } = JSON.parse(text.replaceAll('"aws:SourceArn"', '"AWS:SourceArn"'));
  const statements = Statement.map((one: { Action: unknown }) => ({ ...one, Action: [one.Action].flat() }));
  return JSON.stringify({ Id: "default", Statement: statements.reverse(), Version });
}

const differences = (read: ReadBack) => liveEnvironment(askflorence, read, isApplied).differences;

describe("what is read back for the drill", () => {
  it("differs in nothing where the emulator has what is emitted, its keys under ids of their own", () => {
    const { environment, policies, differences: found } = liveEnvironment(askflorence, asEmitted, isApplied);
    expect(found).toEqual([]);
    expect(policies).toBeGreaterThan(20);
    expect(environment.resources).toEqual(emitted.resources);
    expect(environment.serviceControlPolicies).toEqual(emitted.serviceControlPolicies);
  });

  it("differs in nothing where the emulator says the same in other words", () => {
    const resources = asEmitted.resources.map(({ arn, text }) => ({ arn, text: inOtherWords(text) }));
    expect(differences({ ...asEmitted, resources })).toEqual([]);
  });

  it.each<[string, ReadBack, RegExp]>([
    ["a policy that is attached nowhere", { ...asEmitted, policies: [] }, /ScpBaseline is not attached to ou-Prod/],
    [
      "a policy that nobody described",
      {
        ...asEmitted,
        policies: [
          ...asEmitted.policies,
          { type: "SERVICE_CONTROL_POLICY", name: "Theirs", text: "{}", targets: ["ou-Prod"] },
        ],
      },
      /Theirs is attached to ou-Prod, and nobody described that/,
    ],
    [
      "a bucket without its policy",
      { ...asEmitted, resources: [] },
      /askflorence-org-cloudtrail-logs-754660694122: nothing/,
    ],
    [
      "a bucket with another policy",
      {
        ...asEmitted,
        resources: asEmitted.resources.map((one) => ({
          ...one,
          text: one.text.replace("s3:PutObject", "s3:GetObject"),
        })),
      },
      /askflorence-org-cloudtrail-logs-754660694122: what was read back is not what was synthesized/,
    ],
    ["a role without its permissions", { ...asEmitted, permissions: [] }, /role\/.*: nothing was read back/],
  ])("differs with %s", (_, read, said) => {
    expect(differences(read)).toEqual(expect.arrayContaining([expect.stringMatching(said)]));
  });

  it("is in the proof's partition, and what is undefined in a request stays so", () => {
    const context = { "aws:SourceArn": undefined, "kms:ViaService": ["arn:aws-cn:s3:::b"] };
    const asked = inOnePartition({ resource: "arn:aws-us-gov:s3:::b/arn:aws-cn:kms:x", context });
    expect(asked).toStrictEqual({
      resource: "arn:aws:s3:::b/arn:aws:kms:x",
      context: { "aws:SourceArn": undefined, "kms:ViaService": ["arn:aws:s3:::b"] },
    });
  });
});
