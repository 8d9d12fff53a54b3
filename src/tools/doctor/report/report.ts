import { z } from "zod";
import { STATUSES, type Status } from "../check";

const found = z.strictObject({ subject: z.string(), what: z.string(), remedy: z.string() });

const line = z.strictObject({
  id: z.string(),
  question: z.string(),
  /** AWS's page that says what must hold. */
  page: z.url(),
  status: z.enum(STATUSES),
  /** What was seen. */
  evidence: z.array(z.string()),
  deviations: z.array(found),
  /** What could not be read, and why. */
  unread: z.array(z.strictObject({ subject: z.string(), reason: z.string() })),
  /** What it asked: IAM actions by the accounts that were asked. */
  asks: z.record(z.string(), z.array(z.string())),
  regions: z.enum(["home", "governed", "global"]),
});

/** What a run found, as `--format json` writes it and `org-trail evidence` reads it. */
export const doctorReport = z.strictObject({
  schema: z.literal("org-trail/doctor/1"),
  /** When AWS was asked. */
  askedAt: z.iso.datetime(),
  organization: z.string(),
  organizationId: z.string(),
  managementAccountId: z.string(),
  homeRegion: z.string(),
  status: z.enum(STATUSES),
  lines: z.array(line).min(1),
});

export type DoctorReport = z.infer<typeof doctorReport>;
export type DoctorLine = DoctorReport["lines"][number];

/** Of several lines: a failure is one whatever else could not be checked. No line is no pass. */
export function worstOf(statuses: readonly Status[]): Status {
  if (statuses.includes("fail")) return "fail";
  return statuses.length === 0 || statuses.includes("could-not-check") ? "could-not-check" : "pass";
}

/** 2 is wrong usage. */
export const EXIT_CODES: Readonly<Record<Status, number>> = { pass: 0, fail: 1, "could-not-check": 3 };
