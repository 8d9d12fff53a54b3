/** One step of an apply that ended. */
const STEP = /^(\S.*?): (Creation|Modifications|Destruction|Import) complete(?: after (\S+))?/;
/** A step that takes long says so every ten seconds. */
const STILL = /^(\S.*?): Still (?:creating|modifying|destroying)\.\.\. \[(?:id=[^,]+, )?(\S+) elapsed\]/;
/** Half a minute: what takes less needs no word. From 1.12 on Terraform writes `00m30s`. */
const LONG = /^(?:0*[1-9]\d*m|(?:00m)?[3-5]0s)/;

/**
 * Turns what `terraform apply` says into lines for a person who watches several at once: how far each is.
 *
 * @param stack begins each line
 * @param total steps that its plan has
 */
export class ApplyProgress {
  private done = 0;

  constructor(
    private readonly stack: string,
    private readonly total: number,
  ) {}

  /** What to say of a line; undefined where it says nothing new. */
  lineFor(line: string): string | undefined {
    const step = STEP.exec(line);
    if (step !== null) {
      this.done += 1;
      const [, address, what, duration] = step;
      return `[${this.stack} ${this.done}/${this.total}] ${address}: ${what?.toLowerCase()} complete${duration === undefined ? "" : ` after ${duration}`}`;
    }
    const still = STILL.exec(line);
    if (still !== null && LONG.test(still[2] ?? ""))
      return `[${this.stack} ${this.done}/${this.total}] ${still[1]}: ${still[2]} so far`;
    return /^(?:│ )?Error: /.test(line) ? `[${this.stack}] ${line.replace(/^│ /, "")}` : undefined;
  }
}
