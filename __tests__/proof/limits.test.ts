import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import exampleInput from "../../organizations/example";
import type { Organization } from "../../src/config/organization";
import { REGIONS } from "../../src/config/regions";
import { synthesize } from "../../src/stacks/synthesize";
import { differentlyDeployed, longest } from "../detections/organizations";
import { brokenLimits } from "../support/aws-limits";
import { temporaryFolder } from "../support/organizations";
import { valid } from "../support/synthesized";

const { trail: _, ...withoutDataEvents } = exampleInput;
const trail = { name: "t".repeat(128) };

/** What stretches one thing as far as the schema lets it. */
const STRETCHED: Readonly<Record<string, Organization>> = {
  "the longest names": longest,
  "the longest names, deployed by four roles": differentlyDeployed(4),
  "the longest names, by a StackSet": { ...longest, forwarding: { stackSetFrom: 0 } },
  "readers of as many accounts as there may be": {
    ...longest,
    archive: {
      ...longest.archive,
      readers: Array.from({ length: 25 }, (_, index) => ({
        accountId: String(600_000_000_000 + index),
        role: `${"R".repeat(62)}${index + 10}`,
      })),
    },
  },
  "every Region of a partition": valid({
    ...withoutDataEvents,
    trail,
    homeRegion: "us-east-1",
    governedRegions: REGIONS.filter((region) => !/^(?:cn|us-gov|us-iso|eu-isoe|eusc)-/.test(region)),
  }),
  GovCloud: valid({
    ...withoutDataEvents,
    trail,
    homeRegion: "us-gov-east-1",
    governedRegions: ["us-gov-east-1", "us-gov-west-1"],
  }),
  China: valid({
    ...withoutDataEvents,
    trail,
    homeRegion: "cn-northwest-1",
    governedRegions: ["cn-north-1", "cn-northwest-1"],
  }),
  "many people, the longest addresses, and a hundred units": valid({
    ...exampleInput,
    alerts: {
      emails: Array.from({ length: 50 }, (_, index) => `${"e".repeat(62)}${index + 10}@${"d".repeat(63)}.example`),
      webhooks: Array.from({ length: 20 }, (_, index) => `https://example.com/${"&".repeat(2026)}${index + 10}`),
      runbooks: `https://example.com/${"&".repeat(480)}`,
    },
    guardrails: {
      ...exampleInput.guardrails,
      organizationalUnits: [
        ...exampleInput.guardrails.organizationalUnits,
        ...Array.from({ length: 100 }, (_, index) => `${"\u00dc\"'\\<&%$ ".repeat(12)}${index}`),
      ],
    },
    tags: Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`${"k".repeat(126)}${index + 10}`, "\u5024".repeat(256)]),
    ),
  }),
  "a thousand workloads": valid({
    ...exampleInput,
    accounts: {
      ...exampleInput.accounts,
      workloads: Array.from({ length: 1000 }, (_, index) => ({
        name: `${"w".repeat(28)}${index + 1000}`,
        id: String(300_000_000_000 + index),
        organizationalUnit: "Workloads/Prod",
      })),
    },
  }),
};

describe("whatever is accepted, AWS takes: sizes, names and numbers of all that is emitted, of", () => {
  it.each(Object.entries(STRETCHED))("%s", (_, organization) => {
    const outdir = temporaryFolder({ onTestFinished });
    synthesize(organization, outdir);
    expect(brokenLimitsIn(outdir)).toEqual([]);
  });
});

function brokenLimitsIn(outdir: string): readonly string[] {
  const stacks = join(outdir, "stacks");
  return readdirSync(stacks).flatMap((stack) =>
    brokenLimits(JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8"))),
  );
}
