import { availableParallelism, totalmem } from "node:os";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

export interface Opened {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

/** Within what a laptop has left; beyond it DuckDB writes to the disk, into `temporary`. */
const MEMORY_MIB = Math.max(512, Math.min(1024, Math.floor(totalmem() / 2 ** 20 / 4)));

/**
 * A DuckDB in memory that fetches nothing. What it may read is up to `lockInto`.
 *
 * @param temporary folder for what has no room in memory
 */
export async function openDuckDb(temporary: string, settings: Readonly<Record<string, string>> = {}): Promise<Opened> {
  // Loaded by whoever needs it: no other command waits for 70 MB of library.
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: `${MEMORY_MIB}MiB`,
    threads: String(availableParallelism()),
    temp_directory: temporary,
    ...settings,
  });
  return { instance, connection: await instance.connect() };
}

/** From here on the connection reads and writes below `folder` alone, loads nothing, and nobody can change that. */
export async function lockInto(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`SET allowed_directories = [${literal(`${folder}/`)}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

/** A text of SQL's. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function close({ instance, connection }: Opened): void {
  connection.closeSync();
  instance.closeSync();
}
