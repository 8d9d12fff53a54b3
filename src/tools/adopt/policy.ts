import type { ReadAction } from "./aws/reads";
import { CHOSEN_READS } from "./live/chosen";
import { FINDERS } from "./live/finders";
import { SURVEY_READS } from "./live/survey";

/**
 * What `adopt` reads in a stack's account, besides what Terraform reads when it plans. Most of it is on `*`: AWS has no
 * resource for it, or what is looked for may have any name. Whoever reads the settings of buckets reads no object.
 */
export function readActions(stack: string, types: Iterable<string>): readonly ReadAction[] {
  const survey = stack === "management" || stack === "log-archive" ? SURVEY_READS[stack] : [];
  const finders = [...types].flatMap((type) => FINDERS[type]?.reads ?? CHOSEN_READS[type] ?? []);
  return [...new Set([...survey, ...finders])].sort();
}

export interface ReadPolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly ReadAction[];
  readonly Resource: string;
}

/** The least policy with which `adopt` can look. The access log is a bucket of its own, whose name nobody knows before. */
export function readPolicy(stack: string, types: Iterable<string>) {
  const Action = readActions(stack, types).filter((action) => action !== "s3:GetObject");
  const statements: readonly ReadPolicyStatement[] = [
    { Sid: "ReadWhatIsLive", Effect: "Allow", Action, Resource: "*" },
  ];
  return { Version: "2012-10-17", Statement: statements };
}
