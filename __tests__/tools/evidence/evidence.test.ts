import { readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { FRAMEWORKS } from "../../../src/controls";
import { CHECKS } from "../../../src/tools/doctor/checks";
import { type DoctorReport, doctorReport } from "../../../src/tools/doctor/report/report";
import { formatHtml } from "../../../src/tools/evidence/formats/html";
import { formatMarkdown } from "../../../src/tools/evidence/formats/markdown";
import type { Inputs } from "../../../src/tools/evidence/inputs";
import { assessmentResults } from "../../../src/tools/evidence/oscal";
import { uuidOf } from "../../../src/tools/evidence/uuid";
import { statusOf } from "../../../src/tools/evidence/verdict";
import { filesOf } from "../../../src/tools/evidence/write";
import { doctorLine, evidenceOf, healthy, healthyDoctor, NOW, quietReview, soundVerify } from "./evidence-of";

const doctorWith = (line: Partial<DoctorReport["lines"][number]>): DoctorReport => ({
  ...healthyDoctor,
  lines: healthyDoctor.lines.map((one) => (one.id === "trail-delivery" ? { ...one, ...line } : one)),
});

describe("the verdict", () => {
  it("is that it holds where doctor, verify and review found nothing", () => {
    const { verdict } = evidenceOf();
    expect(verdict.headline).toMatch(/^HOLDS: \d+ lines of doctor, verify and review pass\.$/);
    for (const { requirements } of verdict.frameworks)
      expect(requirements.filter((one) => statusOf(one) !== "pass").map(({ requirement }) => requirement.id)).toEqual(
        [],
      );
  });

  it.each<[why: string, given: Omit<Inputs, "files">, headline: RegExp]>([
    [
      "a line of doctor fails",
      {
        ...healthy,
        doctor: doctorWith({
          status: "fail",
          deviations: [{ subject: "trail", what: "is off", remedy: "Turn it on" }],
        }),
      },
      /^DOES NOT HOLD: doctor: trail-delivery\./,
    ],
    [
      "a line could not be checked",
      { ...healthy, doctor: doctorWith({ status: "could-not-check" }) },
      /^NOT SHOWN: doctor: trail-delivery could not/,
    ],
    [
      "doctor was not asked",
      { verify: soundVerify, review: healthy.review },
      /^NOT SHOWN: doctor could not be checked/,
    ],
    [
      "doctor's result is old",
      { ...healthy, doctor: { ...healthyDoctor, askedAt: "2026-11-01T00:00:00Z" } },
      /^NOT SHOWN: doctor could/,
    ],
    [
      "doctor's result is of tomorrow",
      { ...healthy, doctor: { ...healthyDoctor, askedAt: "2026-12-02T00:00:00Z" } },
      /^NOT SHOWN: doctor could/,
    ],
    [
      "doctor asked another organization",
      { ...healthy, doctor: { ...healthyDoctor, organizationId: "o-other00000" } },
      /^NOT SHOWN: doctor could/,
    ],
    [
      "verify proved nothing",
      { ...healthy, verify: { ...soundVerify, sums: { chains: 0, provenDigests: 0, provenLogFiles: 0 } } },
      /^NOT SHOWN: verify could/,
    ],
    [
      "verify is old",
      { ...healthy, verify: { ...soundVerify, madeAt: "2026-11-01T00:00:00Z" } },
      /^NOT SHOWN: verify could/,
    ],
    [
      "verify found something, however old",
      {
        ...healthy,
        verify: {
          ...soundVerify,
          isSound: false,
          madeAt: "2026-01-01T00:00:00Z",
          findings: [{ kind: "log-missing", rule: "r", remedy: "m", count: 1 }],
        },
      },
      /^DOES NOT HOLD: verify\./,
    ],
    [
      "review is old",
      { ...healthy, review: { ...quietReview, madeAt: "2026-11-01T00:00:00Z" } },
      /^NOT SHOWN: review: /,
    ],
    [
      "review judged another organization",
      { ...healthy, review: { ...quietReview, organizationId: "o-other00000" } },
      /^NOT SHOWN: review could/,
    ],
    [
      "a stack was not reviewed",
      { ...healthy, review: { ...quietReview, reviews: quietReview.reviews.slice(1) } },
      /^NOT SHOWN: review: /,
    ],
    [
      "verify proved another bucket",
      { ...healthy, verify: { ...soundVerify, bucket: "other" } },
      /^NOT SHOWN: verify could/,
    ],
    [
      "verify was asked until today, and the newest digest is old",
      { ...healthy, verify: { ...soundVerify, chains: [{ lastEnd: "2026-10-01T00:00:00Z" }] } },
      /^NOT SHOWN: verify could/,
    ],
    [
      "verify proved an hour of long ago",
      { ...healthy, verify: { ...soundVerify, range: { to: "2024-01-01T01:00:00Z" } } },
      /^NOT SHOWN: verify could/,
    ],
    [
      "doctor lacks a line that a requirement names",
      { ...healthy, doctor: { ...healthyDoctor, lines: healthyDoctor.lines.slice(1) } },
      /^NOT SHOWN: doctor: /,
    ],
    ["review judged nothing", { ...healthy, review: { ...quietReview, reviews: [] } }, /^NOT SHOWN: review: /],
    [
      "review found something",
      {
        ...healthy,
        review: {
          ...quietReview,
          reviews: [{ of: "management", findings: [{ check: "destroyed", address: "a", what: "w", remedy: "r" }] }],
        },
      },
      /^DOES NOT HOLD: review: management\./,
    ],
    [
      "one failed and another could not be checked",
      { doctor: doctorWith({ status: "fail" }) },
      /^DOES NOT HOLD: doctor: trail-delivery\./,
    ],
  ])("is on the first line of everything that is written, where %s", (_, given, headline) => {
    const evidence = evidenceOf(given);
    expect(evidence.verdict.headline).toMatch(headline);
    const files = filesOf(evidence);
    expect(String(files.get("VERDICT.txt"))).toBe(`${evidence.verdict.headline}\n`);
    expect(String(files.get("evidence.md")).split("\n")[0]).toContain(evidence.verdict.headline.slice(0, 13));
    expect(String(files.get("index.html"))).toMatch(/<body>\n<p class="verdict (?:fail|could-not-check)">/);
  });

  it("shows no requirement whose line of doctor does not pass", () => {
    const { verdict } = evidenceOf({ ...healthy, doctor: doctorWith({ status: "could-not-check" }) });
    const open = verdict.frameworks.flatMap(({ requirements }) =>
      requirements.filter((one) => statusOf(one) !== "pass"),
    );
    expect(open.map(({ requirement }) => requirement.by.checks?.includes("trail-delivery"))).toEqual(
      open.map(() => true),
    );
    expect(open.length).toBeGreaterThan(0);
  });
});

describe("OSCAL's findings", () => {
  const satisfied = (given: Omit<Inputs, "files">) =>
    assessmentResults(evidenceOf(given))["assessment-results"].results.flatMap(({ findings }) =>
      findings.filter(({ target }) => target.status.state === "satisfied").map(({ target }) => target["target-id"]),
    );

  it("are satisfied where nothing is left to the organization, and all of it is shown", () => {
    const whole = FRAMEWORKS.flatMap(({ requirements }) => requirements.filter(({ left }) => left === undefined));
    expect(satisfied(healthy)).toHaveLength(whole.length);
    expect(whole.length).toBeGreaterThan(3);
  });

  it("are not satisfied of what rests on signatures, where verify found something", () => {
    const altered = { ...soundVerify, isSound: false };
    expect(satisfied(healthy)).toContain("cis_3.1");
    expect(statusesOf({ ...healthy, verify: altered }, "AU-9_3")).toEqual(["not-satisfied"]);
    expect(statusesOf({ ...healthy, verify: altered }, "3.1").length).toBe(1);
  });

  const statusesOf = (given: Omit<Inputs, "files">, id: string) =>
    assessmentResults(evidenceOf(given))["assessment-results"].results.flatMap(({ findings }) =>
      findings.filter(({ target }) => target["target-id"].endsWith(`_${id}`)).map(({ target }) => target.status.state),
    );
});

describe("each requirement", () => {
  it("rests on a line of doctor: without one nothing of live AWS would ever be shown", () => {
    const without = FRAMEWORKS.flatMap(({ requirements }) =>
      requirements.filter(({ by }) => (by.checks ?? []).length === 0),
    );
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  it("names lines that doctor has", () => {
    const lines = new Set(CHECKS.map(({ id }) => id));
    const named = FRAMEWORKS.flatMap(({ requirements }) => requirements.flatMap(({ by }) => by.checks ?? []));
    expect(named.filter((id) => !lines.has(id))).toEqual([]);
  });

  it("is shown by what doctor writes: of no line it writes nothing", () => {
    expect(doctorReport.safeParse(healthyDoctor).success).toBe(true);
    expect(doctorReport.safeParse({ ...healthyDoctor, lines: [] }).success).toBe(false);
  });
});

describe("the folder", () => {
  it("is the same, byte for byte, from the same results and at the same time", () => {
    const [one, other] = [filesOf(evidenceOf()), filesOf(evidenceOf())];
    expect([...one].map(([name, content]) => [name, String(content)])).toEqual(
      [...other].map(([name, content]) => [name, String(content)]),
    );
  });

  it("differs by its date alone where it is made later", () => {
    const later = new Date(NOW.getTime() + 3_600_000);
    const [one, other] = [filesOf(evidenceOf()), filesOf(evidenceOf(healthy, later))];
    const withoutDate = (text: string) => text.replaceAll(/2026-12-01T(?:09|10):00:00\.000Z/g, "");
    expect(withoutDate(String(one.get("evidence.md")))).toBe(withoutDate(String(other.get("evidence.md"))));
    expect(String(one.get("evidence.md"))).not.toBe(String(other.get("evidence.md")));
  });

  it("carries what it rests on, and the hash of each file", () => {
    const files = filesOf(evidenceOf());
    expect([...files.keys()]).toEqual([
      "VERDICT.txt",
      "index.html",
      "evidence.md",
      "assessment-results.json",
      "doctor.json",
      "verify.json",
      "review.json",
      "SHA256SUMS",
    ]);
    expect(String(files.get("SHA256SUMS"))).toMatch(/^(?:[0-9a-f]{64} {2}\S+\n){7}$/);
  });
});

describe("words that somebody in AWS wrote", () => {
  it("are no markup on the page, and no cell of a table", () => {
    const hostile = "<img src=x onerror=alert(1)> | **bold** [link](javascript:x) `code`\n## heading";
    const evidence = evidenceOf({
      ...healthy,
      doctor: { ...healthyDoctor, lines: [{ ...doctorLine("trail"), evidence: [hostile] }] },
    });
    const html = formatHtml(evidence);
    expect(html).not.toContain("<img");
    expect(html).not.toContain('javascript:x"');
    expect(html).not.toContain("<strong>bold");
    const row = formatMarkdown(evidence)
      .split("\n")
      .find((line) => line.includes("onerror"));
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(5);
  });
});

describe("UUIDs", () => {
  it("are of version 5, and each text's own", () => {
    expect(uuidOf("a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([uuidOf("a"), uuidOf("b")]).toEqual([uuidOf("a"), uuidOf("b")]);
    expect(uuidOf("a")).not.toBe(uuidOf("b"));
  });
});

const SCHEMA = process.env.OSCAL_SCHEMA || undefined;

/** The product carries no copy of NIST's schema: https://github.com/usnistgov/OSCAL/releases */
describe.runIf(SCHEMA !== undefined)("the OSCAL document", () => {
  let validate: ValidateFunction;
  beforeAll(() => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    validate = ajv.compile(JSON.parse(readFileSync(SCHEMA ?? "", "utf8")));
  });

  it.each<[string, Omit<Inputs, "files">]>([
    ["of a healthy trail", healthy],
    ["of a trail that does not hold", { ...healthy, doctor: doctorWith({ status: "fail" }) }],
    ["of nothing", {}],
  ])("%s is valid by NIST's schema of assessment results 1.2.1", (_, given) => {
    const document = JSON.parse(JSON.stringify(assessmentResults(evidenceOf(given))));
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it("is not, where a field is missing", () => {
    const { metadata: _, ...rest } = assessmentResults(evidenceOf())["assessment-results"];
    expect(validate({ "assessment-results": rest })).toBe(false);
  });
});
