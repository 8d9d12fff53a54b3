import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { parseOrganization } from "../../src/config/parse-organization";
import { CIS_DETECTIONS } from "../../src/detections/cis-benchmark";
import { eventRules, metricFilters } from "../../src/detections/emission";
import { auditForwarding, memberForwarding } from "../../src/detections/forwarding";
import { namesOf } from "../../src/naming";
import { arbitraryOrganization } from "../config/arbitrary-organization";
import { CIS_PATTERNS } from "../support/patterns/cis-patterns";
import { compileEvent } from "../support/patterns/event-pattern";
import { compileFilter, METRIC_FILTERS_PER_LOG_GROUP } from "../support/patterns/metric-filter";
import { askflorence, example } from "../support/synthesized";
import { differentlyDeployed, large, longest, manyReaders } from "./organizations";

/** Of one bus, and characters of a rule's name. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const RULES_PER_BUS = 300;
const RULE_NAME_LIMIT = 64;

/** What AWS would refuse. Both evaluators refuse what is too long, or no pattern that AWS documents. */
function expectWithinLimits(organization: Organization): void {
  const names = namesOf(organization);
  const scope = { names, organization };
  const filters = metricFilters(scope);
  for (const { pattern } of filters) compileFilter(pattern);
  expect(filters.length).toBeLessThanOrEqual(METRIC_FILTERS_PER_LOG_GROUP);

  const rules = eventRules(scope);
  const forwarded = names.auditAccountIds.flatMap((id) => auditForwarding(scope, id));
  for (const pattern of [...rules.map((rule) => rule.pattern), ...memberForwarding(scope), ...forwarded]) {
    compileEvent(pattern);
  }
  expect(rules.length).toBeLessThanOrEqual(RULES_PER_BUS);
  for (const { name } of rules) expect(names.detection(name).length).toBeLessThanOrEqual(RULE_NAME_LIMIT);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
}

describe("CloudWatch's and EventBridge's limits hold", () => {
  it.each([
    ["AskFlorence", askflorence],
    ["the example", example],
    ["a large organization", large],
    ["the longest names", longest],
    ["the longest names, and accounts deployed by four roles", differentlyDeployed(4)],
    ["the longest names, and accounts deployed by fifteen roles", differentlyDeployed(15)],
    ["the longest names, and accounts deployed by sixty roles", differentlyDeployed(60)],
    ["as many readers as there may be", manyReaders],
  ])("for %s", (_, organization) => {
    expectWithinLimits(organization);
  });

  it("for every organization", () => {
    fc.assert(
      fc.property(arbitraryOrganization, (input) => {
        const result = parseOrganization(input);
        fc.pre(result.ok);
        expectWithinLimits(result.organization);
      }),
      { numRuns: 8 },
    );
  });
});

describe("what does not fit", () => {
  const idsOf = (organization: Organization) =>
    metricFilters({ names: namesOf(organization), organization }).map(({ id }) => id);

  it("is left to the audit bus: more readers than a filter has room for", () => {
    expect(idsOf(example)).toContain("reader-role-changed");
    expect(idsOf(manyReaders)).not.toContain("reader-role-changed");
    const rules = eventRules({ names: namesOf(manyReaders), organization: manyReaders });
    const said = JSON.stringify(rules.filter(({ id }) => id === "reader-role-changed"));
    expect(manyReaders.archive.readers.filter(({ role }) => !said.includes(role))).toEqual([]);
  });

  it("is told call by call: more deploy roles than a rule has room for", () => {
    const said = (roles: number) => {
      const organization = differentlyDeployed(roles);
      return JSON.stringify(eventRules({ names: namesOf(organization), organization }));
    };
    expect(said(4)).toContain("DDDD0003/*");
    expect(said(15)).not.toContain("assumed-role/DDDD");
  });

  it("is nothing else, however long the names are", () => {
    expect(idsOf(longest)).toEqual(idsOf(example));
  });
});

describe("the CIS AWS Foundations Benchmark", () => {
  it("has its patterns, to the letter", () => {
    expect(
      Object.values(CIS_DETECTIONS)
        .map(({ pattern }) => pattern)
        .sort(),
    ).toEqual(Object.values(CIS_PATTERNS).toSorted());
  });
});
