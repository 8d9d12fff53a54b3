import { setTimeout as sleep } from "node:timers/promises";
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { WorkbenchNames } from "../../../naming/workbench-names";
import type { AthenaStatement } from "./statement";

/** Milliseconds between two looks: short queries are answered at once, and long ones cost few calls. */
const FIRST_LOOK = 250;
const LATER_LOOKS = 2000;

/** @returns the execution's id */
export async function startQuery(
  athena: AthenaClient,
  { workGroup, database }: WorkbenchNames,
  { sql, literals }: AthenaStatement,
): Promise<string> {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: workGroup.name,
      QueryExecutionContext: { Catalog: "AwsDataCatalog", Database: database.name },
      // Where there is none, an empty list would be refused.
      ...(literals.length > 0 && { ExecutionParameters: [...literals] }),
    }),
  );
  if (QueryExecutionId === undefined) throw new Error("Athena started a query and gave no id of it");
  return QueryExecutionId;
}

/**
 * Looks at a query until it has ended. Once `stop` is aborted it is stopped, and looked at until that is done: what it scanned by
 * then is charged.
 *
 * @param onLook is told what was seen each time
 */
export async function followQuery(
  athena: AthenaClient,
  id: string,
  stop: AbortSignal,
  onLook: (execution: QueryExecution) => void,
): Promise<QueryExecution> {
  let isStopped = false;
  for (let wait = FIRST_LOOK; ; wait = Math.min(LATER_LOOKS, wait * 2)) {
    if (stop.aborted && !isStopped) {
      await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
      isStopped = true;
    }
    const { QueryExecution: execution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    if (execution === undefined) throw new Error(`Athena knows no query ${id}`);
    onLook(execution);
    if (!isUnderWay(execution)) return execution;
    await sleep(wait, undefined, isStopped ? {} : { signal: stop }).catch(() => undefined);
  }
}

function isUnderWay({ Status }: QueryExecution): boolean {
  return Status?.State === "QUEUED" || Status?.State === "RUNNING";
}
