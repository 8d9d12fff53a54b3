import { describe, expect, it } from "vitest";
import exampleInput from "../../../organizations/example";
import { changed } from "../../support/organizations";
import { synthesized, valid } from "../../support/synthesized";
import { bill, emittedOf } from "./bills";

/** What a description may leave out to pay less, what it saves a month, and what is then not emitted. */
const CHOICES: readonly (readonly [
  choice: string,
  dollars: number,
  gone: Readonly<Record<string, readonly string[]>>,
])[] = [
  ["dashboard", 3, { aws_cloudwatch_dashboard: ["dashboard"] }],
  [
    "archiveRequests",
    8 * 0.3 + 2 * 0.1,
    {
      aws_s3_bucket_metric: ["metrics"],
      aws_cloudwatch_metric_alarm: ["archive-deliveries-missing", "archive-requests-refused"],
    },
  ],
];

describe("what a description leaves out", () => {
  it.each(CHOICES)("alerts.%s: saves %d dollars a month, and nothing else changes", (choice, dollars, gone) => {
    const whole = valid(exampleInput);
    const less = valid(changed(exampleInput, { [`alerts.${choice}`]: false }));
    const fixed = (organization: typeof whole) => bill(organization).totals[0]?.fixed ?? 0;
    expect(fixed(whole) - fixed(less)).toBeCloseTo(dollars, 6);

    const addresses = (organization: typeof whole) =>
      [...synthesized(organization).values()].flatMap((stack) => stack.blocks().map(([address]) => address));
    const types = Object.keys(gone);
    const missing = addresses(whole).filter((address) => !addresses(less).includes(address));
    expect(missing.map((address) => address.split(".")[0]).sort()).toEqual(
      Object.entries(gone)
        .flatMap(([type, names]) => names.map(() => type))
        .sort(),
    );
    for (const [type, names] of Object.entries(gone)) {
      for (const name of names) expect(missing.join(" ")).toMatch(new RegExp(`${type}\\.\\S*${name}`));
    }
    expect(addresses(less).filter((address) => !addresses(whole).includes(address))).toEqual([]);
    expect(types.some((type) => emittedOf(whole).count(type) > emittedOf(less).count(type))).toBe(true);
  });

  it("names no dashboard among the outputs where there is none", () => {
    const less = valid(changed(exampleInput, { "alerts.dashboard": false }));
    expect(Object.keys(synthesized(less).get("management")?.json.output ?? {})).not.toContain("dashboard");
  });
});
