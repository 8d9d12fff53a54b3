import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Interrupted } from "../../../src/tools/terraform/interruption";
import { recallState, rememberState } from "../../../src/tools/terraform/known-state";
import type { SynthesizedStack } from "../../../src/tools/terraform/manifest";
import { NotReady, preflight, rememberApplied } from "../../../src/tools/terraform/preflight";
import type { Session } from "../../../src/tools/terraform/session";
import { parseState } from "../../../src/tools/terraform/state";
import { example } from "../../support/synthesized";

const KEY = { mode: "managed", type: "aws_kms_key", name: "key", provider: "" };
const stateWith = (instance: object) =>
  parseState(JSON.stringify({ version: 4, lineage: "one", resources: [{ ...KEY, instances: [instance] }] }));
const APPLIED = stateWith({});
const TAINTED = stateWith({ status: "tainted" });

let folder: string;
let stack: SynthesizedStack;
const said = vi.spyOn(console, "log");
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preflight-"));
  stack = { name: "management", folder, dependencies: [] };
  const json = {
    terraform: { backend: { s3: { bucket: "acme", key: "management.tfstate", region: "eu-central-1" } } },
    provider: { aws: [] },
    resource: { aws_kms_key: { key: { lifecycle: { prevent_destroy: true } } } },
  };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json));
  said.mockImplementation(() => {});
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  said.mockReset();
});

/** A session whose Terraform is not there. */
function sessionWith(others: object): Session {
  const session = {
    organization: example,
    say: (line: string) => console.log(line),
    interruption: { signal: new AbortController().signal },
    terraformVersion: async () => "1.11.4",
    init: async () => ({ exitCode: 0, output: "" }),
    run: async () => ({ exitCode: 0, output: "" }),
    stateOf: async () => APPLIED,
    formerNames: () => [],
    dataOf: ({ name }: { readonly name: string }) => {
      mkdirSync(join(folder, "data", name), { recursive: true });
      return join(folder, "data", name);
    },
    ...others,
  };
  return session as unknown as Session;
}

const options = { limit: 2, applies: true };

it("remembers each state that is right", async () => {
  const session = sessionWith({});
  await preflight(session, [stack], options);
  expect(recallState(session.dataOf(stack))).toMatchObject({ place: "s3://acme/management.tfstate", resources: 1 });
});

it("remembers what an apply left, also one that was interrupted", async () => {
  const stop = AbortSignal.abort(new Interrupted("SIGINT"));
  const stateOf = async (_stack: SynthesizedStack, signal: AbortSignal) => {
    signal.throwIfAborted();
    return APPLIED;
  };
  const session = sessionWith({ stateOf, interruption: { signal: stop } });
  await rememberApplied(session, stack);
  expect(recallState(session.dataOf(stack))).toMatchObject({ lineage: "one", resources: 1 });
});

it("says what is left behind by a stack that the description does not name any more", async () => {
  const session = sessionWith({ formerNames: () => ["dev", "never-applied"] });
  rememberState(session.dataOf({ name: "dev" }), "s3://acme/dev.tfstate", APPLIED);
  await preflight(session, [stack], options);
  const lines = said.mock.calls.flat().filter((line) => String(line).includes("left behind"));
  expect(lines).toEqual([expect.stringContaining("Warning: dev is left behind")]);
});

it("takes no mark of Terraform's away where something else is wrong", async () => {
  const run = vi.fn(async () => ({ exitCode: 0, output: "" }));
  const session = sessionWith({ run, stateOf: async () => TAINTED });
  rememberState(session.dataOf(stack), "s3://acme/management.tfstate", { ...APPLIED, lineage: "two" });
  await expect(preflight(session, [stack], { ...options, untaint: true })).rejects.toThrow(NotReady);
  expect(run).not.toHaveBeenCalled();
});

it("names what is tainted, or takes the mark away where it is told to", async () => {
  const run = vi.fn(async () => ({ exitCode: 0, output: "" }));
  const stateOf = async () => (run.mock.calls.length === 0 ? TAINTED : APPLIED);
  const session = sessionWith({ run, stateOf });
  await expect(preflight(session, [stack], options)).rejects.toThrow("-- --untaint");
  const [ready] = await preflight(session, [stack], { ...options, untaint: true });
  expect(run).toHaveBeenCalledWith(stack, ["untaint", "-no-color", "aws_kms_key.key"]);
  expect(ready?.state).toEqual(APPLIED);
});

it("ends as interrupted, not as refused, where an untaint was stopped", async () => {
  const stop = new AbortController();
  const run = async () => {
    stop.abort(new Interrupted("SIGTERM"));
    return { exitCode: 1, output: "" };
  };
  const session = sessionWith({ run, stateOf: async () => TAINTED, interruption: { signal: stop.signal } });
  await expect(preflight(session, [stack], { ...options, untaint: true })).rejects.toThrow(Interrupted);
});
