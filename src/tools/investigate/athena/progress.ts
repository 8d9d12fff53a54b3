import type { QueryExecution } from "@aws-sdk/client-athena";
import { counted, formatDuration } from "../../words";
import { size } from "./price";

/** Milliseconds between two lines in a log, where each stays; on a terminal the line is written over. */
const EVERY_IN_LOG = 10_000;

/** Says on standard error how far a query is. */
export class QueryProgress {
  private readonly began = Date.now();
  private last = 0;
  private state = "";
  private isShown = false;

  constructor(private readonly output: NodeJS.WriteStream) {}

  readonly look = ({ Status, Statistics }: QueryExecution): void => {
    const state = Status?.State ?? "";
    this.show(state, `${state.toLowerCase()}, ${size(Statistics?.DataScannedInBytes ?? 0)} scanned`);
  };

  readonly fetched = (rows: number): void => {
    this.show("fetching", `fetching, ${counted(rows, "row")}`);
  };

  /** Clears its line. */
  end(): void {
    if (this.isShown && this.output.isTTY) this.output.write("\r\u001b[K");
  }

  private show(state: string, what: string): void {
    const now = Date.now();
    const isDue = this.output.isTTY || state !== this.state || now - this.last >= EVERY_IN_LOG;
    if (!isDue) return;
    this.last = now;
    this.state = state;
    this.isShown = true;
    const line = `Athena: ${what}, ${formatDuration(now - this.began)}`;
    this.output.write(this.output.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }
}
