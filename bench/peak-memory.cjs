// Loaded with --require into every measured process: notes its peak resident memory, in kilobytes, as the kernel counted
// it. Works alike on Linux and macOS, without GNU time.
const { appendFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

const file = process.env.BENCH_PEAK_MEMORY;
if (isMainThread && file) process.on("exit", () => appendFileSync(file, `${process.resourceUsage().maxRSS}\n`));
