import { describe, expect, it } from "vitest";
import { htmlLines, type Report } from "../../../../src/tools/investigate/output/html";
import type { Cell } from "../../../../src/tools/investigate/output/rows";
import { timelineOf, timelineSvg } from "../../../../src/tools/investigate/output/timeline";

const at = (text: string) => Date.parse(`2026-11-${text}:00Z`);

describe("a timeline", () => {
  it("has a bar for each piece of time, the empty ones too", () => {
    const { step, bars } = timelineOf([at("20T09:15"), at("20T09:16"), at("20T09:16"), at("20T09:18")]) ?? { bars: [] };
    expect(step).toBe(60_000);
    expect(bars.map(({ rows }) => rows)).toEqual([1, 2, 0, 1]);
    expect(bars[0]?.from).toBe(at("20T09:15"));
  });

  it.each([
    ["minutes", "20T10:00", 60_000],
    ["hours", "22T08:00", 3_600_000],
    ["days", "29T23:00", 86_400_000 / 4],
  ])("over %s has no more bars than one can tell apart, and none lost", (_, last, most) => {
    const times = [at("20T09:15"), at(last)];
    const { step, bars } = timelineOf(times) ?? { step: 0, bars: [] };
    expect(step).toBeLessThanOrEqual(most);
    expect(bars.length).toBeLessThanOrEqual(72);
    expect(bars.reduce((sum, { rows }) => sum + rows, 0)).toBe(2);
  });

  it("is none where there is no time, or but one", () => {
    expect([timelineOf([]), timelineOf([5, 5])]).toEqual([undefined, undefined]);
  });

  it("says in words what it shows", () => {
    const timeline = timelineOf([at("20T09:15"), at("20T09:18")]);
    expect(timeline && timelineSvg(timeline)).toContain(
      'aria-label="Rows over time: 2026-11-20 09:15 to 2026-11-20 09:19, a bar for each minute, at most 1"',
    );
  });
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const digits = colour.slice(1).length === 3 ? colour.slice(1).replace(/./g, "$&$&") : colour.slice(1);
  const [red = 0, green = 0, blue = 0] = (digits.match(/../g) ?? []).map((pair) => {
    const share = Number.parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("a report", () => {
  const HOSTILE = '<script src="https://evil.example/x.js"></script><img onerror=alert(1)>&"\'';
  const REPORT: Report = {
    query: {
      name: "root-activity",
      title: "What the root user did",
      question: "Which?",
      parameters: [],
      controls: [],
      techniques: [],
      hit: "Somebody.",
      next: ["principal-activity"],
      sql: "SELECT 1 < 2",
    },
    given: { principal: HOSTILE },
    rows: 2,
    warning: "INCOMPLETE: 1 file could not be read.",
    coverage: ["Rests on 3 files"],
    made: new Date("2026-11-30T12:00:00Z"),
  };

  async function page(cells: readonly (readonly Cell[])[], report: Report = REPORT): Promise<string> {
    const chunks = async function* () {
      yield cells;
    };
    const lines: string[] = [];
    for await (const line of htmlLines(
      { columns: ["eventtime", "useragent"], numeric: [false, false], chunks },
      report,
    ))
      lines.push(line);
    return lines.join("\n");
  }

  const ROWS = [
    ["2026-11-20T09:15:00Z", HOSTILE],
    ["2026-11-20T10:15:00Z", null],
  ];

  it("says first that it is incomplete, then shows when, which rows, and what they rest on", async () => {
    const html = await page(ROWS);
    const order = [
      "INCOMPLETE",
      "<svg",
      "<table>",
      "Somebody.",
      "principal-activity",
      "Rests on 3 files",
      "SELECT 1 &#60; 2",
    ];
    const places = order.map((text) => html.indexOf(text));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  it("runs nothing and fetches nothing, whatever stands in the logs", async () => {
    const html = await page(ROWS);
    expect(html).not.toMatch(/<(?:script|img|link|iframe)|https?:\/\/(?!evil)/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("&#60;script src=&#34;https://evil.example/x.js&#34;&#62;");
  });

  it.each([
    ["light", /:root\{([^}]*)\}/],
    ["dark", /prefers-color-scheme:dark\)\{:root\{([^}]*)\}/],
  ])("can be read where the reader's system is %s", async (_scheme, block) => {
    const [, declared = ""] = block.exec(await page(ROWS)) ?? [];
    const colour = (name: string) => /#[0-9a-f]+/.exec(declared.slice(declared.indexOf(`--${name}:`)))?.[0] ?? "";
    for (const [ink, paper] of [
      ["text", "page"],
      ["text", "block"],
      ["text", "warn"],
      ["quiet", "page"],
    ] as const)
      expect(contrast(colour(ink), colour(paper)), `${ink} on ${paper}`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("bar"), colour("page"))).toBeGreaterThanOrEqual(3);
  });

  it("says where it has not all rows", async () => {
    const many = Array(10_001).fill(ROWS[1]);
    expect(await page(many, { ...REPORT, rows: 10_001 })).toContain("The first 10,000; --format csv has all of them.");
  });
});
