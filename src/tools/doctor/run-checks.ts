import type { Aws } from "./aws/aws";
import { asksOf, type Check, type Judgement, statusOf } from "./check";
import type { Expected } from "./expected";
import { type DoctorLine, type DoctorReport, worstOf } from "./report/report";

/** Asks AWS everything, and judges it. */
export async function runChecks(checks: readonly Check[], aws: Aws, expected: Expected): Promise<DoctorReport> {
  const lines = await Promise.all(checks.map(async (check) => lineOf(check, expected, await check.run(aws, expected))));
  const { organization, names } = expected;
  return {
    schema: "org-trail/doctor/1",
    askedAt: aws.now.toISOString(),
    organization: organization.name,
    organizationId: names.organizationId,
    managementAccountId: names.managementAccountId,
    homeRegion: names.homeRegion,
    status: worstOf(lines.map(({ status }) => status)),
    lines,
  };
}

export function lineOf(check: Check, expected: Expected, judgement: Judgement): DoctorLine {
  const { id, question, page, regions } = check;
  return {
    id,
    question,
    page,
    status: statusOf(judgement),
    evidence: [...judgement.seen],
    deviations: judgement.deviations.map(({ subject, what, remedy }) => ({ subject, what, remedy })),
    unread: judgement.unread.map(({ subject, reason }) => ({ subject, reason })),
    asks: Object.fromEntries(Object.entries(asksOf(check, expected)).map(([place, actions]) => [place, [...actions]])),
    regions,
  };
}
