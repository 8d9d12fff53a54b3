/// <reference lib="dom" />
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { formatHtml } from "../../../src/tools/evidence/formats/html";
import { temporaryFolder } from "../../support/organizations";
import { evidenceOf, healthy, soundVerify } from "./evidence-of";

/** Where Debian, GitHub's runners and macOS have one; CHROME_PATH names another. */
const BROWSER = [
  process.env.CHROME_PATH,
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find((path) => path !== undefined && existsSync(path));

describe.runIf(BROWSER !== undefined)("the page of evidence, in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await puppeteer.launch({ executablePath: BROWSER ?? "", args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  async function opened(
    width: number,
    height: number,
  ): Promise<{ readonly page: Page; readonly fetched: string[]; readonly errors: string[] }> {
    const file = join(temporaryFolder({ onTestFinished }), "index.html");
    writeFileSync(file, formatHtml(evidenceOf({ ...healthy, verify: { ...soundVerify, isSound: false } })));
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const fetched: string[] = [];
    const errors: string[] = [];
    page.on("request", (request) => void fetched.push(request.url()));
    page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())));
    page.on("pageerror", (error) => void errors.push(String(error)));
    await page.setViewport({ width, height });
    await page.goto(pathToFileURL(file).href);
    return { page, fetched, errors };
  }

  it.each([
    ["a desktop", 1280, 900],
    ["a phone", 390, 844],
  ])("fits %s, fetches nothing, and says the verdict first", async (_, width, height) => {
    const { page, fetched, errors } = await opened(width, height);
    const { wide, first } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      first: document.body.firstElementChild?.textContent ?? "",
    }));
    expect(wide).toBeLessThanOrEqual(width);
    expect(first).toMatch(/^DOES NOT HOLD: verify/);
    expect(fetched).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it("is found in by words, and says how many rows have them", async () => {
    const { page } = await opened(1280, 900);
    await page.type("#words", "object-lock");
    const { shown, all, said } = await page.evaluate(() => {
      const rows = [...document.querySelectorAll<HTMLElement>("tbody tr")];
      return {
        shown: rows.filter((row) => !row.hidden).length,
        all: rows.length,
        said: document.querySelector("#count")?.textContent,
      };
    });
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(all);
    expect(said).toBe(`${shown} of ${all} rows`);
  });

  it("is walked by keyboard alone: the first stop leads past the links to the evidence", async () => {
    const { page } = await opened(1280, 900);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe("#main");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => location.hash)).toBe("#main");
    const stops = await page.evaluate(() =>
      [...document.querySelectorAll("a, input, [tabindex]")].map((one) => (one as HTMLElement).tabIndex),
    );
    expect(stops.filter((index) => index !== 0)).toEqual([]);
  });

  it("has one first heading, a name for each table's region, and a header cell for each column", async () => {
    const { page } = await opened(1280, 900);
    const found = await page.evaluate(() => ({
      h1: document.querySelectorAll("h1").length,
      unnamed: document.querySelectorAll("[role=region]:not([aria-label])").length,
      unscoped: document.querySelectorAll("th:not([scope])").length,
      ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
      links: [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].map((link) => link.hash.slice(1)),
      lang: document.documentElement.lang,
    }));
    expect(found).toMatchObject({ h1: 1, unnamed: 0, unscoped: 0, lang: "en" });
    expect(new Set(found.ids).size).toBe(found.ids.length);
    expect(found.links.filter((id) => !found.ids.includes(id))).toEqual([]);
  });

  it.each(["light", "dark"] as const)("has a contrast of 4.5 to 1 for its text, in %s", async (scheme) => {
    const { page } = await opened(1280, 900);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const low = await page.evaluate(() => {
      const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      const luminance = (color: string) => {
        const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => channel(Number(part) / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (element: Element | null): string => {
        for (let one = element; one !== null; one = one.parentElement) {
          const color = getComputedStyle(one).backgroundColor;
          if (color !== "rgba(0, 0, 0, 0)" && color !== "transparent") return color;
        }
        return "rgb(255, 255, 255)";
      };
      return [...document.querySelectorAll("p, a:not(.skip), th, td, h1, h2, h3, label, figcaption, strong, code")]
        .map((element) => {
          const [text, page] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
          return { tag: element.tagName, ratio: (Math.max(text, page) + 0.05) / (Math.min(text, page) + 0.05) };
        })
        .filter(({ ratio }) => ratio < 4.5);
    });
    expect(low).toEqual([]);
  });

  it("is printed whole, without what is for a screen", async () => {
    const { page } = await opened(1280, 900);
    await page.emulateMediaType("print");
    const displayed = await page.evaluate(() =>
      [".find", "nav", "#threats"].map((one) => getComputedStyle(document.querySelector(one) as Element).display),
    );
    expect(displayed).toEqual(["none", "none", "block"]);
    const pdf = await page.pdf({ format: "A4" });
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
