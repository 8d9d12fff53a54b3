/**
 * Lets a command go on, or end by itself, where nobody reads what it says any more: a terminal that was closed, or `head`,
 * which has read enough. Without a listener Node ends with a stack of calls.
 * https://nodejs.org/api/process.html#a-note-on-process-io
 */
export function ignoreClosedOutput(): void {
  for (const output of [process.stdout, process.stderr]) output.on("error", () => {});
}
