import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import { reachesPeople } from "../../src/detections/rendering";
import { ordinaryWeek } from "../support/cloudtrail/ordinary-week";
import type { Occurrence } from "../support/cloudtrail/ordinary-week/occurrence";
import { quietDay } from "../support/cloudtrail/quiet-day";
import { askflorence, example, valid } from "../support/synthesized";
import { messagesOf } from "./messages";
import { large } from "./organizations";
import { watchOf } from "./watch";

/** What every day of the month has besides. */
const everyDay = (organization: typeof example): readonly Occurrence[] =>
  quietDay(organization).map(({ what, record }) => ({ what, perWeek: 7, page: "", records: [record] }));

describe.each([
  ["askflorence", askflorence],
  ["example", example],
  ["a large organization", large],
])("a month of %s", (_, organization) => {
  const week = ordinaryWeek(organization);

  it("brings nobody a message but for what is news", () => {
    const ordinary = week.filter(({ news }) => news === undefined);
    const month = messagesOf(organization, [...everyDay(organization), ...ordinary], 30);
    expect(
      month.filter(({ id }) => reachesPeople(id)).map(({ id, way, count }) => `${count} of ${id} by ${way}`),
    ).toEqual([]);
    expect(ordinary.length).toBeGreaterThan(40);
  });

  it("brings a message for each thing that is news, on a way at least", () => {
    const { seen } = watchOf(organization);
    const unheard = week.filter(
      ({ news, records }) => news !== undefined && records.every((one) => seen(one).length === 0),
    );
    expect(unheard.map(({ what }) => what)).toEqual([]);
  });

  it("has a page for each kind of record", () => {
    for (const { what, page } of week) expect(page, what).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
  });

  it("has every kind of caller: people, pipelines, services and their linked roles", () => {
    const types = new Set(week.flatMap(({ records }) => records.map(({ userIdentity }) => userIdentity.type)));
    expect([...types]).toEqual(
      expect.arrayContaining(["AssumedRole", "AWSService", "IdentityCenterUser", "SAMLUser", "WebIdentityUser"]),
    );
  });
});

describe("a month in which nobody named the scanner", () => {
  const unnamed = valid({ ...exampleInput, alerts: { ...exampleInput.alerts, scanners: [] } });

  it("is not quiet: what is named makes the difference", () => {
    const month = messagesOf(unnamed, ordinaryWeek(unnamed), 30).filter(({ id }) => id === "archive-account-entered");
    expect(month.map(({ way, count }) => [way, count > 700])).toEqual([
      ["alarm", true],
      ["event", true],
    ]);
  });
});
