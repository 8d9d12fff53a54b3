import { describe, expect, it } from "vitest";
import { DETECTION_IDS, DETECTIONS, type DetectionId } from "../../src/detections";
import { STATEMENTS } from "../../src/policies/statements";
import { ATTACKS, recordedEvents } from "../../src/threats";
import type { Attack, Outcome, Vantage } from "../../src/threats/attack";
import { missingOptions, outcomeIn } from "../../src/threats/options";
import { askflorence, example, undeployed } from "../support/synthesized";
import { ACCEPTED, type Ledger } from "./accepted";
import { accountsAt, VANTAGES } from "./attackers";
import { emittedEnvironment } from "./emitted-environment";
import { GATHERED_THREATS } from "./gathered-threats";
import { sidsOf } from "./mutation";
import { PUBLIC_RULES } from "./public-rules";

const outcomes: readonly Outcome[] = ATTACKS.flatMap(({ from }) => Object.values(from)).flatMap((outcome) =>
  outcome.kind === "prevented" && outcome.otherwise !== undefined ? [outcome, outcome.otherwise] : [outcome],
);
const named = new Set(outcomes.flatMap((outcome) => (outcome.kind === "prevented" ? outcome.by : [])));

describe("the catalogue of attacks", () => {
  it("answers every threat that was gathered, each by an attack of its own", () => {
    const ids = ATTACKS.map(({ id }) => id);
    const answers = Object.values(GATHERED_THREATS);
    expect(Object.entries(GATHERED_THREATS).filter(([, attack]) => !ids.includes(attack))).toEqual([]);
    expect(answers.filter((attack, index) => answers.indexOf(attack) !== index)).toEqual([]);
    expect(answers.length).toBe(94);
  });

  it("has a name for an id, and no number, which ATT&CK's techniques have", () => {
    expect(ATTACKS.map(({ id }) => id).filter((id) => !/^[a-z0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id))).toEqual([]);
    expect(ATTACKS.map(({ id }) => id).filter((id) => /^[a-z]\d+/i.test(id))).toEqual([]);
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
    expect(
      unused.sort(),
      "name the detection in an attack of src/threats/ that it sees, or say in ABOUT_NO_ATTACK why it is about none",
    ).toEqual(Object.keys(ABOUT_NO_ATTACK).sort());
  });

  it("is a case of a technique that a detection reveals which sees it: the two lists are made apart", () => {
    const strangers = ATTACKS.flatMap(({ id, techniques, from }) => {
      const by = Object.values(from)
        .flatMap((outcome) => (outcome.kind === "prevented" ? [outcome, outcome.otherwise] : [outcome]))
        .flatMap((outcome) => (outcome?.kind === "detected" ? outcome.by : []))
        // It sees whatever is changed.
        .filter((detection) => detection !== "changed-outside-terraform");
      const revealed = new Set(by.flatMap((detection) => DETECTIONS[detection].techniques));
      const isRevealed = techniques.some((technique) => revealed.has(technique));
      return by.length === 0 || isRevealed
        ? []
        : [`${id} is a case of ${techniques.join(", ")}, which none of ${[...new Set(by)].join(", ")} says it reveals`];
    });
    expect(strangers).toEqual([]);
  });

  it.each(PUBLIC_RULES)("$attack is a case of $technique, as $source has it", ({ attack, technique }) => {
    expect(ATTACKS.find(({ id }) => id === attack)?.techniques).toContain(technique);
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

/** Attacks that succeed, unseen or seen by nobody's rule, by where they come from. */
function residual(organization: typeof example): Ledger {
  return Object.fromEntries(
    VANTAGES.filter((vantage) => accountsAt(vantage, organization).length > 0).map((vantage) => {
      const ids = ATTACKS.filter(({ from }) => {
        const outcome = from[vantage];
        return outcome !== undefined && outcomeIn(outcome, vantage, organization, false).kind === "residual";
      }).map(({ id }) => id);
      return [vantage, ids];
    }),
  );
}

function differences(vantage: Vantage, found: readonly string[], accepted: readonly string[]): readonly string[] {
  return [
    ...found
      .filter((id) => !accepted.includes(id))
      .map(
        (id) =>
          `${id} from ${vantage} succeeds, and nobody is told: prevent it, detect it, or accept it in accepted.ts, by hand`,
      ),
    ...accepted
      .filter((id) => !found.includes(id))
      .map((id) => `${id} from ${vantage} is accepted in accepted.ts, and remains no more: take it out`),
  ];
}

describe("what remains", () => {
  it.each(ACCEPTED)("%s is what was accepted", (_, organization, ledger) => {
    const found = residual(organization);
    expect(Object.keys(found)).toEqual(Object.keys(ledger));
    expect(VANTAGES.flatMap((vantage) => differences(vantage, found[vantage] ?? [], ledger[vantage] ?? []))).toEqual(
      [],
    );
  });
});
