import { FRAMEWORKS } from "../../controls";
import { type EmittedStack, type MeasuredRequirement, measured } from "../../controls/measured";
import type { Framework, Requirement } from "../../controls/requirement";
import type { Status } from "../doctor/check";
import { type DoctorReport, worstOf } from "../doctor/report/report";
import { counted } from "../words";
import type { Inputs, ReviewResult, VerifyResult } from "./inputs";

/** One thing that was asked, and the answer. */
export interface Line {
  /** `doctor: trail-delivery` */
  readonly id: string;
  readonly asks: string;
  readonly status: Status;
  /** What was seen, or why it does not pass. */
  readonly says: readonly string[];
  /** When it was seen; undefined where nothing was. */
  readonly seenAt: string | undefined;
}

export interface JudgedRequirement extends MeasuredRequirement {
  /** Of live AWS: the lines of doctor that it rests on. */
  readonly live: readonly Line[];
}

export interface JudgedFramework {
  readonly framework: Framework;
  readonly requirements: readonly JudgedRequirement[];
}

export interface Verdict {
  readonly status: Status;
  /** The first line of everything that is written. */
  readonly headline: string;
  readonly lines: readonly Line[];
  readonly frameworks: readonly JudgedFramework[];
}

export interface Judged {
  readonly inputs: Inputs;
  readonly stacks: readonly EmittedStack[];
  readonly organizationId: string;
  /** Name of the archive's bucket. */
  readonly bucket: string;
  readonly now: Date;
  /** Older results say nothing of today. */
  readonly maxAgeDays: number;
}

const DAY_MS = 86_400_000;

/** A failure is one whatever else could not be checked; what was not checked, is too old or found nothing to look at is never a pass. */
export function verdictOf(judged: Judged): Verdict {
  const { inputs, stacks } = judged;
  const lines = [
    ...doctorLines(inputs.doctor, judged),
    verifyLine(inputs.verify, judged),
    ...reviewLines(inputs.review, judged),
  ];
  const frameworks = FRAMEWORKS.map((framework) => ({
    framework,
    requirements: framework.requirements.map((requirement) => ({
      ...measured(requirement, stacks),
      live: linesFor(requirement, lines),
    })),
  }));
  const status = worstOf(lines.map((line) => line.status));
  return { status, headline: headlineOf(status, lines, frameworks), lines, frameworks };
}

/** What shows a requirement: a line for each of its checks, and the proof of the logs where it rests on their signatures. */
function linesFor({ by }: Requirement, lines: readonly Line[]): readonly Line[] {
  const ids = (by.checks ?? []).map((check) => `doctor: ${check}`);
  if (by.settings?.includes("signed-digests") === true) ids.push("verify");
  return ids.map((id) => lines.find((line) => line.id === id) ?? missing(id));
}

function missing(id: string): Line {
  return { id, asks: "", status: "could-not-check", says: ["There is no such line in the result."], seenAt: undefined };
}

/** Of what it rests on; where nothing of live AWS was looked at, nothing is shown. */
export function statusOf({ isEmitted, live }: JudgedRequirement): Status {
  if (live.some(({ status }) => status === "fail")) return "fail";
  const isShown = isEmitted && live.length > 0 && live.every(({ status }) => status === "pass");
  return isShown ? "pass" : "could-not-check";
}

function headlineOf(status: Status, lines: readonly Line[], frameworks: readonly JudgedFramework[]): string {
  const named = (wanted: Status) => lines.filter((line) => line.status === wanted).map(({ id }) => id);
  const open = frameworks.flatMap(({ requirements }) => requirements).filter(({ isEmitted }) => !isEmitted).length;
  const rest = open === 0 ? "" : ` ${counted(open, "requirement")} rest in part on what the description leaves out.`;
  if (status === "fail") return `DOES NOT HOLD: ${some(named("fail"))}.${rest}`;
  if (status === "could-not-check") return `NOT SHOWN: ${some(named("could-not-check"))} could not be checked.${rest}`;
  return `HOLDS: ${counted(lines.length, "line")} of doctor, verify and review pass.${rest}`;
}

/** So many names in the first line; the others stand below. */
const NAMED = 5;

function some(names: readonly string[]): string {
  const more = names.length - NAMED;
  return [...names.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function doctorLines(doctor: DoctorReport | undefined, judged: Judged): readonly Line[] {
  const all = (says: string, seenAt: string | undefined): readonly Line[] => [
    { id: "doctor", asks: "Does live AWS hold what is described?", status: "could-not-check", says: [says], seenAt },
  ];
  if (doctor === undefined) return all("Nobody gave a result of npx org-trail doctor: --doctor.", undefined);
  const { askedAt, lines, organizationId } = doctor;
  if (organizationId !== judged.organizationId)
    return all(`The result is of ${organizationId}, the description of ${judged.organizationId}.`, askedAt);
  const old = tooOld(askedAt, judged);
  if (old !== undefined) return all(old, askedAt);
  const named = FRAMEWORKS.flatMap(({ requirements }) => requirements.flatMap(({ by }) => by.checks ?? []));
  const absent = [...new Set(named)].filter((id) => lines.every((line) => line.id !== id));
  const seen = lines.map(({ id, question, status, evidence, deviations, unread }) => ({
    id: `doctor: ${id}`,
    asks: question,
    status,
    seenAt: askedAt,
    says: [
      ...deviations.map(({ subject, what, remedy }) => `${subject}: ${what}. ${remedy}`),
      ...unread.map(({ subject, reason }) => `${subject} could not be read: ${reason}`),
      ...evidence,
    ],
  }));
  return [...seen, ...absent.map((id) => missing(`doctor: ${id}`))];
}

function verifyLine(verify: VerifyResult | undefined, judged: Judged): Line {
  const line = (status: Status, says: readonly string[]): Line => ({
    id: "verify",
    asks: "Are the logs what CloudTrail delivered: nothing missing, altered or added?",
    status,
    says,
    seenAt: verify?.madeAt,
  });
  if (verify === undefined) return line("could-not-check", ["Nobody gave a result of npx org-trail verify: --verify."]);
  const { isSound, findings, sums, source, madeAt, bucket, range, chains } = verify;
  if (bucket !== judged.bucket)
    return line("could-not-check", [`The result is of the bucket ${bucket}, the archive is ${judged.bucket}.`]);
  if (!isSound || findings.length > 0)
    return line(
      "fail",
      findings.map(({ kind, count, rule, remedy }) => `${kind}, ${count}: ${rule}. ${remedy}`),
    );
  const old = tooOld(madeAt, judged);
  if (old !== undefined) return line("could-not-check", [old]);
  if (sums.provenLogFiles === 0 || sums.provenDigests === 0)
    return line("could-not-check", [`Nothing was proven of ${source}: no log file, or no signed digest.`]);
  // What was asked for, or what is there: whichever ends first.
  const lastDigest =
    chains
      .map(({ lastEnd }) => lastEnd)
      .sort()
      .at(-1) ?? madeAt;
  const newest = [range.to ?? madeAt, lastDigest].sort()[0] ?? madeAt;
  const late = tooOld(newest, judged);
  if (late !== undefined) return line("could-not-check", [`What was proven ends ${newest}. ${late}`]);
  const proven = `${counted(sums.provenLogFiles, "log file")} proven by ${counted(sums.provenDigests, "signed digest")} in ${counted(sums.chains, "chain")}`;
  const period = `${range.from ?? "the first digest"} to ${newest}`;
  return line("pass", [`${proven}: ${source}, ${period}`]);
}

/** Of every stack: one that nobody reviewed may weaken anything. */
function reviewLines(review: ReviewResult | undefined, judged: Judged): readonly Line[] {
  const asks = "Do plan and state weaken nothing?";
  const open = (id: string, says: string): Line => ({
    id,
    asks,
    status: "could-not-check",
    says: [says],
    seenAt: review?.madeAt,
  });
  if (review === undefined) return [open("review", "Nobody gave a result of npx org-trail review: --review.")];
  const { reviews, madeAt, organizationId } = review;
  if (organizationId !== judged.organizationId)
    return [open("review", `The result is of ${organizationId}, the description of ${judged.organizationId}.`)];
  const old = tooOld(madeAt, judged);
  const unseen = judged.stacks.filter(({ name }) => reviews.every(({ of }) => of !== name));
  return [
    ...reviews.map(({ of, findings }): Line => {
      const id = `review: ${of}`;
      if (findings.length === 0 && old !== undefined) return open(id, old);
      const status = findings.length === 0 ? "pass" : "fail";
      const says = findings.map(({ check, address, what, remedy }) => `${check}, ${address}: ${what}. ${remedy}`);
      return { id, asks, status, says: findings.length === 0 ? ["Nothing was found."] : says, seenAt: madeAt };
    }),
    ...unseen.map(({ name }) => open(`review: ${name}`, "No plan of this stack was reviewed.")),
  ];
}

function tooOld(time: string, { now, maxAgeDays }: Judged): string | undefined {
  const days = (now.getTime() - Date.parse(time)) / DAY_MS;
  if (days < 0) return `The result is of ${time}, which is later than this evidence.`;
  return days > maxAgeDays ? `The result is of ${time}, older than ${counted(maxAgeDays, "day")}.` : undefined;
}
