// A thread has no loader of its own; this one reads TypeScript, as bin.mjs does for the commands.
require("tsx/cjs/api").register();
require("./worker.ts");
