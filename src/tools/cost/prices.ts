import { readFileSync } from "node:fs";
import { z } from "zod";
import { ConfigError, formatPath, type Problem } from "../../config/problem";
import { suggestion } from "../../config/suggestion";
import { Refused } from "../terraform/refused";
import LIST from "./prices.json";

export type PriceName = keyof typeof LIST.prices;
export type AssumptionName = keyof typeof LIST.assumptions;

/** Where a price was read, and so how far it can be relied upon. */
export const READ_IN = {
  page: "AWS's own page, in a stored copy",
  "price-list":
    "AWS's price list, as infracost's recorded test results have it: its page shows no figures without a browser",
  "third-party": "a guide of somebody else's: no page of AWS's that shows it could be read",
  own: "a list of prices of your own",
} as const;

const price = z.strictObject({
  /** In the list's currency, for `per` units. */
  price: z.number().nonnegative(),
  per: z.number().positive(),
  unit: z.string().min(1),
  /** AWS's page that states it. */
  source: z.url(),
  checked: z.iso.date(),
  by: z.enum(["page", "price-list", "third-party", "own"]),
  /** Units that AWS gives each payer every month, for as long as nothing else of the payer's uses them. @default - none */
  free: z.number().nonnegative().optional(),
});

const assumption = z.strictObject({
  value: z.number().nonnegative(),
  unit: z.string().min(1),
  because: z.string().min(1),
});

export type Price = z.output<typeof price>;
export type Assumption = z.output<typeof assumption>;

/** What everything is calculated with. */
export interface PriceList {
  readonly currency: string;
  readonly region: string;
  readonly prices: Readonly<Record<PriceName, Price>>;
  readonly assumptions: Readonly<Record<AssumptionName, Assumption>>;
}

const priceNames = Object.keys(LIST.prices) as PriceName[];
const assumptionNames = Object.keys(LIST.assumptions) as AssumptionName[];

const listSchema = z.strictObject({
  currency: z.string().min(1),
  region: z.string().min(1),
  prices: z.strictObject(shapeOf(priceNames, price)),
  assumptions: z.strictObject(shapeOf(assumptionNames, assumption)),
});

/** A list of one's own says what differs; what it says, it says whole. */
const ownSchema = z.strictObject({
  currency: listSchema.shape.currency.optional(),
  region: listSchema.shape.region.optional(),
  prices: listSchema.shape.prices.partial().optional(),
  assumptions: listSchema.shape.assumptions.partial().optional(),
});

export const OUR_PRICES: PriceList = listSchema.parse(LIST);

/**
 * Our prices, with those of a file in their place.
 *
 * @throws Refused where it cannot be read, ConfigError with everything that is wrong in it
 */
export function readPrices(file: string | undefined): PriceList {
  return file === undefined ? OUR_PRICES : pricesWith(parsedJson(file), file);
}

/** @throws ConfigError with everything that is wrong */
export function pricesWith(own: unknown, source: string): PriceList {
  const result = ownSchema.safeParse(own, { reportInput: true });
  if (!result.success) throw new ConfigError(source, result.error.issues.flatMap(problemsOf));
  const { prices, assumptions, ...rest } = result.data;
  return listSchema.parse({
    ...OUR_PRICES,
    ...rest,
    prices: { ...OUR_PRICES.prices, ...prices },
    assumptions: { ...OUR_PRICES.assumptions, ...assumptions },
  });
}

function shapeOf<Name extends string, Schema>(names: readonly Name[], schema: Schema): Record<Name, Schema> {
  return Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>;
}

function parsedJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? `it is no JSON: ${error.message}` : (error as Error).message;
    throw new Refused(
      `--prices ${file} cannot be read: ${why}. Copy src/tools/cost/prices.json, and change what differs.`,
    );
  }
}

const REMEDY = "write it as in src/tools/cost/prices.json";

function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code !== "unrecognized_keys")
    return [{ path: formatPath(issue.path), value: issue.input, rule: issue.message, remedy: REMEDY }];
  const known = knownAt(issue.path);
  return issue.keys.map((key) => ({
    path: formatPath([...issue.path, key]),
    value: key,
    rule: "a key of the list of prices",
    remedy: suggestion(key, known),
  }));
}

function knownAt(path: readonly PropertyKey[]): readonly string[] {
  const [section, name] = path;
  if (section === undefined) return Object.keys(listSchema.shape);
  if (section === "prices") return name === undefined ? priceNames : Object.keys(price.shape);
  return name === undefined ? assumptionNames : Object.keys(assumption.shape);
}
