import { describe, expect, it } from "vitest";
import { DETECTION_IDS, DETECTIONS } from "../../src/detections";
import type { Detection } from "../../src/detections/detection";
import { alarmDescription, ruleMessage } from "../../src/detections/message";
import { namesOf } from "../../src/naming";
import { loadQueries } from "../../src/queries/catalogue";
import { resolveParameters } from "../../src/queries/parameters";
import { askflorence, example } from "../support/synthesized";

const QUERIES = loadQueries();
const NOW = new Date("2026-11-20T12:00:00Z");

const SCOPES = [askflorence, example].map((organization) => ({ names: namesOf(organization), organization }));

/** What EventBridge puts into a message of an event. */
const EVENT: Readonly<Record<string, string>> = {
  account: "123456789012",
  region: "eu-west-1",
  time: "2026-11-20T09:15:00Z",
  key: "ASIAIOSFODNN7EXAMPLE",
};

/** The commands that a text has, as a shell takes them apart. */
function commandsIn(
  text: string,
): readonly { readonly query: string; readonly given: Readonly<Record<string, string>> }[] {
  return [...text.matchAll(/npx org-trail investigate run (\S+) --logs COPY((?: --param [a-z_]+=[\w@.:/+-]+)*)/g)].map(
    ([, query = "", given = ""]) => ({
      query,
      given: Object.fromEntries(
        [...given.matchAll(/ --param ([a-z_]+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value]),
      ),
    }),
  );
}

/** The values of a command's query; fails where there is no such query, or where it does not take what is given. */
function valuesOf({ query, given }: ReturnType<typeof commandsIn>[number]) {
  const named = QUERIES.find(({ name }) => name === query);
  if (named === undefined) throw new Error(`no query ${query}`);
  return resolveParameters(named, given, NOW);
}

const hasRule = (detection: Detection) =>
  detection.kind === "signal" || (detection.kind === "events" && detection.by.includes("event-rule"));
const hasAlarm = (detection: Detection) =>
  detection.kind !== "signal" && (detection.kind !== "events" || detection.by.includes("metric-filter"));

describe("the query that comes next", () => {
  it.each(DETECTION_IDS.filter((id) => hasRule(DETECTIONS[id])))(
    "%s: its message has it with the event's account and time, ready to run",
    (id) => {
      for (const scope of SCOPES) {
        const { inputTemplate } = ruleMessage(id, scope);
        const message = JSON.parse(
          inputTemplate.replaceAll(/: <\w+>/g, ': ""').replaceAll(/<(\w+)>/g, (_, name: string) => EVENT[name] ?? ""),
        );
        const [next, ...others] = commandsIn(message.next);
        if (next === undefined) throw new Error(`no command in ${message.next}`);
        expect(others).toEqual([]);
        expect(Object.values(valuesOf(next))).toEqual(expect.arrayContaining([expect.stringMatching(/^2026.11.20/)]));
      }
    },
  );

  it.each(DETECTION_IDS.filter((id) => hasAlarm(DETECTIONS[id])))(
    "%s: its alarm has it without an event's, and it needs none",
    (id) => {
      for (const scope of SCOPES) {
        const commands = commandsIn(alarmDescription(id, scope));
        expect(commands.map(valuesOf)).toHaveLength(1);
      }
    },
  );

  it("a message about a call says besides what else was done with the caller's access key", () => {
    for (const scope of SCOPES) {
      const { inputPaths, inputTemplate } = ruleMessage("trail-changed", scope);
      expect(inputPaths.key).toBe("$.detail.userIdentity.accessKeyId");
      const { caller } = JSON.parse(
        inputTemplate.replaceAll(/: <\w+>/g, ': ""').replaceAll(/<(\w+)>/g, (_, name: string) => EVENT[name] ?? ""),
      );
      expect(commandsIn(caller).map(valuesOf)).toEqual([
        expect.objectContaining({ access_key_id: EVENT.key, from_day: "2026/11/20" }),
      ]);
    }
  });

  it("a message that is about no call says nothing of a caller", () => {
    for (const scope of SCOPES)
      expect(ruleMessage("archive-object-deleted", scope).inputTemplate).not.toContain("caller");
  });
});
