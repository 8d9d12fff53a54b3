import { placedBlocks } from "../../../src/adoption/stack-json";
import { FRAMEWORKS } from "../../../src/controls";
import { namesOf } from "../../../src/naming";
import { ATTACKS } from "../../../src/threats";
import { threatModel } from "../../../src/tools/docs/threat-model";
import type { DoctorReport } from "../../../src/tools/doctor/report/report";
import { configurationOf } from "../../../src/tools/evidence/configuration";
import type { Evidence } from "../../../src/tools/evidence/evidence";
import type { Inputs, ReviewResult, VerifyResult } from "../../../src/tools/evidence/inputs";
import { verdictOf } from "../../../src/tools/evidence/verdict";
import { sha256 } from "../../../src/tools/sha256";
import { example, synthesized } from "../../support/synthesized";

export const NOW = new Date("2026-12-01T09:00:00.000Z");

const BUCKET = namesOf(example).archive.bucket.name;

/** Every line of doctor that a requirement names. */
const CHECKS = [
  ...new Set(FRAMEWORKS.flatMap(({ requirements }) => requirements.flatMap(({ by }) => by.checks ?? []))),
];

export function doctorLine(id: string): DoctorReport["lines"][number] {
  return {
    id,
    question: `Is ${id} so?`,
    page: "https://docs.aws.amazon.com/",
    status: "pass",
    evidence: ["seen"],
    deviations: [],
    unread: [],
    asks: {},
    regions: "home",
  };
}

export const healthyDoctor: DoctorReport = {
  schema: "org-trail/doctor/1",
  askedAt: "2026-12-01T08:00:00.000Z",
  organization: example.name,
  organizationId: example.organizationId,
  managementAccountId: example.accounts.management.id,
  homeRegion: example.homeRegion,
  status: "pass",
  lines: CHECKS.map(doctorLine),
};

export const soundVerify: VerifyResult = {
  madeAt: "2026-12-01T08:10:00.000Z",
  source: "copy",
  bucket: BUCKET,
  range: { from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z" },
  chains: [{ lastEnd: "2026-12-01T08:00:00Z" }],
  isSound: true,
  sums: { chains: 3, provenDigests: 72, provenLogFiles: 100 },
  findings: [],
};

export const quietReview: ReviewResult = {
  version: 1,
  madeAt: "2026-12-01T08:20:00.000Z",
  organizationId: example.organizationId,
  reviews: [...synthesized(example).keys()].map((of) => ({ of, findings: [] })),
};

export const healthy: Omit<Inputs, "files"> = { doctor: healthyDoctor, verify: soundVerify, review: quietReview };

/** Evidence of the example, whose description leaves nothing out, from what was handed in. */
export function evidenceOf(given: Omit<Inputs, "files"> = healthy, at = NOW): Evidence {
  const stacks = [...synthesized(example).values()].map(({ name, json }) => ({
    name,
    accountId: "111122223333",
    blocks: placedBlocks(name, json),
  }));
  const files = Object.entries(given).map(([name, value]) => {
    const bytes = Buffer.from(JSON.stringify(value));
    return { name: `${name}.json`, bytes, sha256: sha256(bytes) };
  });
  const inputs = { ...given, files };
  return {
    organization: example,
    trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/example",
    madeAt: at.toISOString(),
    verdict: verdictOf({
      inputs,
      stacks,
      organizationId: example.organizationId,
      bucket: BUCKET,
      now: at,
      maxAgeDays: 7,
    }),
    configuration: configurationOf(stacks),
    inputs,
    sources: { commit: "0".repeat(40), versions: { node: "v20" }, hashes: { description: "0".repeat(64) } },
    threatModel: threatModel(ATTACKS, example),
  };
}
