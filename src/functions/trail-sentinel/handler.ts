import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createHandler } from "./create-handler";
import type { Declaration } from "./declaration";

const declaration: Declaration = JSON.parse(readFileSync(join(__dirname, "declaration.json"), "utf8"));

/** Lambda's entry: the trail sentinel, of this organization. */
export const handler = createHandler({}, declaration, process.env);
