/** How rows are written. */
export const FORMATS = ["table", "csv", "json", "parquet", "html"] as const;
export type Format = (typeof FORMATS)[number];
