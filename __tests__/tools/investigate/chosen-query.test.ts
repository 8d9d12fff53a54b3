import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chosenQuery } from "../../../src/tools/investigate/chosen-query";

describe("what was asked is refused before anything is read or paid for", () => {
  it.each([
    ["rows as Parquet to print", "root-activity", { format: "parquet" }, "into a file"],
    ["a file in a folder that is not there", "root-activity", { out: join("nowhere", "x.csv") }, "mkdir -p nowhere"],
    ["a query and a statement", "root-activity", { sql: "own.sql" }, "not both"],
    ["neither", undefined, {}, "not both"],
    ["a query that nobody knows", "root-activty", {}, "did you mean `root-activity`?"],
    ["a file that is not there", undefined, { sql: "nowhere.sql" }, "a file that exists"],
  ] as const)("%s", (_what, name, options, said) => {
    expect(() => chosenQuery(name, { format: "csv", ...options })).toThrow(said);
  });

  it("and else it is the query", () => {
    expect(chosenQuery("root-activity", { format: "csv" }).name).toBe("root-activity");
  });
});
