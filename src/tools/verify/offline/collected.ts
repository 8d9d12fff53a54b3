import { FINDING_KINDS, type Finding, type FindingKind, type Note } from "../finding";

/** So many of a kind are told one by one; all are counted. */
const TOLD_OF_A_KIND = 10_000;

/** Findings and notes, in memory that does not grow with what is wrong. */
export class Collected {
  private readonly findings = new Map<FindingKind, { readonly told: Finding[]; count: number }>();
  private readonly noted: Note[] = [];
  private noteCount = 0;

  readonly find = (finding: Finding): void => {
    const known = this.findings.get(finding.kind) ?? { told: [], count: 0 };
    this.findings.set(finding.kind, known);
    known.count += 1;
    if (known.told.length < TOLD_OF_A_KIND) known.told.push(finding);
  };

  readonly note = (note: Note): void => {
    this.noteCount += 1;
    if (this.noted.length < TOLD_OF_A_KIND) this.noted.push(note);
  };

  /** By kind, in the order of the report, and by file. */
  get all(): readonly { readonly kind: FindingKind; readonly count: number; readonly told: readonly Finding[] }[] {
    return FINDING_KINDS.flatMap((kind) => {
      const known = this.findings.get(kind);
      if (known === undefined) return [];
      const told = [...known.told].sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : 0));
      return [{ kind, count: known.count, told }];
    });
  }

  get notes(): { readonly count: number; readonly told: readonly Note[] } {
    return { count: this.noteCount, told: this.noted };
  }
}
