import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { deploy } from "../../../src/tools/deploy/deploy";
import type { Plan, ResourceChange } from "../../../src/tools/review/plan";
import { Interrupted } from "../../../src/tools/terraform/interruption";
import type { SynthesizedStack } from "../../../src/tools/terraform/manifest";
import { Refused } from "../../../src/tools/terraform/refused";
import { hashesOf, writeReviewed } from "../../../src/tools/terraform/reviewed-plans";
import { Session } from "../../../src/tools/terraform/session";
import { parseState } from "../../../src/tools/terraform/state";
import type { PlanFiles } from "../../../src/tools/terraform/work-folder";
import { created, destroyed, planOf, unchanged, updated } from "../../support/plans";
import { example, stackOf } from "../../support/synthesized";

vi.mock("../../../src/tools/terraform/preflight", () => ({
  preflight: async (_session: unknown, stacks: readonly SynthesizedStack[]) =>
    stacks.map((stack) => ({ stack, json: {}, state: parseState(""), unfinished: [] })),
  rememberApplied: async () => {},
}));

const folder = mkdtempSync(join(tmpdir(), "deploy-"));
const stack = (name: string, ...dependencies: string[]) => ({ name, folder: join(folder, name), dependencies });
const archive = stack("log-archive");
const management = stack("management", "log-archive");
const prod = stack("prod", "management");
const dev = stack("dev", "management");
const STACKS = [archive, management, prod, dev];

const said: string[] = [];
beforeAll(() => {
  const resource = {
    aws_cloudwatch_log_group: { one: { lifecycle: { prevent_destroy: true } } },
    aws_s3_bucket: { one: { lifecycle: { prevent_destroy: true } } },
    aws_s3_bucket_policy: { one: {} },
  };
  for (const { name, folder: own } of STACKS) {
    mkdirSync(own);
    const { terraform } = stackOf(example, name).json;
    writeFileSync(join(own, "cdk.tf.json"), JSON.stringify({ terraform, provider: { aws: [] }, resource }));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "deploy-data-"));
  said.length = 0;
  for (const how of ["log", "error"] as const) {
    vi.spyOn(console, how).mockImplementation((text) => void said.push(...String(text).split("\n")));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(data, { recursive: true, force: true });
});

const filesOf = ({ folder: own }: SynthesizedStack): PlanFiles => ({
  plan: join(own, "plan.tfplan"),
  json: join(own, "plan.json"),
  text: join(own, "plan.txt"),
});

type Verb = "plan" | "apply";

/** A Terraform that plans something harmless in each stack, and applies it, unless `ends` or `plans` say otherwise. */
function terraform(
  ends: (verb: Verb, stack: string, words: readonly string[]) => number | undefined,
  plans: (stack: string) => Plan = () => planOf(),
): AbortController {
  const stop = new AbortController();
  const session = {
    organization: example,
    say: (line: string) => console.log(line),
    stacks: STACKS,
    interruption: { signal: stop.signal },
    select: () => STACKS,
    logOf: ({ name }: SynthesizedStack) => `${name}.log`,
    plansOf: filesOf,
    dataOf: ({ name }: SynthesizedStack) => {
      mkdirSync(join(data, name), { recursive: true });
      return join(data, name);
    },
    run: async (stack: SynthesizedStack, words: readonly [Verb]) => {
      const [verb] = words;
      if (verb === "plan") writeFileSync(filesOf(stack).plan, stack.name);
      return { exitCode: ends(verb, stack.name, words) ?? (verb === "plan" ? 2 : 0), output: "" };
    },
    read: async ({ name }: SynthesizedStack) => JSON.stringify(plans(name)),
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

it("applies the very file that was reviewed, and leaves none behind", async () => {
  const applied: (string | undefined)[] = [];
  terraform((verb, _stack, words) => {
    if (verb === "apply") applied.push(words.at(-1));
    return undefined;
  });
  await run();
  expect(applied.sort()).toEqual(STACKS.map((stack) => filesOf(stack).plan).sort());
  for (const { folder: own } of STACKS) expect(readdirSync(own)).toEqual(["cdk.tf.json"]);
});

it("shows each review before it asks, and where the whole plan lies", async () => {
  terraform(
    (verb) => (verb === "apply" ? 1 : undefined),
    () => planOf(updated("aws_cloudwatch_log_group", { retention_in_days: 365 }, { retention_in_days: 731 })),
  );
  await run();
  const text = said.join("\n");
  expect(text).toContain("retention_in_days: 365 → 731");
  expect(text).toContain(`The whole plan: ${filesOf(archive).text}`);
});

it("refuses what the review finds, though it was told not to ask, and says which entry would accept it", async () => {
  const verbs: string[] = [];
  terraform(
    (verb, stack) => {
      verbs.push(`${verb} ${stack}`);
      return undefined;
    },
    (stack) => (stack === "management" ? planOf(destroyed("aws_cloudwatch_metric_alarm")) : planOf()),
  );
  await expect(run()).rejects.toThrow(
    /Nothing of management was applied[\s\S]*example\.accepted\.json[\s\S]*"check":"destroyed","stack":"management","address":"aws_cloudwatch_metric_alarm\.one"/,
  );
  expect(verbs).toEqual(["plan log-archive", "apply log-archive", "plan management"]);
  expect(outcome("log-archive")).toContain("applied in");
  expect(outcome("management")).toBe("management: not begun");
});

describe("with the hashes of what was reviewed", () => {
  const planned = updated("aws_cloudwatch_log_group", { retention_in_days: 365 }, { retention_in_days: 731 });
  const file = () => join(data, "approved.json");
  const approve = (stacks: Readonly<Record<string, Plan>>, organization = example.name) => {
    const changing = Object.entries(stacks).map(([name, plan]) => ({
      stack: { name, folder: join(folder, name) },
      saved: { plan },
    }));
    writeReviewed(file(), { organization, stacks: hashesOf(changing) });
  };
  const runApproved = () => deploy([], { autoApprove: false, approved: file(), untaint: false });
  const all = Object.fromEntries(STACKS.map(({ name }) => [name, planOf(planned)]));

  it("applies those plans without asking", async () => {
    approve(all);
    terraform(
      () => undefined,
      () => planOf(planned),
    );
    expect(await runApproved()).toBe(0);
    for (const { name } of STACKS) expect(outcome(name)).toContain("applied in");
  });

  it.each([
    ["changes otherwise", all, /management: what would change is not what was reviewed/],
    ["was not reviewed", { "log-archive": planOf(planned) }, /management: no change of it was reviewed/],
  ])("refuses a stack that %s, and nothing after it is begun", async (_, stacks, why) => {
    approve(stacks);
    const other = updated("aws_cloudwatch_log_group", { retention_in_days: 365 }, { retention_in_days: 1096 });
    terraform(
      () => undefined,
      (stack) => planOf(stack === "management" ? other : planned),
    );
    await expect(runApproved()).rejects.toThrow(why);
    expect(outcome("log-archive")).toContain("applied in");
    expect(outcome("management")).toBe("management: not begun");
  });

  it("refuses a finding all the same", async () => {
    const weaker = destroyed("aws_cloudwatch_metric_alarm");
    approve(Object.fromEntries(STACKS.map(({ name }) => [name, planOf(weaker)])));
    terraform(
      () => undefined,
      () => planOf(weaker),
    );
    await expect(runApproved()).rejects.toThrow('"check":"destroyed"');
  });

  it.each([
    ["is missing", () => {}, /approved\.json cannot be read/],
    ["is of another organization", () => approve(all, "another"), /is of another, and the description is of/],
    [
      "holds something else",
      () => writeFileSync(file(), '{"stacks":{"a":"b"}}'),
      /organization: .*[\s\S]*stacks\.a: a SHA-256/,
    ],
  ])("refuses a file that %s, before anything is planned", async (_, make, why) => {
    make();
    const verbs: string[] = [];
    terraform((verb) => void verbs.push(verb));
    await expect(runApproved()).rejects.toThrow(why);
    expect(verbs).toEqual([]);
  });
});

it("judges a plan by the description too: a recipient that it does not name is refused", async () => {
  const subscription = { topic_arn: "x", protocol: "email", endpoint: "stranger@example.org" };
  terraform(
    () => undefined,
    () => planOf(created("aws_sns_topic_subscription", subscription)),
  );
  await expect(run()).rejects.toThrow(/"check":"unknown-recipient"/);
});

it("goes on after a failure with what was reviewed and begun: a policy beside the bucket that is there by now", async () => {
  const policy = JSON.stringify({
    Statement: [
      {
        Sid: "Own",
        Effect: "Allow",
        Principal: { AWS: "111122223333" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::acme/*",
      },
    ],
  });
  const rest = created("aws_s3_bucket_policy", { bucket: "acme", policy });
  const whole = [created("aws_s3_bucket", { bucket: "acme" }), rest];
  const half = [unchanged("aws_s3_bucket", { bucket: "acme" }), rest];
  const plan = (changes: readonly ResourceChange[]) => (stack: string) =>
    stack === "log-archive" ? planOf(...changes) : planOf();

  terraform(() => undefined, plan(half));
  await expect(run()).rejects.toThrow('"check":"access-widened"');

  terraform((verb) => (verb === "apply" ? 1 : undefined), plan(whole));
  expect(await run()).toBe(1);
  terraform(() => undefined, plan(half));
  expect(await run()).toBe(0);

  terraform(() => undefined, plan(half));
  await expect(run(), "once it was finished, it is found again").rejects.toThrow('"check":"access-widened"');
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
