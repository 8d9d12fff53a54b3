import type { Bill } from "../bill";
import { asJson } from "./json";
import { asMarkdown } from "./markdown";
import { asText } from "./text";

export const FORMATS = { table: asText, json: asJson, markdown: asMarkdown } as const satisfies Record<
  string,
  (bill: Bill) => string
>;

export type Format = keyof typeof FORMATS;
