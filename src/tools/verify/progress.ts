import { formatDuration, number } from "../words";

/** Milliseconds between two lines: on a terminal the line is written over, in a log each stays. */
const EVERY = { terminal: 500, log: 10_000 };

/** Says on standard error how far the work is, at which rate, and for how long it will go on. */
export class Progress {
  private readonly began = Date.now();
  private last = Date.now();
  private isShown = false;

  /** @param what is counted: `log files` */
  constructor(
    private readonly what: string,
    private readonly output: NodeJS.WriteStream = process.stderr,
  ) {}

  readonly show = (done: number, total: number): void => {
    const now = Date.now();
    if (now - this.last < (this.output.isTTY ? EVERY.terminal : EVERY.log)) return;
    this.last = now;
    const line = progressLine(done, total, now - this.began, this.what);
    this.output.write(this.output.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    this.isShown = true;
  };

  end(): void {
    if (this.isShown && this.output.isTTY) this.output.write("\r\u001b[K");
  }
}

/** `12,000 of 100,000 log files, 6,000 a second, 15 s left` */
export function progressLine(done: number, total: number, milliseconds: number, what: string): string {
  const rate = (done / Math.max(1, milliseconds)) * 1000;
  const pace = rate >= 10 ? number(Math.round(rate)) : rate.toFixed(1);
  const left = rate > 0 ? `, ${formatDuration((Math.max(0, total - done) / rate) * 1000)} left` : "";
  return `${number(done)} of ${number(total)} ${what}, ${pace} a second${left}`;
}
