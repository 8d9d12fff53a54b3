// One run of the sentinel's bundle, in a process as Lambda's: plain node, the SDK beside it. Prints what it cost.
const [bundle, port, input] = process.argv.slice(2);
const startedAt = performance.now();
const { createHandler } = require(bundle);
const { declaration, archiveKeyArn, runs } = JSON.parse(input);

const configuration = {
  endpoint: `http://127.0.0.1:${port}`,
  forcePathStyle: true,
  credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
};
const handler = createHandler(configuration, declaration, { ARCHIVE_KEY_ARN: archiveKeyArn }, () => {});
const loadSeconds = (performance.now() - startedAt) / 1000;

async function run() {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  const timeout = 300_000;
  const summary = await handler({}, { getRemainingTimeInMillis: () => timeout - (performance.now() - before) });
  const { user, system } = process.cpuUsage(cpuBefore);
  return { summary, seconds: (performance.now() - before) / 1000, cpuSeconds: (user + system) / 1e6 };
}

(async () => {
  const results = [];
  for (let index = 0; index < runs; index++) results.push(await run());
  const peakMemory = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ loadSeconds, peakMemory, results }));
  process.exit();
})();
