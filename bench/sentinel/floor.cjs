// The same listings with node's own client: what is left of a run without the SDK. Prints what it cost.
const http = require("node:http");

const [port, input] = process.argv.slice(2);
const { listings, concurrency, bucket } = JSON.parse(input);
const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });

function list(index) {
  return new Promise((resolve, reject) => {
    const path = `/${bucket}?list-type=2&max-keys=1&prefix=AWSLogs%2F${index}%2F&start-after=AWSLogs%2F${index}%2F2026`;
    http
      .get({ host: "127.0.0.1", port, path, agent }, (response) => {
        response.resume();
        response.on("end", resolve);
      })
      .on("error", reject);
  });
}

(async () => {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < listings) await list(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - before) / 1000;
  const peakMemory = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    JSON.stringify({ loadSeconds: 0, peakMemory, results: [{ seconds, cpuSeconds: (user + system) / 1e6 }] }),
  );
  process.exit();
})();
