import { describe, expect, it } from "vitest";
import { DETECTION_IDS, DETECTIONS, type DetectionId } from "../../src/detections";
import { STATEMENTS } from "../../src/policies/statements";
import { ATTACKS, recordedEvents } from "../../src/threats";
import type { Attack, Outcome, Vantage } from "../../src/threats/attack";
import { missingOptions, outcomeIn } from "../../src/threats/options";
import { askflorence, example, undeployed } from "../support/synthesized";
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

  it("asks for every detection that is about an attack", () => {
    const used = new Set<string>(outcomes.flatMap((outcome) => (outcome.kind === "detected" ? outcome.by : [])));
    const unused = DETECTION_IDS.filter((id) => !used.has(id) && DETECTIONS[id].kind !== "benchmark");
    expect(unused.sort()).toEqual(Object.keys(ABOUT_NO_ATTACK).sort());
  });

  it("says what is left only where every statement may be left out", () => {
    const idle = ATTACKS.flatMap((attack) =>
      vantagesOf(attack)
        .filter(([, outcome]) => outcome.kind === "prevented" && outcome.otherwise !== undefined)
        .filter(
          ([, outcome]) => !vantagesOf(attack).some(([vantage, same]) => same === outcome && mayLack(outcome, vantage)),
        )
        .map(([vantage]) => `${attack.id} from ${vantage}`),
    );
    expect(idle).toEqual([]);
  });
});

/** What they notice is a fault, or what the attacks' own detections say once more. */
const ABOUT_NO_ATTACK: Readonly<Partial<Record<DetectionId, string>>> = {
  "alarm-topic-failing": "a fault of delivery",
  "alerts-undelivered": "a fault of delivery",
  "archive-alarm-raised": "forwards the log-archive account's alarms",
  "archive-object-deleted": "every attack that deletes an object is prevented, whatever the description leaves out",
  "auditor-access-used": "whoever is described does what the role is for",
  "event-topic-failing": "a fault of delivery",
  "evidence-change-refused": "what was refused, whatever it was: no attack that succeeds",
  "refused-otherwise": "what was refused, whatever it was: no attack that succeeds",
  "unknown-user-sign-in": "a guess that failed",
  "root-used": "who calls, not what: every attack may be root's",
  "self-test": "nothing happened",
  "sentinel-blind": "a fault of the sentinel",
  "sentinel-failed": "a fault of the sentinel",
  "sentinel-finding": "tells of the checks",
};

function vantagesOf({ from }: Attack): readonly (readonly [Vantage, Outcome])[] {
  return Object.entries(from) as (readonly [Vantage, Outcome])[];
}

/** Whether some description leaves every statement out. */
function mayLack(outcome: Outcome, vantage: Vantage): boolean {
  return (
    outcome.kind === "prevented" &&
    outcome.by.every((by) =>
      STATEMENTS.some(
        ({ sid, needs, attachedTo, bindsRootAlone }) =>
          sid === by &&
          (bindsRootAlone || needs.length > 0 || (vantage === "unplaced" && attachedTo === "guarded units")),
      ),
    )
  );
}

describe.each([askflorence, example, undeployed])("what the catalogue knows of $name's options", (organization) => {
  const environment = emittedEnvironment(organization);
  const emitted = sidsOf(environment);

  it("is what the emitted policies have", () => {
    const expected = [...named].filter((sid) => missingOptions(sid, "workload", organization).length === 0);
    expect([...emitted].filter((sid) => named.has(sid)).sort()).toEqual(expected.sort());
  });

  it("is where they are attached", () => {
    const onUnits = Object.entries(environment.serviceControlPolicies ?? {})
      .filter(([target]) => target.startsWith("ou-"))
      .flatMap(([, policies]) => policies.flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid)));
    const expected = STATEMENTS.filter(
      ({ sid, attachedTo }) =>
        attachedTo === "guarded units" && missingOptions(sid, "workload", organization).length === 0,
    );
    expect([...new Set(onUnits)].sort()).toEqual(expected.map(({ sid }) => sid).sort());
  });
});

/** By vantage, the ids of attacks. */
type Ledger = Readonly<Partial<Record<Vantage, string>>>;

/** Attacks that succeed, unseen or seen by nobody's rule, by where they come from. */
function residual(organization: typeof example): Ledger {
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

/**
 * The ledger of what is accepted. Each line is a decision: it is written here by hand, and no option of the test runner
 * rewrites it.
 */
const ACCEPTED: readonly (readonly [title: string, organization: typeof example, ledger: Ledger])[] = [
  [
    "with every option on",
    example,
    {
      management: "T36 T36b T38 G05 A07 E08b E11 N07b V02 V03 V04 V05 V06e",
      "log-archive": "T32b T35c T38b S23b G05 N07b V02 V03 V04 V05",
      security: "T35c T36b T38b G05 E08b N07b V02 V03 V04 V05",
      workload: "T35b T35c T36b T38b G05 N07b G02 U01 U02 U05 V02 V03 V04 V05",
      unplaced: "T35b T35c T36b G05 N07b G02 U01 U02 U05 V02 V03 V04 V05",
      outside: "",
    },
  ],
  [
    "for AskFlorence",
    askflorence,
    {
      management: "T36 T36b T38 G05 A07 E08b E11 N07b V02 V03 V04 V05 V06e",
      "log-archive": "T32b T33b T35c T38b S23b G05 N07b V02 V03 V04 V05 V06e",
      workload: "T33b T35b T35c T36b T38b G05 N07b G02 U01 U02 U05 V02 V03 V04 V05 V06e",
      unplaced: "T33b T35b T35c T36 T36b G05 A01 A02 A06 N07b G02 U01 U02 U05 V02 V03 V04 V05 V06e",
      outside: "K12b",
    },
  ],
  [
    "for AskFlorence, if it named no deploy role",
    undeployed,
    {
      management: "T36 T36b T38 G05 A07 E08b E11 N07b V02 V03 V04 V05 V06e",
      "log-archive": "T32b T33b T35c T36 T38b S23b G05 N07b V02 V03 V04 V05 V06e",
      workload: "T33b T35b T35c T36 T36b T38b G05 A01 A02 A06 N07b G02 U01 U02 U05 V02 V03 V04 V05 V06e",
      unplaced: "T33b T35b T35c T36 T36b G05 A01 A02 A06 N07b G02 U01 U02 U05 V02 V03 V04 V05 V06e",
      outside: "K12b",
    },
  ],
];

describe("what remains", () => {
  it.each(ACCEPTED)("%s is what was accepted", (_, organization, ledger) => {
    expect(residual(organization)).toEqual(ledger);
  });
});
