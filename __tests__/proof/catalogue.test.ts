import { describe, expect, it } from "vitest";
import { DETECTION_IDS, DETECTIONS, type DetectionId } from "../../src/detections";
import { STATEMENTS } from "../../src/policies/statements";
import { ATTACKS, recordedEvents } from "../../src/threats";
import type { Attack, Outcome, Vantage } from "../../src/threats/attack";
import { missingOptions, outcomeIn } from "../../src/threats/options";
import { askflorence, example, undeployed } from "../support/synthesized";
import { accountsAt, VANTAGES } from "./attackers";
import { emittedEnvironment } from "./emitted-environment";
import { GATHERED_THREATS } from "./gathered-threats";
import { sidsOf } from "./mutation";

const outcomes: readonly Outcome[] = ATTACKS.flatMap(({ from }) => Object.values(from)).flatMap((outcome) =>
  outcome.kind === "prevented" && outcome.otherwise !== undefined ? [outcome, outcome.otherwise] : [outcome],
);
const named = new Set(outcomes.flatMap((outcome) => (outcome.kind === "prevented" ? outcome.by : [])));

const SIGMA = "https://github.com/SigmaHQ/sigma/blob/master/rules/cloud/aws/cloudtrail";
const ELASTIC = "https://github.com/elastic/detection-rules/blob/main/rules/integrations/aws";
const STRATUS = "https://github.com/DataDog/stratus-red-team/blob/main/docs/attack-techniques/AWS";

/**
 * What others say of the same calls, read on 2026-12-01. Stratus Red Team cites AWS's own Threat Technique Catalog; Sigma
 * numbers by version 19 of ATT&CK, in which T1562.007 is T1686.001.
 */
const PUBLIC_RULES = [
  { attack: "delete-trail", technique: "T1562.008", source: `${STRATUS}/aws.defense-evasion.cloudtrail-delete.md` },
  { attack: "leave-organization", technique: "T1666", source: `${STRATUS}/aws.defense-evasion.organizations-leave.md` },
  {
    attack: "copy-events-by-own-trail",
    technique: "T1530",
    source: `${ELASTIC}/collection_cloudtrail_logging_created.toml`,
  },
  {
    attack: "stop-access-logging",
    technique: "T1562.008",
    source: `${ELASTIC}/defense_evasion_s3_bucket_server_access_logging_disabled.toml`,
  },
  {
    attack: "delete-log-stream",
    technique: "T1562.008",
    source: `${ELASTIC}/defense_evasion_cloudwatch_log_stream_deletion.toml`,
  },
  { attack: "replace-key-policy", technique: "T1098", source: `${ELASTIC}/defense_evasion_kms_key_policy_put.toml` },
  {
    attack: "replace-identity-source",
    technique: "T1556.007",
    source: `${ELASTIC}/credential_access_identitycenter_external_idp_trust_redirected.toml`,
  },
  { attack: "suspend-versioning", technique: "T1490", source: `${SIGMA}/aws_disable_bucket_versioning.yml` },
  { attack: "replicate-bucket", technique: "T1537", source: `${SIGMA}/aws_s3_data_management_tampering.yml` },
  { attack: "replace-key-material", technique: "T1486", source: `${SIGMA}/aws_kms_import_key_material.yml` },
  {
    attack: "use-external-key-store",
    technique: "T1486",
    source: `${SIGMA}/aws_kms_custom_key_store_connected_or_created.yml`,
  },
  {
    attack: "unblock-public-bucket",
    technique: "T1562.007",
    source: `${SIGMA}/aws_cloudtrail_bucket_block_public_access_weakened.yml`,
  },
];

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
    expect(unused.sort()).toEqual(Object.keys(ABOUT_NO_ATTACK).sort());
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

/** By vantage, the ids of attacks. */
type Ledger = Readonly<Partial<Record<Vantage, readonly string[]>>>;

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

/**
 * The ledger of what is accepted. Each line is a decision: it is written here by hand, and no option of the test runner
 * rewrites it.
 */
const ACCEPTED: readonly (readonly [title: string, organization: typeof example, ledger: Ledger])[] = [
  [
    "with every option on",
    example,
    {
      management: [
        "change-deploy-role-policy",
        "change-other-policy-of-deploy-role",
        "work-as-management-deploy-role",
        "decrypt-through-s3",
        "forge-metric-data",
        "forge-events-in-bus-account",
        "act-where-no-rule-hears",
        "take-messages-from-queue",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
        "take-control-tower-role",
      ],
      "log-archive": [
        "enter-archive-by-open-role",
        "be-trusted-by-deploy-role",
        "work-as-member-deploy-role",
        "list-archive",
        "decrypt-through-s3",
        "take-messages-from-queue",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
      ],
      security: [
        "be-trusted-by-deploy-role",
        "change-other-policy-of-deploy-role",
        "work-as-member-deploy-role",
        "decrypt-through-s3",
        "forge-events-in-bus-account",
        "take-messages-from-queue",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
      ],
      workload: [
        "replace-oidc-provider",
        "be-trusted-by-deploy-role",
        "change-other-policy-of-deploy-role",
        "work-as-member-deploy-role",
        "decrypt-through-s3",
        "take-messages-from-queue",
        "share-catalog",
        "make-user-in-evidence-account",
        "change-account-contacts",
        "copy-calls-by-own-rule",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
      ],
      unplaced: [
        "replace-oidc-provider",
        "be-trusted-by-deploy-role",
        "change-other-policy-of-deploy-role",
        "decrypt-through-s3",
        "take-messages-from-queue",
        "share-catalog",
        "make-user-in-evidence-account",
        "change-account-contacts",
        "copy-calls-by-own-rule",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
      ],
      outside: [],
    },
  ],
  [
    "for AskFlorence",
    askflorence,
    {
      management: [
        "change-deploy-role-policy",
        "change-other-policy-of-deploy-role",
        "work-as-management-deploy-role",
        "decrypt-through-s3",
        "forge-metric-data",
        "forge-events-in-bus-account",
        "act-where-no-rule-hears",
        "take-messages-from-queue",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
        "take-control-tower-role",
      ],
      "log-archive": [
        "enter-archive-by-open-role",
        "take-stack-set-role",
        "be-trusted-by-deploy-role",
        "work-as-member-deploy-role",
        "list-archive",
        "decrypt-through-s3",
        "take-messages-from-queue",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
        "take-control-tower-role",
      ],
      workload: [
        "take-stack-set-role",
        "replace-oidc-provider",
        "be-trusted-by-deploy-role",
        "change-other-policy-of-deploy-role",
        "work-as-member-deploy-role",
        "decrypt-through-s3",
        "take-messages-from-queue",
        "share-catalog",
        "make-user-in-evidence-account",
        "change-account-contacts",
        "copy-calls-by-own-rule",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
        "take-control-tower-role",
      ],
      unplaced: [
        "take-stack-set-role",
        "replace-oidc-provider",
        "be-trusted-by-deploy-role",
        "change-deploy-role-policy",
        "change-other-policy-of-deploy-role",
        "decrypt-through-s3",
        "delete-alarms",
        "disable-alarm-actions",
        "mute-alarms",
        "take-messages-from-queue",
        "share-catalog",
        "make-user-in-evidence-account",
        "change-account-contacts",
        "copy-calls-by-own-rule",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
        "take-control-tower-role",
      ],
      outside: ["encrypt-digest-by-unnamed-trail"],
    },
  ],
  [
    "for AskFlorence, if it named no deploy role",
    undeployed,
    {
      management: [
        "change-deploy-role-policy",
        "change-other-policy-of-deploy-role",
        "work-as-management-deploy-role",
        "decrypt-through-s3",
        "forge-metric-data",
        "forge-events-in-bus-account",
        "act-where-no-rule-hears",
        "take-messages-from-queue",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
        "take-control-tower-role",
      ],
      "log-archive": [
        "enter-archive-by-open-role",
        "take-stack-set-role",
        "be-trusted-by-deploy-role",
        "change-deploy-role-policy",
        "work-as-member-deploy-role",
        "list-archive",
        "decrypt-through-s3",
        "take-messages-from-queue",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
        "take-control-tower-role",
      ],
      workload: [
        "take-stack-set-role",
        "replace-oidc-provider",
        "be-trusted-by-deploy-role",
        "change-deploy-role-policy",
        "change-other-policy-of-deploy-role",
        "work-as-member-deploy-role",
        "decrypt-through-s3",
        "delete-alarms",
        "disable-alarm-actions",
        "mute-alarms",
        "take-messages-from-queue",
        "share-catalog",
        "make-user-in-evidence-account",
        "change-account-contacts",
        "copy-calls-by-own-rule",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
        "take-control-tower-role",
      ],
      unplaced: [
        "take-stack-set-role",
        "replace-oidc-provider",
        "be-trusted-by-deploy-role",
        "change-deploy-role-policy",
        "change-other-policy-of-deploy-role",
        "decrypt-through-s3",
        "delete-alarms",
        "disable-alarm-actions",
        "mute-alarms",
        "take-messages-from-queue",
        "share-catalog",
        "make-user-in-evidence-account",
        "change-account-contacts",
        "copy-calls-by-own-rule",
        "call-unrecorded-endpoints",
        "read-unrecorded-data",
        "outrun-alerts",
        "hide-behind-vpc-endpoint",
        "take-control-tower-role",
      ],
      outside: ["encrypt-digest-by-unnamed-trail"],
    },
  ],
];

function differences(vantage: Vantage, found: readonly string[], accepted: readonly string[]): readonly string[] {
  return [
    ...found
      .filter((id) => !accepted.includes(id))
      .map(
        (id) => `${id} from ${vantage} succeeds, and nobody is told: prevent it, detect it, or accept it here by hand`,
      ),
    ...accepted
      .filter((id) => !found.includes(id))
      .map((id) => `${id} from ${vantage} is accepted here, and remains no more: take it out`),
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
