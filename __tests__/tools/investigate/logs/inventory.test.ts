import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeInventory } from "../../../../src/tools/investigate/logs/inventory";
import { keyOf, logRecord, writeLogs } from "../../../support/log-copies";
import { temporaryFolder } from "../../../support/organizations";

const KEY = keyOf("111122223333 us-east-1 2026/11/20");

describe("inventory of a copy", () => {
  it("has every file that may hold records, by its path, with its place", (context) => {
    const folder = writeLogs(temporaryFolder(context), { [KEY]: [logRecord()], "event_history.json": "{}" });
    const { files, ...others } = takeInventory(folder);
    expect(files.map(({ path, place }) => [path, place?.day])).toEqual([
      [KEY, "2026/11/20"],
      ["event_history.json", undefined],
    ]);
    expect(others).toEqual({ root: folder, damaged: [], duplicates: [], foreign: [] });
  });

  it("is one file where one was named", (context) => {
    const folder = writeLogs(temporaryFolder(context), { "a/events.txt": "{}", "a/other.json": "{}" });
    const { root, files } = takeInventory(join(folder, "a/events.txt"));
    expect([root, files.map(({ path }) => path)]).toEqual([join(folder, "a"), ["events.txt"]]);
  });

  it("names a download that was interrupted, and what is no log", (context) => {
    const folder = writeLogs(temporaryFolder(context), {
      [`${KEY}.1a2B3c4D`]: "",
      "README.md": "",
      "AWSLogs/111122223333/vpcflowlogs/us-east-1/2026/11/20/x.log.gz": "",
    });
    const { files, damaged, foreign } = takeInventory(folder);
    expect(files).toEqual([]);
    expect(damaged).toEqual([{ path: `${KEY}.1a2B3c4D`, reason: expect.stringContaining("did not finish") }]);
    expect(foreign).toEqual(["AWSLogs/111122223333/vpcflowlogs/us-east-1/2026/11/20/x.log.gz", "README.md"]);
  });

  it("counts a file of the archive once that was copied twice, and another of the same size twice", (context) => {
    const folder = writeLogs(temporaryFolder(context), {
      [KEY]: [logRecord()],
      [`again/${KEY}`]: [logRecord()],
      "one/events.json": "{}",
      "two/events.json": "{}",
    });
    const { files, duplicates } = takeInventory(folder);
    expect(files.map(({ path }) => path)).toEqual([KEY, "one/events.json", "two/events.json"]);
    expect(duplicates).toEqual([{ path: `again/${KEY}`, reason: `the same file as ${KEY}` }]);
  });

  it("follows no link out of the folder", (context) => {
    const folder = writeLogs(temporaryFolder(context), { "in/a.json": "{}", "out/b.json": "{}" });
    symlinkSync(join(folder, "out"), join(folder, "in/out"));
    symlinkSync(join(folder, "out/b.json"), join(folder, "in/b.json"));
    expect(takeInventory(join(folder, "in")).files.map(({ path }) => path)).toEqual(["a.json"]);
  });
});
