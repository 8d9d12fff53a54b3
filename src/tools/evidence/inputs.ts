import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import type { Problem } from "../../config/problem";
import { type DoctorReport, doctorReport } from "../doctor/report/report";
import { sha256 } from "../sha256";

/** A file that the evidence rests on. A copy of it lies in the folder. */
export interface InputFile {
  /** Its name in the folder. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** What `org-trail verify --format json` proved. */
const verifyResult = z.object({
  madeAt: z.iso.datetime(),
  source: z.string(),
  bucket: z.string(),
  range: z.object({ from: z.string().optional(), to: z.string().optional() }),
  chains: z.array(z.object({ lastEnd: z.string() })),
  isSound: z.boolean(),
  sums: z.object({ chains: z.number(), provenDigests: z.number(), provenLogFiles: z.number() }),
  findings: z.array(z.object({ kind: z.string(), rule: z.string(), remedy: z.string(), count: z.number() })),
});
export type VerifyResult = z.infer<typeof verifyResult>;

/** What `org-trail review --format json` judged, of plans or of states. */
const reviewResult = z.object({
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  organizationId: z.string(),
  reviews: z.array(
    z.object({
      of: z.string(),
      findings: z.array(z.object({ check: z.string(), address: z.string(), what: z.string(), remedy: z.string() })),
    }),
  ),
});
export type ReviewResult = z.infer<typeof reviewResult>;

/** What a person hands in. */
export interface GivenFiles {
  readonly doctor?: string;
  readonly verify?: string;
  readonly review?: string;
}

export interface Inputs {
  readonly files: readonly InputFile[];
  readonly doctor?: DoctorReport;
  readonly verify?: VerifyResult;
  readonly review?: ReviewResult;
}

const KINDS = {
  doctor: { schema: doctorReport, made: "npx org-trail doctor --format json --output" },
  verify: { schema: verifyResult, made: "npx org-trail verify ... --format json --output" },
  review: { schema: reviewResult, made: "npx org-trail review STACK... --format json >" },
} as const;

/** Reads what was handed in; whatever is wrong with any of it is put into `problems`. */
export function readInputs(given: GivenFiles, problems: Problem[]): Inputs {
  const doctor = readInput("doctor", given.doctor, KINDS.doctor.schema, problems);
  const verify = readInput("verify", given.verify, KINDS.verify.schema, problems);
  const review = readInput("review", given.review, KINDS.review.schema, problems);
  return {
    files: [doctor, verify, review].flatMap((input) => input?.file ?? []),
    ...(doctor !== undefined && { doctor: doctor.value }),
    ...(verify !== undefined && { verify: verify.value }),
    ...(review !== undefined && { review: review.value }),
  };
}

function readInput<Value>(
  kind: keyof typeof KINDS,
  path: string | undefined,
  schema: z.ZodType<Value>,
  problems: Problem[],
): { readonly file: InputFile; readonly value: Value } | undefined {
  if (path === undefined) return undefined;
  const remedy = `make it with: ${KINDS[kind].made} ${basename(path)}`;
  const problem = (value: unknown, rule: string) => problems.push({ path: `--${kind}`, value, rule, remedy });
  let bytes: Buffer;
  let json: unknown;
  try {
    bytes = readFileSync(path);
    json = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    problem(path, `a file of JSON: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    for (const { path: at, message } of parsed.error.issues)
      problem(path, `what the command writes: ${at.join(".") || "all of it"}: ${message}`);
    return undefined;
  }
  return { file: { name: `${kind}.json`, bytes, sha256: sha256(bytes) }, value: parsed.data };
}
