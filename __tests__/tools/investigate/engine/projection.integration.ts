import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadQueries } from "../../../../src/queries/catalogue";
import { compile } from "../../../../src/queries/parameters";
import { CLOUDTRAIL } from "../../../../src/queries/tables";
import { bare } from "../../../../src/queries/words";
import { createTables } from "../../../../src/tools/investigate/engine/answer";
import { close, type Opened, openDuckDb } from "../../../../src/tools/investigate/engine/duckdb";
import { tablesFor } from "../../../../src/tools/investigate/engine/projection";

describe("columns that a query of the catalogue names", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openDuckDb("");
  });
  afterAll(() => close(opened));

  it.each([
    ["a field of a struct", "useridentity.type", "struct<type:string>"],
    [
      "one further in",
      "useridentity.sessioncontext.ec2roledelivery",
      "struct<sessioncontext:struct<ec2roledelivery:string>>",
    ],
    ["a struct as a whole", "CAST(useridentity AS json), useridentity.type", CLOUDTRAIL.columns.useridentity],
    [
      "a struct in a struct as a whole",
      "CAST(useridentity.onbehalfof AS json)",
      "struct<onbehalfof:struct<userid:string,identitystorearn:string>>",
    ],
  ])("are few: %s", (_, selected, useridentity) => {
    const [{ columns } = { columns: {} }] = tablesFor(`SELECT ${selected} FROM cloudtrail WHERE eventname = 'x'`);
    expect(Object.keys(columns)).toEqual(["useridentity", "eventtime", "eventname", "awsregion", "recipientaccountid"]);
    expect(columns).toMatchObject({ useridentity });
  });

  it("are all that it reads", async () => {
    const queries = loadQueries();
    for (const { name, sql } of queries) {
      await createTables(opened.connection, tablesFor(sql), () => []);
      const prepared = await opened.connection.prepare(compile(sql).sql).catch((error: unknown) => `${name}: ${error}`);
      expect(typeof prepared === "string" ? prepared : "").toBe("");
    }
    expect(queries.length).toBeGreaterThan(30);
  });

  it("are no star and no whole row, of which nobody could tell", () => {
    const tables = /\b(?:from|join)\s+(cloudtrail(?:_[a-z]+)?)(?:\s+as)?\s+([a-z_]+)/gi;
    for (const { name, sql } of loadQueries()) {
      const text = bare(sql);
      expect([name, /(?:\bselect|\bdistinct|\ball|,|\.)\s*\*/i.test(text)]).toEqual([name, false]);
      for (const [, table, alias] of text.matchAll(tables)) {
        const whole = new RegExp(`[(,]\\s*(?:${alias}|${table})\\s*[,)]`, "i");
        expect([name, whole.test(text)]).toEqual([name, false]);
      }
    }
  });
});
