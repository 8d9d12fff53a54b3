import { sideBySide } from "../../terraform/side-by-side";
import { counted } from "../../words";
import type { Finding, Note } from "../finding";
import { chainsOf } from "./chain";
import { Collected } from "./collected";
import type { SavedKey } from "./keys";
import { readDigest } from "./load-digest";
import { minutesLater } from "./names";
import { type Place, placeOf } from "./place";
import { DIGEST_LATENESS_MINUTES, type Range } from "./range";
import type { SavedSignature } from "./signatures";
import { Survey, type Unit } from "./survey";
import { OneThread, Threads } from "./threads";
import { type VerifiedChain, type VerifiedUnit, verifyUnit } from "./unit";

export interface Given {
  readonly folder: string;
  /** The archive's; else the one that most digests name. */
  readonly bucket?: string;
  readonly range: Range;
  readonly keys: readonly SavedKey[];
  readonly signatures: readonly SavedSignature[];
  readonly threads: number;
  /** Called now and then. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface Outcome {
  readonly place: Place;
  readonly chains: readonly VerifiedChain[];
  /** Log files that are newer than the newest digest of their account and Region: nothing proves them yet. */
  readonly laterLogFiles: number;
  readonly findings: Collected["all"];
  readonly notes: { readonly count: number; readonly told: readonly Note[] };
}

/** So many log files are worth threads of their own. */
const WORTH_THREADS = 2_000;

/** Units that are begun at once, for each thread: while one waits for its last files, another has work. */
const UNITS_A_THREAD = 2;

/** Verifies a copy of an archive, with nothing but what is given. */
export async function verifyFolder(given: Given): Promise<Outcome> {
  const { folder, range, keys, signatures, threads, onProgress } = given;
  const collected = new Collected();
  const units = new Survey(folder, collected.find).units();
  const quiet = new Survey(folder, () => {});
  const total = units.reduce((sum, unit) => sum + countOf(unit, quiet, range), 0);
  const place = placeIn(units, quiet, given);
  const basis = { folder, place, range, keys, signatures };
  const performer = total < WORTH_THREADS ? new OneThread(basis) : new Threads(threads, basis);
  let done = 0;
  const work = {
    survey: new Survey(folder, collected.find),
    range,
    place,
    performer,
    collected,
    onChecked: (logFiles: number) => {
      done += logFiles;
      onProgress(done, total);
    },
  };
  try {
    const each = await sideBySide(units, threads * UNITS_A_THREAD, (unit) => verifyUnit(unit, work));
    const verified = each.flatMap((unit) => unit ?? []);
    const chains = verified.flatMap((one) => one.chains);
    judgeUnnamed(verified, collected);
    for (const finding of judgeEnds(chains, range)) collected.find(finding);
    for (const finding of judgeSignatures(chains, given)) collected.find(finding);
    const checked = chains.reduce((sum, chain) => sum + chain.provenLogFiles + chain.unprovenLogFiles, 0);
    const digests = chains.reduce((sum, chain) => sum + chain.digests, 0);
    if (checked === 0 || digests === 0)
      collected.find({
        kind: "nothing-to-verify",
        file: folder,
        value: `${digests} digests and ${checked} log files that one names`,
      });
    const laterLogFiles = verified.reduce((sum, { later }) => sum + later, 0);
    return { place, chains, laterLogFiles, findings: collected.all, notes: collected.notes };
  } finally {
    await performer.end();
  }
}

function countOf(unit: Unit, survey: Survey, range: Range): number {
  let files = 0;
  for (const [, names] of survey.logFiles(unit, range)) files += names.length;
  return files;
}

/** Units that vote on where the copy came from. */
const VOTERS = 100;

function placeIn(units: readonly Unit[], survey: Survey, { folder, bucket }: Given): Place {
  const votes = units
    .slice(0, VOTERS)
    .flatMap((unit) => chainsOf(survey.digests(unit)))
    .flatMap(({ digests }) => [0, 0.25, 0.5, 0.75].flatMap((part) => digests[Math.floor(digests.length * part)] ?? []))
    .flatMap(({ path }) => {
      const read = readDigest(path, folder);
      if ("kind" in read) return [];
      const { digestS3Bucket, digestS3Object } = read.digest;
      return [{ path, bucket: digestS3Bucket, key: digestS3Object }];
    });
  const place = placeOf(votes) ?? { bucket: "", keyPrefix: "", pathPrefix: "" };
  return bucket === undefined ? place : { ...place, bucket };
}

/** AWS does not say whether digests name Insights' files: where none does, nothing is expected of them. */
function judgeUnnamed(units: readonly VerifiedUnit[], { find, note }: Collected): void {
  const covered = new Set(["CloudTrail", ...units.flatMap((unit) => [...unit.covered])]);
  for (const { folder, name, files, hasDigests } of units.flatMap(({ unnamed }) => unnamed))
    if (!covered.has(name))
      note({
        about: folder,
        text: `${counted(files.length, "file")}, proven by nothing: no digest names any of ${name}`,
      });
    else if (!hasDigests)
      find({
        kind: "log-file-unproven",
        file: folder,
        value: `${counted(files.length, "log file")}, and no digest at all`,
      });
    else for (const file of files) find({ kind: "log-file-unproven", file, value: "no digest names it" });
}

/** A chain that ends while others go on, or before the range does. */
function judgeEnds(chains: readonly VerifiedChain[], { to }: Range): readonly Finding[] {
  const hourly = chains.filter(({ isBackfill }) => !isBackfill);
  const last = hourly
    .map(({ lastEnd }) => lastEnd)
    .sort()
    .at(-1);
  if (last === undefined) return [];
  return hourly.flatMap(({ accountId, region, trail, lastEnd }): readonly Finding[] => {
    const file = `${accountId} ${region} ${trail}`;
    if (to !== undefined)
      return lastEnd < to ? [{ kind: "range-not-covered", file, value: `its newest digest ends ${lastEnd}` }] : [];
    return minutesLater(lastEnd, DIGEST_LATENESS_MINUTES) < last
      ? [{ kind: "digests-end-early", file, value: `its newest digest ends ${lastEnd}; others go on until ${last}` }]
      : [];
  });
}

function judgeSignatures(chains: readonly VerifiedChain[], { signatures, range }: Given): readonly Finding[] {
  const matched = new Set(chains.flatMap((chain) => chain.matched));
  return signatures.flatMap(({ file, writtenAt }, index): readonly Finding[] => {
    // The range may end before the digest, and begin after it.
    const { from, to } = range;
    const isAsked = (to === undefined || writtenAt < to) && (from === undefined || writtenAt > minutesLater(from, 120));
    return matched.has(index) || !isAsked
      ? []
      : [{ kind: "signature-without-digest", file, value: `of a digest that was written ${writtenAt}` }];
  });
}
