import { parentPort, workerData } from "node:worker_threads";
import { loadKeys, type SavedKey } from "./keys";
import { perform } from "./perform";
import type { Basis, Step } from "./step";

/** A worker's own: keys travel as text, and are loaded here. */
export type WorkerBasis = Omit<Basis, "keys"> & { readonly keys: readonly SavedKey[] };

const given = workerData as WorkerBasis;
const basis: Basis = { ...given, keys: loadKeys(given.keys) };

parentPort?.on("message", (step: Step) => {
  perform(step, basis, (named) => parentPort?.postMessage({ named })).then(
    (checked) => parentPort?.postMessage({ checked }),
    (error: unknown) => {
      throw error;
    },
  );
});
