import type { Status } from "../doctor/check";
import type { Evidence } from "./evidence";
import { uuidOf } from "./uuid";
import { type JudgedFramework, type JudgedRequirement, type Line, statusOf } from "./verdict";

/** The parts of NIST's model that are written. https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/assessment-results/json-reference/ */
export interface AssessmentResults {
  readonly "assessment-results": {
    readonly uuid: string;
    readonly metadata: {
      readonly title: string;
      readonly "last-modified": string;
      readonly version: string;
      readonly "oscal-version": "1.2.1";
      readonly remarks: string;
    };
    readonly "import-ap": { readonly href: string };
    readonly results: readonly Result[];
    /** @default - nothing was handed in: OSCAL has no empty list */
    readonly "back-matter"?: { readonly resources: readonly Resource[] };
  };
}

interface Result {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly start: string;
  readonly "reviewed-controls": {
    readonly "control-selections": readonly {
      readonly "include-controls": readonly { readonly "control-id": string }[];
    }[];
  };
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
}

interface Observation {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly props: readonly { readonly name: string; readonly value: string }[];
  readonly methods: readonly ("TEST" | "EXAMINE")[];
  readonly collected: string;
}

interface Finding {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly target: {
    readonly type: "objective-id";
    readonly "target-id": string;
    readonly status: { readonly state: "satisfied" | "not-satisfied"; readonly reason: "pass" | "fail" | "other" };
  };
  readonly "related-observations"?: readonly { readonly "observation-uuid": string }[];
}

interface Resource {
  readonly uuid: string;
  readonly title: string;
  readonly rlinks: readonly [
    { readonly href: string; readonly hashes: readonly [{ readonly algorithm: "SHA-256"; readonly value: string }] },
  ];
}

/** One result for each framework: what was observed of live AWS, and what follows for each requirement. */
export function assessmentResults(evidence: Evidence): AssessmentResults {
  const { organization, madeAt, verdict, inputs } = evidence;
  const of = `${organization.organizationId} ${madeAt}`;
  return {
    "assessment-results": {
      uuid: uuidOf(`results ${of}`),
      metadata: {
        title: `Audit trail of ${organization.name}`,
        "last-modified": madeAt,
        version: madeAt,
        "oscal-version": "1.2.1",
        remarks: verdict.headline,
      },
      // There is no assessment plan of OSCAL's: the matrix of requirements stands in its place.
      "import-ap": { href: "evidence.md" },
      results: verdict.frameworks.map((framework) => result(framework, verdict.lines, of, madeAt)),
      ...(inputs.files.length > 0 && {
        "back-matter": {
          resources: inputs.files.map(({ name, sha256: value }) => ({
            uuid: uuidOf(`input ${of} ${name}`),
            title: name,
            rlinks: [{ href: name, hashes: [{ algorithm: "SHA-256", value }] }],
          })),
        },
      }),
    },
  };
}

function result(
  { framework, requirements }: JudgedFramework,
  lines: readonly Line[],
  of: string,
  start: string,
): Result {
  const observationId = (line: Line) => uuidOf(`observation ${of} ${framework.id} ${line.id}`);
  return {
    uuid: uuidOf(`result ${of} ${framework.id}`),
    title: framework.name,
    description: `Requirements of ${framework.name} that the audit trail serves. Source: ${framework.source}`,
    start,
    "reviewed-controls": {
      "control-selections": [
        {
          "include-controls": requirements.map(({ requirement }) => ({
            "control-id": token(framework.id, requirement.id),
          })),
        },
      ],
    },
    observations: lines.map((line) => ({
      uuid: observationId(line),
      title: line.id,
      description: [line.asks, ...line.says].join("\n\n"),
      props: [{ name: "status", value: line.status }],
      methods: [line.id.startsWith("review") ? "EXAMINE" : "TEST"],
      collected: line.seenAt ?? start,
    })),
    findings: requirements.map((judged) => finding(judged, framework.id, of, observationId)),
  };
}

/** What was not shown, or serves a part alone, is not satisfied: OSCAL knows nothing between. */
function finding(
  judged: JudgedRequirement,
  frameworkId: string,
  of: string,
  observationId: (line: Line) => string,
): Finding {
  const { requirement, live } = judged;
  const status = statusOf(judged);
  // What is left to the organization nobody here has looked at.
  const isShown = status === "pass" && requirement.left === undefined;
  return {
    uuid: uuidOf(`finding ${of} ${frameworkId} ${requirement.id}`),
    title: `${requirement.id}: ${requirement.asks}`,
    description: `${SAYS[status]} Left to the organization: ${requirement.left ?? "nothing."}`,
    target: {
      type: "objective-id",
      "target-id": token(frameworkId, requirement.id),
      status: {
        state: isShown ? "satisfied" : "not-satisfied",
        reason: isShown ? "pass" : status === "fail" ? "fail" : "other",
      },
    },
    ...(live.length > 0 && {
      "related-observations": live.map((line) => ({ "observation-uuid": observationId(line) })),
    }),
  };
}

const SAYS: Readonly<Record<Status, string>> = {
  pass: "All of it is emitted, and live AWS holds it.",
  fail: "Something of it does not hold.",
  "could-not-check": "It was not shown: a setting is left out, or live AWS was not asked about it.",
};

/** A name as XML has them: letters, digits, `.`, `-` and `_`. */
function token(frameworkId: string, id: string): string {
  return `${frameworkId}_${id.replaceAll(/[^A-Za-z0-9.-]+/g, "_").replace(/_$/, "")}`;
}
