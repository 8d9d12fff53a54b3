import { formatDuration, number } from "../words";

/** Redrawn no more often: a terminal is slow. */
const EVERY_MS = 200;

/** Says on standard error how far the reading is, how fast it goes, and how long it will take. */
export class ReadingProgress {
  private done = 0;
  private records = 0;
  private drawn = 0;
  private readonly started = Date.now();

  constructor(
    private readonly total: number,
    private readonly output: NodeJS.WriteStream,
  ) {}

  /** So many bytes of log files more are read, and the records in them. */
  readonly advance = (bytes: number, records: number): void => {
    this.done += bytes;
    this.records += records;
    const now = Date.now();
    if (!this.output.isTTY || (now - this.drawn < EVERY_MS && this.done < this.total)) return;
    this.drawn = now;
    this.output.write(`\r\u001b[K${this.line(now)}`);
  };

  /** Clears its line. */
  end(): void {
    if (this.output.isTTY && this.drawn > 0) this.output.write("\r\u001b[K");
  }

  private line(now: number): string {
    const seconds = Math.max((now - this.started) / 1000, 0.001);
    const share = this.total === 0 ? 1 : this.done / this.total;
    const left = share === 0 ? 0 : (seconds / share) * (1 - share);
    const rate = this.records / seconds;
    return `Reading: ${Math.floor(share * 100)} %, ${number(this.records)} records, ${number(Math.round(rate))} a second, ${formatDuration(left * 1000)} left`;
  }
}
