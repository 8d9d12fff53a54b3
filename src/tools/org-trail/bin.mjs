#!/usr/bin/env node
// npx starts this; it loads the commands, which are TypeScript, as `node --import tsx` does for those of npm run.
import "tsx";

await import("./main.ts");
