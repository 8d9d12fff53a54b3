import { closeSync, openSync, readSync, rmSync, writevSync } from "node:fs";
import type { Table } from "../../../queries/tables";
import type { LogFile } from "../logs/inventory";

/** Where a file's records stand in a batch. */
export interface Span {
  readonly file: LogFile;
  readonly start: number;
  readonly end: number;
}

const COMMA = Buffer.from(',"Records":');
const END = Buffer.from("}\n");

/** Records of many log files, a list on each line with where it comes from, in a file that DuckDB reads. */
export class Batch {
  readonly spans: Span[] = [];
  private readonly descriptor: number;
  private size = 0;

  constructor(
    readonly table: Table["name"],
    readonly path: string,
  ) {
    this.descriptor = openSync(path, "w+", 0o600);
  }

  get bytes(): number {
    return this.size;
  }

  add(file: LogFile, list: Buffer): void {
    const { account = null, region = null, day = null } = file.place ?? {};
    const place = Buffer.from(JSON.stringify({ account, region, day }).slice(0, -1));
    writevSync(this.descriptor, [place, COMMA, list, END]);
    const start = this.size;
    this.size += place.length + COMMA.length + list.length + END.length;
    this.spans.push({ file, start, end: this.size });
  }

  /** Some of it, as a batch of its own. */
  part(spans: readonly Span[], path: string): Batch {
    const part = new Batch(this.table, path);
    for (const span of spans) part.copy(this.descriptor, span);
    return part;
  }

  private copy(from: number, { file, start, end }: Span): void {
    const bytes = Buffer.allocUnsafe(end - start);
    readSync(from, bytes, 0, bytes.length, start);
    writevSync(this.descriptor, [bytes]);
    this.spans.push({ file, start: this.size, end: this.size + bytes.length });
    this.size += bytes.length;
  }

  remove(): void {
    closeSync(this.descriptor);
    rmSync(this.path, { force: true });
  }
}
