import { createRequire } from "node:module";
import { join } from "node:path";
import type { Handler } from "../../../src/functions/trail-sentinel/create-handler";

/**
 * Invokes the sentinel as Lambda would on its schedule, in a process of its own:
 * `node --import tsx invoke-function.ts <folder of the code> <timeout in milliseconds>`. What it logs goes to standard output. Exit code 1 where it throws.
 */
async function main([folder = ".", milliseconds = "0"]: readonly string[]): Promise<void> {
  const end = Date.now() + Number(milliseconds);
  const { handler }: { readonly handler: Handler } = createRequire(__filename)(join(folder, "index.js"));
  const event = { source: "aws.events", "detail-type": "Scheduled Event", detail: {} };
  await handler(event, { getRemainingTimeInMillis: () => end - Date.now() });
}

// An invocation ends when the handler has answered, whatever is still under way.
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
