#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { runProgram } from "./program.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await runProgram(here("main.ts"), here("../../../.org-trail/program/org-trail.cjs"));
