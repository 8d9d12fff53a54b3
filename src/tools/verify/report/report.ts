import { counted } from "../../words";
import { type Finding, type FindingKind, KINDS } from "../finding";
import type { Range } from "../offline/range";
import type { VerifiedChain } from "../offline/unit";
import type { Outcome } from "../offline/verify-folder";

/** A file that a verdict rests on. */
export interface Input {
  readonly file: string;
  readonly sha256: string;
  /** What it holds: `3 public keys`. */
  readonly holds: string;
}

export interface Sums {
  readonly chains: number;
  readonly digests: number;
  readonly provenDigests: number;
  readonly provenLogFiles: number;
  /** As their digest states, but nothing proves the digest. */
  readonly unprovenLogFiles: number;
  /** Newer than the newest digest. */
  readonly laterLogFiles: number;
}

/** What one verification found. */
export interface VerifyReport {
  readonly madeAt: string;
  /** Where the logs are: a folder, or the archive itself. */
  readonly source: string;
  readonly bucket: string;
  readonly range: Range;
  readonly inputs: readonly Input[];
  readonly isSound: boolean;
  readonly sums: Sums;
  readonly chains: readonly VerifiedChain[];
  readonly findings: readonly {
    readonly kind: FindingKind;
    readonly rule: string;
    readonly remedy: string;
    readonly count: number;
    readonly told: readonly Finding[];
  }[];
  readonly notes: Outcome["notes"];
}

export function reportOf(
  { place, chains, laterLogFiles, findings, notes }: Outcome,
  given: Pick<VerifyReport, "madeAt" | "source" | "range" | "inputs">,
): VerifyReport {
  const sum = (of: (chain: VerifiedChain) => number) => chains.reduce((total, chain) => total + of(chain), 0);
  return {
    ...given,
    bucket: place.bucket,
    isSound: findings.length === 0,
    sums: {
      chains: chains.length,
      digests: sum(({ digests }) => digests),
      provenDigests: sum(({ provenDigests }) => provenDigests),
      provenLogFiles: sum(({ provenLogFiles }) => provenLogFiles),
      unprovenLogFiles: sum(({ unprovenLogFiles }) => unprovenLogFiles),
      laterLogFiles,
    },
    chains,
    findings: findings.map(({ kind, count, told }) => ({ kind, ...KINDS[kind], count, told })),
    notes,
  };
}

/** What a report proves, in a sentence. */
export function verdictOf({ isSound, findings, sums }: VerifyReport): string {
  const { provenLogFiles, provenDigests, chains, unprovenLogFiles, laterLogFiles } = sums;
  const proven = `${counted(provenLogFiles, "log file")} proven to be what CloudTrail delivered, by ${counted(provenDigests, "signed digest")} in ${counted(chains, "chain")}`;
  const later =
    laterLogFiles === 0 ? "" : ` ${counted(laterLogFiles, "log file")} newer than the newest digest, not proven yet.`;
  if (isSound) return `SOUND: ${proven}. Nothing is missing, altered or added.${later}`;
  const total = findings.reduce((sum, { count }) => sum + count, 0);
  const unproven =
    unprovenLogFiles === 0 ? "" : ` ${counted(unprovenLogFiles, "log file")} as a digest says that nothing proves.`;
  return `NOT PROVEN: ${counted(total, "finding")}. ${proven}.${unproven}${later}`;
}

/** What no copy can prove of itself, whatever the verdict. */
export const LIMITS =
  "What was delivered after the newest digest is not proven, nor that an account or Region without any digest had none: see the chains. That the bucket and the accounts are yours is for you to read here.";

export function rangeText({ from, to }: Range): string {
  if (from === undefined && to === undefined) return "everything in the folder";
  return `${from ?? "the beginning"} to ${to ?? "the end"}`;
}
