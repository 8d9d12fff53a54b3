// The floor: plain node writing the same bytes to the same number of files. Not TypeScript, whose loader would be
// measured too.
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const [blobFile, listFile, outdir] = process.argv.slice(2);
const blob = readFileSync(blobFile);
let offset = 0;
for (const { file, bytes } of JSON.parse(readFileSync(listFile, "utf8"))) {
  mkdirSync(dirname(join(outdir, file)), { recursive: true });
  writeFileSync(join(outdir, file), blob.subarray(offset, offset + bytes));
  offset += bytes;
}
