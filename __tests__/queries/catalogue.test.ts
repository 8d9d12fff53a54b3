import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadQueries } from "../../src/queries/catalogue";

const SOUND = `-- title: Sound
-- question: What?
-- parameters:
--   who text: who it is
--   about
-- controls: CIS 1.7,
--   SOC 2 CC6.1
-- techniques: T1078.004
-- hit: A hit.
-- next: other
SELECT eventname FROM cloudtrail WHERE eventname = :who;
`;

/** A folder with these files, for as long as `use` takes. */
function inFolder<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "org-trail-queries-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("loadQueries", () => {
  it("reads a query's header and statement", () => {
    const other = SOUND.replace("next: other", "next: sound").replace("--   about\n", "");
    const sound = SOUND.replace("--   about\n", "");
    expect(inFolder({ "sound.sql": sound, "other.sql": other, "README.md": "" }, loadQueries)[1]).toEqual({
      name: "sound",
      title: "Sound",
      question: "What?",
      parameters: [{ name: "who", type: "text", description: "who it is" }],
      controls: ["CIS 1.7", "SOC 2 CC6.1"],
      techniques: ["T1078.004"],
      hit: "A hit.",
      next: ["other"],
      sql: "SELECT eventname FROM cloudtrail WHERE eventname = :who",
    });
  });

  it("says everything that is wrong with any of them at once", () => {
    const broken = `-- title: Broken
-- titel: Broken
-- question: What?
-- parameters:
--   who text = any: who
--   unused text: unused
--   day date = today: a day
--   since day = yesterday: a day
-- controls: CIS one, CIS 1.7
-- next: nowhere
SELECT max_by(eventname, eventtime), date_trunc('day', x), :who FROM cloudtrail WHERE eventname = :whom AND a = ? AND :who > ''
`;
    const load = () => inFolder({ "broken.sql": broken, "sound.sql": SOUND.replace("T1078.004", "T0") }, loadQueries);
    for (const said of [
      /^queries: \d+ problems/,
      /broken\.sql: header = "-- titel: Broken"\n {4}rule: {3}a field once \(title, question,/,
      /broken\.sql: techniques = \(missing\)/,
      /broken\.sql: hit = \(missing\)/,
      /broken\.sql: parameters = "day date = today: a day"\n {4}rule: {3}<name> <day\|time\|account/,
      /broken\.sql: parameters = "since day = yesterday: a day"/,
      /broken\.sql: parameters = ":whom"\n {4}rule: {3}declared in the header/,
      /broken\.sql: parameters = ":who"\n {4}rule: {3}in a WHERE: Athena/,
      /broken\.sql: parameters = "unused"\n {4}rule: {3}used in the statement/,
      /broken\.sql: parameters = "\?"/,
      /broken\.sql: statement = "max_by\("\n {4}rule: {3}with NULL the engines differ/,
      /broken\.sql: controls = "CIS one"\n {4}rule: {3}a requirement as the detections name it/,
      /broken\.sql: next = "nowhere"/,
      /sound\.sql: parameters = "about"/,
      /sound\.sql: techniques = "T0"\n {4}rule: {3}an ATT&CK technique/,
      /sound\.sql: next = "other"/,
    ])
      expect(load).toThrow(said);
  });
});
