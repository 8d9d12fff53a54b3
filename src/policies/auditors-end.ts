import type { AuditorNames } from "../naming/auditor-names";
import type { Conditions } from "./document";

/** Auditors whose access ends at the same instant. */
export interface AuditorsOfADay {
  readonly endsAt: string;
  readonly roleArns: readonly string[];
}

/** The auditors that have an end, the earliest first. */
export function auditorsByEnd(auditors: readonly AuditorNames[]): readonly AuditorsOfADay[] {
  const ends = [...new Set(auditors.flatMap(({ endsAt }) => endsAt ?? []))].sort();
  return ends.map((endsAt) => ({
    endsAt,
    roleArns: auditors.filter((auditor) => auditor.endsAt === endsAt).map(({ role }) => role.arn),
  }));
}

/** Holds from that instant on, for the sessions of those roles. */
export function isOver(endsAt: string, roleArns: readonly string[]): Conditions {
  return {
    ArnEquals: { "aws:PrincipalArn": roleArns },
    DateGreaterThanEquals: { "aws:CurrentTime": endsAt },
  };
}

/** `20270201` of `2027-02-01T00:00:00Z`: a Sid takes letters and digits alone. */
export function sidOfDay(endsAt: string): string {
  return endsAt.slice(0, "2027-02-01".length).replaceAll("-", "");
}
