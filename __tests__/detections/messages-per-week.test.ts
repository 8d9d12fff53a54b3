import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Organization } from "../../src/config/organization";
import { DETECTIONS } from "../../src/detections";
import { reachesPeople } from "../../src/detections/rendering";
import { table } from "../../src/tools/docs/markdown";
import { ordinaryWeek } from "../support/cloudtrail/ordinary-week";
import { askflorence, example } from "../support/synthesized";
import { type Messages, messagesOf, total, type Way } from "./messages";

const DOCUMENT = join(__dirname, "../../docs/messages-per-week.md");

/** The most that a week may bring to people, the self-test's six among them. */
const BUDGET: Readonly<Record<string, number>> = { askflorence: 11, example: 11 };

function ofOrganization(organization: Organization): string {
  const messages = messagesOf(organization, ordinaryWeek(organization));
  const [people, counted] = [
    messages.filter(({ id }) => reachesPeople(id)),
    messages.filter((one) => !reachesPeople(one.id)),
  ];
  return [
    `## ${organization.name}`,
    `${total(people)} messages reach people: ${total(people, "alarm")} of alarms and ${total(people, "event")} of rules. ${total(counted)} more are \`low\`: the dashboard counts them.`,
    rows(people),
    "Counted on the dashboard:",
    rows(counted),
  ].join("\n\n");
}

function rows(messages: readonly Messages[]): string {
  const ids = [...new Set(messages.map(({ id }) => id))];
  const of = (id: string, way: Way) => String(messages.find((one) => one.id === id && one.way === way)?.count ?? "");
  return table(
    ["detection", "severity", "alarm", "event"],
    ids.map((id) => [id, DETECTIONS[id].severity, of(id, "alarm"), of(id, "event")]),
  );
}

function whatHappens(organizations: readonly Organization[]): string {
  const weeks = organizations.map((organization) => ordinaryWeek(organization));
  const known = new Map(weeks.flat().map((occurrence) => [occurrence.what, occurrence]));
  const often = (what: string, week: number) => String(weeks[week]?.find((one) => one.what === what)?.perWeek ?? "");
  return table(
    ["what happens", ...organizations.map(({ name }) => name), "record", "why somebody hears of it"],
    [...known.values()].map(({ what, page, news = "" }) => [
      what,
      ...organizations.map((_, week) => often(what, week)),
      `[AWS](${page})`,
      news,
    ]),
  );
}

describe("an ordinary week", () => {
  it.each([askflorence, example])("of $name brings no more messages than people bear", (organization) => {
    const people = messagesOf(organization, ordinaryWeek(organization)).filter(({ id }) => reachesPeople(id));
    expect(total(people)).toBeLessThanOrEqual(BUDGET[organization.name] ?? 0);
    expect(total(people)).toBeGreaterThan(0);
  });

  it("is what docs/messages-per-week.md says: `npx vitest run -u` with this file writes it", async () => {
    const document = [
      "# Messages of an ordinary week",
      "Written by `__tests__/detections/messages-per-week.test.ts`, which fails where it is not current. The week is data, `__tests__/support/cloudtrail/ordinary-week/`: what happens where nothing is wrong, how often, and the page that shows CloudTrail's record of it. The records go through the emitted metric filters, forwarders and rules. An alarm sends one message when it goes into ALARM, however many events it counts while it stays there; a rule sends one for each event. Six of the messages to people are the self-test's. How often things happen is assumed, not measured: change the data to what your week is like.",
      ...[askflorence, example].map(ofOrganization),
      "## What happens",
      whatHappens([askflorence, example]),
    ].join("\n\n");
    await expect(`${document}\n`).toMatchFileSnapshot(DOCUMENT);
  });
});
