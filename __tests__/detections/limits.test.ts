import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { parseOrganization } from "../../src/config/parse-organization";
import { DETECTION_IDS } from "../../src/detections";
import { CATALOGUE } from "../../src/detections/catalogue";
import type { Detection } from "../../src/detections/detection";
import { fieldIs } from "../../src/detections/event-clause";
import { eventPatterns } from "../../src/detections/event-pattern";
import { auditForwarding, memberForwarding } from "../../src/detections/forwarding";
import { alarmDescription } from "../../src/detections/message";
import { metricFilterPatterns } from "../../src/detections/metric-filter-pattern";
import { eventRules, metricFilters } from "../../src/detections/rendering";
import { namesOf } from "../../src/naming";
import { arbitraryOrganization } from "../config/arbitrary-organization";
import { CIS_PATTERNS } from "../support/patterns/cis-patterns";
import { compileEvent } from "../support/patterns/event-pattern";
import {
  compileFilter,
  METRIC_FILTER_PATTERN_LIMIT,
  METRIC_FILTERS_PER_LOG_GROUP,
} from "../support/patterns/metric-filter";
import { askflorence, example } from "../support/synthesized";
import { differentlyDeployed, large, longest, manyReaders } from "./organizations";

/** Of one bus, and characters of a rule's name. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const RULES_PER_BUS = 300;
const RULE_NAME_LIMIT = 64;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const ALARM_DESCRIPTION_LIMIT = 1024;

/** What AWS would refuse. Both evaluators refuse what is too long, or no pattern that AWS documents. */
function expectWithinLimits(organization: Organization): void {
  const names = namesOf(organization);
  const scope = { names, organization };
  const filters = metricFilters(scope);
  for (const { pattern } of filters) compileFilter(pattern);
  expect(filters.length).toBeLessThanOrEqual(METRIC_FILTERS_PER_LOG_GROUP);
  expect(new Set(filters.map(({ name }) => name)).size).toBe(filters.length);

  for (const id of DETECTION_IDS) {
    expect(alarmDescription(id, scope).length).toBeLessThanOrEqual(ALARM_DESCRIPTION_LIMIT);
  }

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
  const idsOf = (organization: Organization) => [
    ...new Set(metricFilters({ names: namesOf(organization), organization }).map(({ id }) => id)),
  ];

  it("is divided among filters and rules: more readers than one has room for", () => {
    const scope = { names: namesOf(manyReaders), organization: manyReaders };
    const filters = metricFilters(scope).filter(({ id }) => id === "reader-role-changed");
    expect(filters.map(({ name }) => name).slice(0, 2)).toEqual(["reader-role-changed", "reader-role-changed-2"]);
    const rules = eventRules(scope).filter(({ id }) => id === "reader-role-changed");
    for (const said of [filters, rules].map((emitted) => JSON.stringify(emitted))) {
      expect(manyReaders.archive.readers.filter(({ role }) => !said.includes(String(role)))).toEqual([]);
    }
  });

  it("is refused where all of it must hold at once, with its length and a remedy", () => {
    const long = fieldIs("requestParameters.name", "n".repeat(METRIC_FILTER_PATTERN_LIMIT));
    expect(() => metricFilterPatterns([{ sources: ["iam"], where: [long] }])).toThrow(
      /may have 1024 characters, and this one has 1\d{3}.*Shorten the names/,
    );
    const longer = fieldIs("requestParameters.name", "n".repeat(2 * METRIC_FILTER_PATTERN_LIMIT));
    expect(() => eventPatterns([{ sources: ["iam"], where: [longer] }])).toThrow(
      /may have 2048 characters, and this one has 2\d{3}.*Shorten the names/,
    );
  });

  it("is told call by call: more deploy roles than a rule has room for", () => {
    const said = (roles: number) => {
      const organization = differentlyDeployed(roles);
      const rules = eventRules({ names: namesOf(organization), organization });
      return JSON.stringify(rules.filter(({ id }) => id === "changed-outside-terraform"));
    };
    expect(said(4)).toContain("DDDD0003/*");
    expect(said(15)).not.toContain("assumed-role/DDDD");
  });

  it("leaves no detection out, however long the names are", () => {
    for (const organization of [longest, manyReaders]) expect(idsOf(organization)).toEqual(idsOf(example));
    const different = new Set(idsOf(differentlyDeployed(60)));
    expect(idsOf(example).filter((id) => !different.has(id))).toEqual([]);
  });
});

describe("the CIS AWS Foundations Benchmark", () => {
  it("has its patterns, to the letter", () => {
    expect(
      CATALOGUE.flatMap((detection: Detection) =>
        detection.kind === "benchmark" ? [detection.pattern, detection.otherPattern ?? []].flat() : [],
      ).sort(),
    ).toEqual(Object.values(CIS_PATTERNS).toSorted());
  });
});

describe("clauses divided among metric filters", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "B", "7", "-", "_"), minLength: 1, maxLength: 64 });
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 40 });
  const clause = fc.record({
    sources: fc.constant(["iam"]),
    names: fc.option(names, { nil: undefined }),
    where: fc.tuple(names.map((values) => fieldIs("requestParameters.roleName", ...values))),
  });

  it("fit, and count together what the clauses are about, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(clause, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat()), (clauses, picks) => {
        const filters = metricFilterPatterns(clauses).map((pattern) => compileFilter(pattern));
        const pick = (values: readonly string[]) => values[(picks.next().value ?? 0) % values.length];
        const counted = (eventName: unknown, roleName: unknown) => {
          const record = {
            eventSource: "iam.amazonaws.com",
            readOnly: false,
            eventName,
            requestParameters: { roleName },
          };
          return filters.some((matches) => matches(record));
        };
        for (const { names: events = ["Anything"], where } of clauses) {
          const [{ values }] = where as readonly [{ readonly values: readonly string[] }];
          for (const value of values) expect(counted(pick(events), value)).toBe(true);
          for (const event of events) expect(counted(event, pick(values))).toBe(true);
          expect(counted(pick(events), `${pick(values)}.x`)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});
