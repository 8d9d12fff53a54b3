import { beforeAll, describe, expect, it } from "vitest";
import { recordsManagementEvents } from "../../../src/tools/doctor/aws/other-trails";
import { statusOf } from "../../../src/tools/doctor/check";
import { archiveBucket } from "../../../src/tools/doctor/checks/archive-bucket";
import { archiveKey } from "../../../src/tools/doctor/checks/archive-key";
import { delegatedAdministrators } from "../../../src/tools/doctor/checks/delegated-administrators";
import { organization } from "../../../src/tools/doctor/checks/organization";
import { quotas } from "../../../src/tools/doctor/checks/quotas";
import { sentinel } from "../../../src/tools/doctor/checks/sentinel";
import { subscriptions } from "../../../src/tools/doctor/checks/subscriptions";
import type { Expected } from "../../../src/tools/doctor/expected";
import { askflorence, example } from "../../support/synthesized";
import { expectedFor } from "./expected";

const NOW = new Date("2026-12-01T00:00:00Z");
const REFUSED = { unreadable: "AccessDenied" };
const KEY = "arn:aws:kms:eu-central-1:444455556666:key/12345678-1234-1234-1234-123456789012";

let described: Expected;
beforeAll(() => {
  described = expectedFor(example);
});

describe("the organization", () => {
  const live = { Id: "o-exampleorgid", MasterAccountId: "111122223333", FeatureSet: "ALL" } as const;
  it.each([
    ["as described", { value: live }, "pass"],
    ["with billing alone", { value: { ...live, FeatureSet: "CONSOLIDATED_BILLING" as const } }, "fail"],
    ["another one", { value: { ...live, Id: "o-another" } }, "fail"],
    ["managed by another account", { value: { ...live, MasterAccountId: "999999999999" } }, "fail"],
    ["none", { value: undefined }, "fail"],
    ["that may not be read", REFUSED, "could-not-check"],
  ])("%s", (_, answer, status) => {
    expect(statusOf(organization.judge(answer, described, NOW))).toBe(status);
  });
});

describe("the archive bucket", () => {
  const healthy = {
    versioning: { value: "Enabled" },
    lock: { value: { mode: "COMPLIANCE" as const, days: 2557 } },
    encryption: { value: { algorithm: "aws:kms", keyArn: KEY, bucketKey: false } },
    blocked: { value: ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"] },
    ownership: { value: "BucketOwnerEnforced" },
    keyArn: { value: KEY },
  };
  it.each([
    ["as described", {}, "pass"],
    ["locked for longer", { lock: { value: { mode: "COMPLIANCE" as const, days: 3000 } } }, "pass"],
    ["never versioned", { versioning: { value: undefined } }, "fail"],
    ["locked a day less", { lock: { value: { mode: "COMPLIANCE" as const, days: 2556 } } }, "fail"],
    ["without a default lock", { lock: { value: { mode: undefined, days: undefined } } }, "fail"],
    ["without a lock", { lock: { value: undefined } }, "fail"],
    ["with another key", { keyArn: { value: `${KEY}0` } }, "fail"],
    ["with an S3 Bucket Key", { encryption: { value: { ...healthy.encryption.value, bucketKey: true } } }, "fail"],
    ["with one block off", { blocked: { value: healthy.blocked.value.slice(1) } }, "fail"],
    ["with ACLs", { ownership: { value: "ObjectWriter" } }, "fail"],
    ["whose lock may not be read", { lock: REFUSED }, "could-not-check"],
    ["whose key may not be read", { keyArn: REFUSED }, "could-not-check"],
    ["unversioned, whose lock may not be read", { versioning: { value: undefined }, lock: REFUSED }, "fail"],
  ])("%s", (_, differs, status) => {
    expect(statusOf(archiveBucket.judge({ ...healthy, ...differs }, described, NOW))).toBe(status);
  });
});

describe("the archive's key", () => {
  const live = {
    KeyId: KEY,
    Arn: KEY,
    KeyState: "Enabled",
    KeyManager: "CUSTOMER",
    AWSAccountId: "444455556666",
  } as const;
  const rotation = { value: { on: true, days: 365 } };
  it.each([
    ["enabled and rotated", { key: { value: live }, rotation }, "pass"],
    ["to be deleted", { key: { value: { ...live, KeyState: "PendingDeletion" as const } }, rotation }, "fail"],
    ["AWS's", { key: { value: { ...live, KeyManager: "AWS" as const } }, rotation }, "fail"],
    ["another account's", { key: { value: { ...live, AWSAccountId: "999999999999" } }, rotation }, "fail"],
    ["none", { key: { value: undefined }, rotation: { value: undefined } }, "fail"],
    ["not rotated", { key: { value: live }, rotation: { value: { on: false, days: undefined } } }, "fail"],
    ["whose rotation may not be read", { key: { value: live }, rotation: REFUSED }, "could-not-check"],
  ])("%s", (_, answers, status) => {
    expect(statusOf(archiveKey.judge(answers, described, NOW))).toBe(status);
  });

  it("that is adopted is told from one that its alias was moved to", () => {
    const adopting = expectedFor(askflorence);
    const moved = { ...live, AWSAccountId: "754660694122" };
    const { deviations } = archiveKey.judge({ key: { value: moved }, rotation }, adopting, NOW);
    expect(deviations.map(({ what }) => what)).toEqual([
      `The alias leads to ${KEY}, not to the adopted key ${adopting.names.archiveKeyArn}`,
    ]);
  });
});

describe("delegated administrators", () => {
  it.each([
    ["the described one", { value: ["777788889999"] }, "pass"],
    ["none", { value: [] }, "fail"],
    ["one more", { value: ["777788889999", "123456789012"] }, "fail"],
    ["unread", REFUSED, "could-not-check"],
  ])("%s", (_, answer, status) => {
    expect(statusOf(delegatedAdministrators.judge(answer, described, NOW))).toBe(status);
  });

  it("none, where none is described", () => {
    expect(statusOf(delegatedAdministrators.judge({ value: [] }, expectedFor(askflorence), NOW))).toBe("pass");
  });
});

describe("the sentinel", () => {
  it.each([
    ["ran", { value: 3 }, "pass"],
    ["did not run", { value: 0 }, "fail"],
    ["may not be asked", REFUSED, "could-not-check"],
  ])("%s", (_, answer, status) => {
    expect(statusOf(sentinel.judge(answer, described, NOW))).toBe(status);
  });
});

describe("a quota", () => {
  it.each([
    [89, "pass"],
    [90, "fail"],
    [120, "fail"],
  ])("of 100 with %i used", (used, status) => {
    const usage = { what: "filters", used: { value: used }, quota: 100, page: "https://docs.aws.amazon.com/" };
    expect(statusOf(quotas.judge([usage], described, NOW))).toBe(status);
  });
});

describe("subscriptions", () => {
  it("of an organization that names nobody fail: its alerts reach no person", () => {
    const nobody = expectedFor(askflorence);
    const topic = nobody.names.alarmTopic.arn;
    const { deviations } = subscriptions.judge([{ topic, stack: "management", live: { value: [] } }], nobody, NOW);
    expect(deviations.map(({ what }) => what)).toContain("It tells no person");
  });

  it("are shown without the password that an address carries", () => {
    const topic = described.names.alarmTopic.arn;
    const live = [{ Protocol: "https", Endpoint: "https://me:secret@example.com/", SubscriptionArn: "arn:aws:sns:1" }];
    const judgement = subscriptions.judge([{ topic, stack: "management", live: { value: live } }], described, NOW);
    expect(JSON.stringify(judgement)).not.toContain("secret");
  });
});

describe("another trail records management events", () => {
  it.each([
    ["without selectors", {}, true],
    ["by a basic selector", { EventSelectors: [{ ReadWriteType: "WriteOnly" as const }] }, true],
    ["by none of its basic selectors", { EventSelectors: [{ IncludeManagementEvents: false }] }, false],
    [
      "by an advanced selector",
      { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] }] },
      true,
    ],
    [
      "by no advanced selector",
      { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Data"] }] }] },
      false,
    ],
  ])("%s: %j", (_, answer, expected) => {
    expect(recordsManagementEvents(answer)).toBe(expected);
  });
});
