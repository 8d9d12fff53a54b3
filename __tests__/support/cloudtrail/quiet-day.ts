import type { Organization } from "../../../src/config/organization";
import { dayOf, type QuietRecord } from "./quiet-day/day";
import { deploys } from "./quiet-day/deploys";
import { people } from "./quiet-day/people";
import { reads } from "./quiet-day/reads";
import { services } from "./quiet-day/services";
import { workloadData } from "./quiet-day/workload-data";

/**
 * A day on which nothing is wrong: what no detection may ring for. In it are reads of all that is watched, and writes
 * to resources of other teams whose names come close to ours, though none has our whole prefix in it. Not in it is what
 * the CIS AWS Foundations Benchmark 4.x rings for wherever it happens (root, refusals, failed sign-ins and those of users
 * without MFA, changes of IAM policies, bucket policies, networks, the organization, trails and AWS Config), and nobody
 * enters the log-archive account.
 */
export function quietDay(organization: Organization): readonly QuietRecord[] {
  const day = dayOf(organization);
  return [...people(day), ...reads(day), ...services(day), ...deploys(day), ...workloadData(day)];
}
