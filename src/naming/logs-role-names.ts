import type { Organization } from "../config/organization";
import { type NamedArn, withoutPath } from "./named-arn";

/** The role that writes to the trail's log group; `name` is without its path, as IAM's events have it. */
export interface LogsRoleNames extends NamedArn {
  /** `/` where it has none. */
  readonly path: string;
  /** Its inline policy. */
  readonly policyName: string;
}

export function logsRoleNames(
  {
    logsRoleName = "CloudTrailToCloudWatchLogsRole",
    logsRolePolicyName = "WriteTrailLogStreams",
  }: Organization["trail"],
  arnOf: (role: string) => string,
): LogsRoleNames {
  const name = withoutPath(logsRoleName);
  return {
    name,
    path: `/${logsRoleName.slice(0, -name.length)}`,
    arn: arnOf(logsRoleName),
    policyName: logsRolePolicyName,
  };
}
