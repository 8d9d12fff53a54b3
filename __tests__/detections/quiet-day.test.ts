import { describe, expect, it } from "vitest";
import { quietDay } from "../support/cloudtrail/quiet-day";
import { askflorence, example } from "../support/synthesized";
import { large } from "./organizations";
import { deliveredEvent, watchOf } from "./watch";

describe.each([
  ["askflorence", askflorence],
  ["example", example],
  ["a large organization", large],
])("a quiet day of %s", (_, organization) => {
  const { maybeCounted, matched } = watchOf(organization);

  it("is counted by no metric filter, however AWS's pages are read", () => {
    const counted = quietDay(organization).flatMap(({ what, record }) =>
      maybeCounted(record).map((id) => `${id}: ${what}`),
    );
    expect(counted).toEqual([]);
  });

  it("is matched by no rule of the audit bus, forwarded or not", () => {
    const told = quietDay(organization).flatMap(({ what, record }) => {
      const event = deliveredEvent(record);
      return event === undefined ? [] : matched(event).map((id) => `${id}: ${what}`);
    });
    expect(told).toEqual([]);
  });
});
