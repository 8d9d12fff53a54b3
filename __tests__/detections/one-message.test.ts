import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { DETECTIONS, type DetectionId } from "../../src/detections";
import type { Detection } from "../../src/detections/detection";
import { reachesPeople } from "../../src/detections/rendering";
import { ATTACKS } from "../../src/threats";
import { accountsAt, VANTAGES } from "../proof/attackers";
import type { CloudTrailRecord } from "../support/cloudtrail/record";
import { askflorence, example } from "../support/synthesized";
import { recordsOf } from "./attack-records";
import { watchOf } from "./watch";

/** Detections that report one call together, on one way, and why both do. */
const TOGETHER: readonly { readonly ids: readonly DetectionId[]; readonly because: string }[] = [
  {
    ids: ["cis-4-15-organization-changed", "organization-policy-changed"],
    because: "the benchmark's pattern has calls that no other detection has, and is to the letter",
  },
  { ids: ["cis-4-15-organization-changed", "organization-changed"], because: "the same" },
  { ids: ["cis-4-9-config-changed", "security-service-off"], because: "the same" },
  { ids: ["cis-4-7-key-disabled", "watchers-key-changed"], because: "the same, of keys in every account" },
  { ids: ["archive-key-changed", "cis-4-7-key-disabled"], because: "the same" },
  {
    ids: ["evidence-identity-changed", "trail-logs-role-changed"],
    because: "a role of that name in another account is nobody else's to see",
  },
  { ids: ["changed-outside-terraform", "evidence-identity-changed"], because: "the same" },
  { ids: ["evidence-identity-changed", "reader-role-changed"], because: "the same" },
  {
    ids: ["changed-outside-terraform", "events-copied-out"],
    because: "in the log archive nobody has rules: one says that there is one, the other where it leads",
  },
];

const isCount = (id: DetectionId): boolean => {
  const detection: Detection = DETECTIONS[id];
  return "threshold" in detection && (detection.threshold ?? 1) > 1;
};

/** Every call of every attack, wherever it is tried. */
function calls(organization: Organization): readonly CloudTrailRecord[] {
  return ATTACKS.flatMap(({ from, steps }) =>
    VANTAGES.flatMap((vantage) => {
      const [account] = accountsAt(vantage, organization);
      if (from[vantage] === undefined || account === undefined) return [];
      return steps.flatMap((step) => recordsOf(step, account, organization));
    }),
  );
}

describe.each([askflorence, example])("one call in $name is one message", (organization) => {
  const { counted, messages } = watchOf(organization);
  const together = TOGETHER.map(({ ids }) => ids.toSorted().join(" and "));
  const twice = (tell: (record: CloudTrailRecord) => readonly DetectionId[]) =>
    new Set(
      calls(organization)
        .map((record) => tell(record).filter((id) => reachesPeople(id) && !isCount(id)))
        .filter((ids) => ids.length > 1)
        .map((ids) => ids.toSorted().join(" and ")),
    );

  it.each([
    ["of an alarm", counted],
    ["of a rule", messages],
  ])("%s, but for those that are listed with their reasons", (_, tell) => {
    expect([...twice(tell)].filter((ids) => !together.includes(ids))).toEqual([]);
  });
});
