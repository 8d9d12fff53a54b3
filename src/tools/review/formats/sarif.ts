import { ACCEPTED_OUTDATED, ACCEPTED_UNUSED } from "../accepted";
import { CHECKS } from "../checks";
import type { Finding } from "../finding";
import { STATE_CHECKS } from "../state";
import type { Story } from "../story";
import { changeWords } from "./words";

const RULES = [
  ...CHECKS,
  ...STATE_CHECKS,
  {
    id: ACCEPTED_OUTDATED,
    about: "An accepted weakening has expired.",
    remedy: "Delete the entry, or accept it again.",
  },
  { id: ACCEPTED_UNUSED, about: "An accepted weakening is not what the plan does.", remedy: "Delete the entry." },
];

/** For code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function formatSarif(stories: readonly Story[]): string {
  const results = stories.flatMap(({ of, judged: { findings, accepted } }) => [
    ...findings.map((finding) => resultOf(of, finding)),
    ...accepted.map(({ finding, entry }) => ({
      ...resultOf(of, finding),
      suppressions: [{ kind: "external", status: "accepted", justification: entry.reason }],
    })),
  ]);
  const rules = RULES.map(({ id, about, remedy }) => ({
    id,
    shortDescription: { text: about },
    help: { text: remedy },
  }));
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "org-trail review", rules } }, results }],
  };
  return JSON.stringify(log, null, 2);
}

/** A plan's resources stand in no source file: each is named as what it is, and the stack's file is where one looks. */
function resultOf(of: string, { check, address, attribute, direction, what, before, after, remedy }: Finding) {
  const difference = attribute?.includes(": ") ? "" : ` ${changeWords(before, after)}.`;
  return {
    ruleId: check,
    ruleIndex: RULES.findIndex(({ id }) => id === check),
    level: direction === "weaker" ? "error" : "warning",
    message: { text: `${address}${attribute === undefined ? "" : ` ${attribute}`}: ${what}${difference} ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `cdktf.out/stacks/${encodeURIComponent(of)}/cdk.tf.json` },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: address, kind: "resource" }],
      },
    ],
    partialFingerprints: { "finding/v1": [of, check, address, attribute ?? ""].join(" ") },
  };
}
