import type { Story } from "../story";
import { type About, formatJson } from "./json";
import { formatMarkdown } from "./markdown";
import { formatSarif } from "./sarif";
import { formatText } from "./text";

export const FORMATS = {
  text: formatText,
  markdown: formatMarkdown,
  json: formatJson,
  sarif: formatSarif,
} satisfies Readonly<Record<string, (stories: readonly Story[], about: About) => string>>;

export type Format = keyof typeof FORMATS;
