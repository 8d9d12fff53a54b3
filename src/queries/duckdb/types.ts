const SCALARS: Readonly<Record<string, string>> = { string: "VARCHAR", double: "DOUBLE", bigint: "BIGINT" };

/** A Glue type as DuckDB writes it: `array<struct<arn:string>>` is `STRUCT("arn" VARCHAR)[]`. */
export function duckdbType(glueType: string): string {
  const [, outer, inner = ""] = /^(struct|array|map)<(.*)>$/.exec(glueType) ?? [];
  if (outer === "struct") return `STRUCT(${parts(inner).map(fieldType).join(", ")})`;
  if (outer === "array") return `${duckdbType(inner)}[]`;
  if (outer === "map") return `MAP(${parts(inner).map(duckdbType).join(", ")})`;
  const scalar = SCALARS[glueType];
  if (scalar === undefined) throw new Error(`no DuckDB type for Glue's ${glueType}: add it to SCALARS`);
  return scalar;
}

function fieldType(field: string): string {
  const colon = field.indexOf(":");
  return `"${field.slice(0, colon)}" ${duckdbType(field.slice(colon + 1))}`;
}

/** What commas part, outside of any angle brackets. */
export function parts(list: string): readonly string[] {
  const commas = [...list.matchAll(/[<>,]/g)].reduce(
    ({ depth, found }, { 0: sign, index }) => {
      if (sign === ",") return { depth, found: depth === 0 ? [...found, index] : found };
      return { depth: depth + (sign === "<" ? 1 : -1), found };
    },
    { depth: 0, found: [] as readonly number[] },
  ).found;
  return [-1, ...commas].map((comma, place) => list.slice(comma + 1, commas[place]));
}
