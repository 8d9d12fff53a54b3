import { counted } from "../../words";
import { type Chain, chainsOf, neededFor } from "./chain";
import type { Collected } from "./collected";
import { deliveredAt, minutesLater } from "./names";
import type { Checked } from "./perform";
import type { Place } from "./place";
import { DIGEST_LATENESS_MINUTES, isWellWithin, type Range, ROUNDING_MINUTES } from "./range";
import type { Above, Walked } from "./step";
import type { Survey, Unit } from "./survey";
import type { Performer } from "./threads";

/** Digests that a thread takes at once. */
const DIGESTS_A_STEP = 64;

/** What a unit is verified with. */
export interface Work {
  readonly survey: Survey;
  readonly range: Range;
  readonly place: Place;
  readonly performer: Performer;
  readonly collected: Collected;
  /** Called for log files that have been read. */
  readonly onChecked: (logFiles: number) => void;
}

/** A chain as the report has it. */
export interface VerifiedChain {
  readonly accountId: string;
  readonly region: string;
  readonly trail: string;
  readonly homeRegion: string;
  readonly isBackfill: boolean;
  readonly digests: number;
  readonly provenDigests: number;
  readonly provenLogFiles: number;
  readonly unprovenLogFiles: number;
  readonly oldestStart: string | undefined;
  /** All that is older follows from its hash. */
  readonly newest: Walked["newest"];
  /** End of the newest digest in the folder, whether it was asked for or not. */
  readonly lastEnd: string;
  readonly matched: readonly number[];
}

/** Log files that no digest names, of one folder such as `CloudTrail-Insight`. */
export interface UnnamedFolder {
  readonly folder: string;
  readonly name: string;
  readonly files: readonly string[];
  /** Whether the unit has any digest. */
  readonly hasDigests: boolean;
}

export interface VerifiedUnit {
  readonly chains: readonly VerifiedChain[];
  readonly unnamed: readonly UnnamedFolder[];
  /** Folders such as `CloudTrail` that a digest names a file of. */
  readonly covered: ReadonlySet<string>;
  /** Log files that are newer than the newest digest. */
  readonly later: number;
}

/** Verifies an account's logs of a Region. */
export async function verifyUnit(unit: Unit, work: Work): Promise<VerifiedUnit> {
  const listed = new Map<string, Set<string>>();
  for (const [folder, files] of work.survey.logFiles(unit, work.range)) listed.set(folder, new Set(files));
  const covered = new Set<string>();
  const onNamed = (path: string) => {
    const end = path.lastIndexOf("/");
    const folder = path.slice(0, end);
    covered.add(kindOf(folder));
    listed.get(folder)?.delete(path.slice(end + 1));
  };
  const chains: VerifiedChain[] = [];
  for (const chain of chainsOf(ownDigests(unit, work))) chains.push(await verifyChain(chain, unit, work, onNamed));
  const ends = chains.filter(({ isBackfill }) => !isBackfill).map(({ lastEnd }) => lastEnd);
  return { chains, covered, ...judgeUnnamed(unit, work, listed, ends.sort().at(-1)) };
}

/** `CloudTrail`, of the folder of a day: `.../CloudTrail/us-east-1/2026/11/21`. */
function kindOf(folder: string): string {
  return folder.split("/").at(-5) ?? "";
}

/** A digest in the folder of another account or Region than its name's. */
function ownDigests(unit: Unit, { survey, collected }: Work) {
  return survey.digests(unit).filter(({ path, name: { accountId, region } }) => {
    const isOwn = accountId === unit.accountId && region === unit.region;
    if (!isOwn) collected.find({ kind: "digest-moved", file: path, value: `a digest of ${accountId} ${region}` });
    return isOwn;
  });
}

async function verifyChain(
  chain: Chain,
  unit: Unit,
  work: Work,
  onNamed: (path: string) => void,
): Promise<VerifiedChain> {
  const paths = neededFor(chain, work.range);
  const { accountId, region, trail, homeRegion, isBackfill } = chain;
  const sums = { digests: 0, provenDigests: 0, provenLogFiles: 0, unprovenLogFiles: 0 };
  const matched: number[] = [];
  const reading = new Set<Promise<void>>();
  let newest: Walked["newest"];
  let above: Above = { kind: "nothing" };
  let isAtBeginning = false;

  const take = ({ findings, proven, unproven }: Checked) => {
    for (const finding of findings) work.collected.find(finding);
    sums.provenLogFiles += proven;
    sums.unprovenLogFiles += unproven;
    work.onChecked(findings.length + proven + unproven);
  };

  for (let done = 0; done < paths.length && !isAtBeginning; ) {
    const step = {
      paths: paths.slice(done, done + DIGESTS_A_STEP),
      above,
      roots: unit.places.map(({ root }) => root),
      region,
      isBackfill,
    };
    const { named, checked } = await work.performer.begin(step);
    const taken: Promise<void> = checked.then(take).finally(() => reading.delete(taken));
    taken.catch(() => {});
    reading.add(taken);
    for (const path of named.logFiles) onNamed(path);
    for (const finding of named.findings) work.collected.find(finding);
    for (const note of named.notes) work.collected.note(note);
    sums.digests += named.digests;
    sums.provenDigests += named.proven;
    matched.push(...named.matched);
    newest ??= named.newest;
    ({ above, isAtBeginning } = named);
    done += named.judged;
  }
  await Promise.all(reading);
  judgeBeginning(above, isAtBeginning, work);
  const oldestStart = above.kind === "names" || above.kind === "start" ? above.start : undefined;
  const lastEnd = chain.digests[0]?.end ?? "";
  return { accountId, region, trail, homeRegion, isBackfill, ...sums, oldestStart, newest, lastEnd, matched };
}

/** Where the folder's part of a chain begins, though nobody said that it may begin there. */
function judgeBeginning(above: Above, isAtBeginning: boolean, { collected, place }: Work): void {
  if (above.kind === "start")
    collected.note({ about: above.key, text: `the chain begins here: a starting digest, of ${above.start}` });
  if (above.kind !== "names" || isAtBeginning) return;
  if (above.bucket !== place.bucket)
    collected.note({ about: above.by, text: `the chain goes on in bucket ${above.bucket}: verify its copy too` });
  else
    collected.find({
      kind: "digest-missing",
      file: above.key,
      value: `no such file; nothing proves what was delivered before ${above.start}`,
    });
}

/** Log files of the range that no digest names, with the folder and the moment of each. */
function* leftOver(listed: ReadonlyMap<string, ReadonlySet<string>>, range: Range) {
  for (const [folder, files] of listed)
    for (const file of files) {
      const moment = deliveredAt(file) ?? "";
      if (isWellWithin(range, moment)) yield { folder, file, moment };
    }
}

function judgeUnnamed(
  unit: Unit,
  { range, collected }: Work,
  listed: ReadonlyMap<string, ReadonlySet<string>>,
  lastEnd: string | undefined,
): Pick<VerifiedUnit, "unnamed" | "later"> {
  const until = lastEnd === undefined ? "9999" : minutesLater(lastEnd, -ROUNDING_MINUTES);
  const later = { files: 0, until: "" };
  const unnamed = new Map<string, string[]>();
  for (const { folder, file, moment } of leftOver(listed, range)) {
    if (moment > until) {
      later.files += 1;
      later.until = later.until < moment ? moment : later.until;
    } else {
      const known = unnamed.get(kindOf(folder)) ?? [];
      unnamed.set(kindOf(folder), known);
      known.push(`${folder}/${file}`);
    }
  }
  if (lastEnd !== undefined && later.files > 0) reportLater(unit, collected, lastEnd, later);
  return {
    later: later.files,
    unnamed: [...unnamed].map(([name, files]) => ({
      folder: `${unit.accountId} ${unit.region} ${name}`,
      name,
      files,
      hasDigests: lastEnd !== undefined,
    })),
  };
}

/** What is newer than the newest digest: the next one names it, unless there should have been a next one already. */
function reportLater(
  { accountId, region }: Unit,
  { find, note }: Collected,
  lastEnd: string,
  { files, until }: { readonly files: number; readonly until: string },
): void {
  const about = `${accountId} ${region}`;
  if (until > minutesLater(lastEnd, DIGEST_LATENESS_MINUTES))
    find({
      kind: "digests-end-early",
      file: about,
      value: `the newest digest is of ${lastEnd}, and ${counted(files, "log file")} came until ${until}`,
    });
  else
    note({
      about,
      text: `${counted(files, "log file")} later than the newest digest, of ${lastEnd}: not proven yet, the next digest names them`,
    });
}
