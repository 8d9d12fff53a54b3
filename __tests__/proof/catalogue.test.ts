import { describe, expect, it } from "vitest";
import { ATTACKS, recordedEvents } from "../../src/threats";
import type { Outcome } from "../../src/threats/attack";
import { DETECTIONS } from "../../src/threats/detections";
import { ATTACHED_TO_UNITS, missingOptions, outcomeIn, STATEMENT_NEEDS } from "../../src/threats/options";
import { askflorence, example } from "../support/synthesized";
import { accountsAt, VANTAGES } from "./attackers";
import { emittedEnvironment } from "./emitted-environment";
import { sidsOf } from "./mutation";

/** Ids of the threats that were gathered before this catalogue. */
const GATHERED = `
  T01 T02 T04 T05 T06 T07 T08 T09 T12 T13 T14 T15 T16 T17 T21 T22 T24 T25 T26 T27 T28 T30 T31 T32 T33
  S01 S02 S03 S04 S06 S08 S09 S11 S13 S14 S16 S17 S18 S19 S20 S21 S22 S23
  K01 K02 K03 K06 K07 K08 K09 K10 L01 L02 L04 L05 L06 L08 L09 L10 L11 A01 A02 A03 A05 A06 A07
  E01 E02 E03 E04 E05 E06 E07 E08 E11 N01 N04 N05 N06 N08 N09 N10 N11 N12 G01 G02 G03 G05 V01 V02 V03 V04 V05 V06
`;

const outcomes: readonly Outcome[] = ATTACKS.flatMap(({ from }) => Object.values(from)).flatMap((outcome) =>
  outcome.kind === "prevented" && outcome.otherwise !== undefined ? [outcome, outcome.otherwise] : [outcome],
);
const named = new Set(outcomes.flatMap((outcome) => (outcome.kind === "prevented" ? outcome.by : [])));

describe("the catalogue of attacks", () => {
  it("has every threat that was gathered", () => {
    const ids = ATTACKS.map(({ id }) => id);
    expect(
      GATHERED.trim()
        .split(/\s+/)
        .filter((id) => !ids.includes(id)),
    ).toEqual([]);
  });

  it("has each id once", () => {
    const ids = ATTACKS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("says of every attack what becomes of it", () => {
    expect(ATTACKS.filter(({ from }) => Object.keys(from).length === 0)).toEqual([]);
  });

  it("has a call for every attack that is prevented, refused or detected by one", () => {
    const uncalled = ATTACKS.filter(({ steps, from }) => {
      const kinds = Object.values(from).map(({ kind }) => kind);
      return steps.length === 0 && kinds.some((kind) => kind !== "residual" && kind !== "detected");
    });
    expect(uncalled).toEqual([]);
  });

  it("uses CloudTrail's names of events, not IAM's of actions", () => {
    const events = ATTACKS.flatMap(({ steps }) => steps.flatMap(recordedEvents)).map(
      ({ source, name }) => `${source} ${name}`,
    );
    expect(events).toEqual(
      expect.arrayContaining([
        "s3.amazonaws.com PutBucketLifecycle",
        "lambda.amazonaws.com UpdateFunctionCode20150331v2",
        "monitoring.amazonaws.com DeleteAlarms",
      ]),
    );
    expect(events.filter((event) => /PutLifecycleConfiguration|^cloudwatch|UpdateFunctionCode$/.test(event))).toEqual(
      [],
    );
  });

  it("asks for every detection at least once", () => {
    const used = new Set<string>(outcomes.flatMap((outcome) => (outcome.kind === "detected" ? outcome.by : [])));
    expect(Object.keys(DETECTIONS).filter((id) => !used.has(id))).toEqual([]);
  });
});

describe.each([askflorence, example])("what the catalogue knows of $name's options", (organization) => {
  const environment = emittedEnvironment(organization);
  const emitted = sidsOf(environment);

  it("is what the emitted policies have", () => {
    const expected = [...named].filter((sid) => missingOptions(sid, "workload", organization).length === 0);
    expect([...emitted].filter((sid) => named.has(sid)).sort()).toEqual(expected.sort());
    expect(Object.keys(STATEMENT_NEEDS).filter((sid) => !named.has(sid))).toEqual([]);
  });

  it("is where they are attached", () => {
    const onUnits = Object.entries(environment.serviceControlPolicies ?? {})
      .filter(([target]) => target.startsWith("ou-"))
      .flatMap(([, policies]) => policies.flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid)));
    const expected = ATTACHED_TO_UNITS.filter((sid) => missingOptions(sid, "workload", organization).length === 0);
    expect([...new Set(onUnits)].sort()).toEqual([...expected].sort());
  });
});

/** Attacks that succeed, unseen or seen by nobody's rule, by where they come from. */
function residual(organization: typeof example): Readonly<Record<string, string>> {
  return Object.fromEntries(
    VANTAGES.filter((vantage) => accountsAt(vantage, organization).length > 0).map((vantage) => {
      const ids = ATTACKS.filter(({ from }) => {
        const outcome = from[vantage];
        return outcome !== undefined && outcomeIn(outcome, vantage, organization, false).kind === "residual";
      }).map(({ id }) => id);
      return [vantage, ids.join(" ")];
    }),
  );
}

describe("what remains", () => {
  it("with every option on", () => {
    expect(residual(example)).toMatchInlineSnapshot(`
      {
        "log-archive": "S23b G05 N07b V02 V03 V04 V05",
        "management": "G05 A07 E08b E11 N07b V02 V03 V04 V05",
        "outside": "",
        "security": "G05 E08b N07b V02 V03 V04 V05",
        "unplaced": "G05 N07b V02 V03 V04 V05",
        "workload": "G05 N07b V02 V03 V04 V05",
      }
    `);
  });

  it("for AskFlorence, which names no deploy role", () => {
    expect(residual(askflorence)).toMatchInlineSnapshot(`
      {
        "log-archive": "T33 S23b G05 A01 A02 A03 A04 A05 A06 E01 E02 E03 E04 E05 E07 N01 N02 N04 N05 N06 N07 N07b N08 N09 N10 N11 N12 G01 G03 V02 V03 V04 V05",
        "management": "G05 A07 E08b E11 N07b V02 V03 V04 V05",
        "outside": "T32b K12b",
        "unplaced": "T15 T15b T17 T18 T20 T27b T33 G05 A01 A02 A03 A04 A05 A06 E01 E02 E03 E04 E05 E07 N01 N02 N04 N05 N06 N07 N07b N08 N09 N10 N11 N12 G01 G03 V02 V03 V04 V05 V06",
        "workload": "T33 G05 A01 A02 A03 A04 A05 A06 E01 E02 E03 E04 E05 E07 N01 N02 N04 N05 N06 N07 N07b N08 N09 N10 N11 N12 G01 G03 V02 V03 V04 V05",
      }
    `);
  });
});
