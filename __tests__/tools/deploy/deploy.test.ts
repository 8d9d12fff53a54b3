import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { deploy } from "../../../src/tools/deploy/deploy";
import { Interrupted } from "../../../src/tools/terraform/interruption";
import type { SynthesizedStack } from "../../../src/tools/terraform/manifest";
import { Refused } from "../../../src/tools/terraform/refused";
import { Session } from "../../../src/tools/terraform/session";
import { parseState } from "../../../src/tools/terraform/state";
import { example } from "../../support/synthesized";

vi.mock("../../../src/tools/terraform/preflight", () => ({
  preflight: async (_session: unknown, stacks: readonly SynthesizedStack[]) =>
    stacks.map((stack) => ({ stack, json: {}, state: parseState("") })),
  rememberApplied: async () => {},
}));

const archive = { name: "log-archive", folder: "a", dependencies: [] };
const management = { name: "management", folder: "m", dependencies: ["log-archive"] };
const prod = { name: "prod", folder: "p", dependencies: ["management"] };
const dev = { name: "dev", folder: "d", dependencies: ["management"] };
const STACKS = [archive, management, prod, dev];

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  for (const how of ["log", "error"] as const) {
    vi.spyOn(console, how).mockImplementation((text) => void said.push(...String(text).split("\n")));
  }
});
afterEach(() => void vi.restoreAllMocks());

type Verb = "plan" | "apply";

/** A Terraform that plans one addition in each stack, and applies it, unless `ends` says otherwise. */
function terraform(ends: (verb: Verb, stack: string) => number | undefined): AbortController {
  const stop = new AbortController();
  const session = {
    organization: example,
    stacks: STACKS,
    interruption: { signal: stop.signal },
    select: () => STACKS,
    logOf: ({ name }: SynthesizedStack) => `${name}.log`,
    run: async ({ name }: SynthesizedStack, [verb]: readonly [Verb]) => ({
      exitCode: ends(verb, name) ?? (verb === "plan" ? 2 : 0),
      output: "",
    }),
    read: async () => "{}",
  };
  vi.spyOn(Session, "with").mockImplementation((_command, use) => use(session as unknown as Session));
  return stop;
}

const run = () => deploy([], { autoApprove: true, untaint: false });
const outcome = (stack: string) => said.findLast((line) => line.startsWith(`${stack}: `));

it("applies every stack, and says so of each", async () => {
  terraform(() => undefined);
  expect(await run()).toBe(0);
  for (const { name } of STACKS) expect(outcome(name)).toContain("applied in");
});

it("begins no further wave after a failure, and lets the stacks beside it finish", async () => {
  terraform((verb, stack) => (verb === "apply" && stack === "management" ? 1 : undefined));
  expect(await run()).toBe(1);
  expect(outcome("log-archive")).toContain("applied in");
  expect(outcome("management")).toContain("failed after");
  expect(outcome("prod")).toBe("prod: not begun");
});

it("applies nothing of a wave that cannot be planned whole", async () => {
  terraform((verb, stack) => (verb === "plan" && stack === "dev" ? 1 : undefined));
  expect(await run()).toBe(1);
  expect(outcome("dev")).toBe("dev: could not be planned");
  expect(outcome("prod")).toBe("prod: not begun");
});

it.each([
  ["before the wave's plans are there", "plan", "prod: not begun"],
  ["of one stack, while those beside it finish", "apply", "dev: applied in"],
])("says what was done also where an error ends it: %s", async (_title, when, expected) => {
  terraform((verb, stack) => {
    if (verb === when && stack === "prod") throw new Refused("Terraform went away");
    return undefined;
  });
  await expect(run()).rejects.toThrow("Terraform went away");
  expect(outcome("management")).toContain("applied in");
  expect(said.findLast((line) => line.startsWith(expected))).toBeDefined();
});

it("says what was done, and how to go on, where it is interrupted", async () => {
  const stop = terraform((verb, stack) => {
    if (verb === "apply" && stack === "management") stop.abort(new Interrupted("SIGINT"));
    return undefined;
  });
  await expect(run()).rejects.toThrow(Interrupted);
  expect(outcome("management")).toContain("applied in");
  expect(outcome("prod")).toBe("prod: not begun");
  expect(said).toContain("The states hold what was done. Go on with: npm run deploy");
});

it("asks nobody where there is no terminal, and says how to do without", async () => {
  await expect(deploy(["prod"], { autoApprove: false, untaint: false })).rejects.toThrow(
    "npm run deploy prod -- --auto-approve",
  );
});
