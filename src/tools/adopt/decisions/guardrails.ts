import { createTwoFilesPatch } from "diff";
import { serviceControlPolicies } from "../../../policies/scp";
import { trailLogsRoleTrustPolicy } from "../../../policies/trail-logs-role-policy";
import type { LiveGuardrail } from "../live/survey";
import type { Decision, Question } from "./decision";
import { isSame, listOf, matches, statementsOf } from "./statements";

/** Policies that stand where the description's would, and the trust of the trail's role. */
export const guardrails: Question = (compared) => [
  ...baselineName(compared),
  ...contents(compared),
  ...furtherTargets(compared),
  ...trust(compared),
];

/** What a baseline denies. */
const TAMPERING = [
  "cloudtrail:StopLogging",
  "cloudtrail:DeleteTrail",
  "cloudtrail:UpdateTrail",
  "cloudtrail:PutEventSelectors",
];

const baselineName: Question = ({ names, survey }) => {
  if (survey.guardrails.some(({ name }) => name === names.scp.baseline)) return [];
  const ours = new Set(Object.values(names.scp));
  const candidates = survey.guardrails.filter(
    (policy) => !ours.has(policy.name) && standsThere(policy, survey.targets) && deniesTampering(policy.content),
  );
  return candidates.map((candidate) => ({
    check: "adopt-baseline-name",
    address: "management: cloud-trail-scp/baseline/policy",
    what: "A policy of another name than the description's keeps members from stopping a trail.",
    live: `${candidate.name} (${candidate.id}), on ${candidate.targets.map(({ name }) => name).join(", ")}`,
    described: names.scp.baseline,
    keep: `guardrails: { policyNames: { baseline: ${JSON.stringify(candidate.name)} } }`,
    otherwise:
      "Terraform makes its own beside, and leaves the other attached: of the policies that a target may carry it takes one.",
  }));
};

function standsThere({ targets }: LiveGuardrail, described: ReadonlySet<string>): boolean {
  return targets.some(({ id }) => described.has(id) || id.startsWith("r-"));
}

function deniesTampering(content: string): boolean {
  const denied = statementsOf(content)
    .filter(({ Effect }) => Effect === "Deny")
    .flatMap(({ Action }) => listOf(Action));
  return TAMPERING.some((action) => denied.some((pattern) => matches(pattern, action)));
}

/** The one thing that is written over for the whole organization: both texts, and what one has and the other has not. */
const contents: Question = ({ names, organization, survey }) =>
  serviceControlPolicies(names, organization).flatMap((ours): readonly Decision[] => {
    const live = survey.guardrails.find(({ name }) => name === ours.name);
    if (live === undefined) return [];
    const before = statementsOf(live.content);
    const after = statementsOf(JSON.stringify(ours.document));
    const lost = before.filter((statement) => !after.some((other) => isSame(statement, other)));
    const gained = after.filter((statement) => !before.some((other) => isSame(statement, other)));
    if (lost.length === 0 && gained.length === 0) return [];
    const path = `cloud-trail-scp/${ours.id}/policy`;
    return [
      {
        check: "adopt-policy-content",
        address: `management: ${path}`,
        what: `The live ${ours.name} says something else. It is written over for every account that carries it.`,
        live: said(lost.length, "statement that ours has not", "statements that ours has not"),
        described: said(gained.length, "statement that it has not", "statements that it has not"),
        otherwise:
          lost.length === 0
            ? "It denies more than before."
            : `What only the live text denies is denied no more. Put that into a policy of its own, attach it, and adopt again: Terraform touches no policy but its own.`,
        detail: textDifference(ours.name, live.content, JSON.stringify(ours.document)),
        covers: [{ path, attribute: "content" }],
      },
    ];
  });

function said(count: number, one: string, several: string): string {
  return count === 0 ? "nothing besides" : `${count} ${count === 1 ? one : several}`;
}

/** An attachment that the description does not name stays: Terraform does not know of it. */
const furtherTargets: Question = ({ names, organization, survey }) =>
  serviceControlPolicies(names, organization).flatMap((ours) => {
    const live = survey.guardrails.find(({ name }) => name === ours.name);
    const further = live?.targets.filter(({ id }) => !survey.targets.has(id)) ?? [];
    if (further.length === 0) return [];
    return [
      {
        check: "adopt-further-targets",
        address: `management: cloud-trail-scp/${ours.id}/attachments`,
        what: `The live ${ours.name} is attached to more than the description names.`,
        live: further.map(({ name, id }) => `${name} (${id})`).join(", "),
        described: ours.targets.map((target) => ("path" in target ? target.path : target.kind)).join(", "),
        keep: further.some(({ id }) => id.startsWith("r-"))
          ? "guardrails: { attachToRoot: true }"
          : `guardrails: { organizationalUnits: [..., ${further.map(({ name }) => JSON.stringify(name)).join(", ")}] }`,
        otherwise: "It stays attached there, and Terraform does not know of it: nobody would see it detached.",
      },
    ];
  });

const trust: Question = ({ survey: { logsRole } }) => {
  if (logsRole === undefined) return [];
  const ours = JSON.stringify(trailLogsRoleTrustPolicy());
  const before = statementsOf(logsRole.trust);
  const after = statementsOf(ours);
  if (before.length === after.length && before.every((one) => after.some((other) => isSame(one, other)))) return [];
  return [
    {
      check: "adopt-logs-role-trust",
      address: "management: org-trail/logs-role",
      what: `Somebody else than CloudTrail, or CloudTrail on a condition, may take the role ${logsRole.name}.`,
      live: logsRole.trust,
      described: ours,
      otherwise:
        "CloudTrail alone may take it, on no condition: it sends none of the keys that a condition could name. Whoever else takes it, cannot any more.",
      detail: textDifference("trust", logsRole.trust, ours),
      covers: [{ path: "org-trail/logs-role", attribute: "assume_role_policy" }],
    },
  ];
};

function textDifference(name: string, live: string, described: string): string {
  const pretty = (text: string) => `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`;
  const patch = createTwoFilesPatch(`${name}, live`, `${name}, described`, pretty(live), pretty(described), "", "", {
    context: 3,
  });
  return patch.split("\n").slice(1).join("\n").trimEnd();
}
