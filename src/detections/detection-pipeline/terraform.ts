import { deployerRoles, deployerSessions } from "../../naming/deployers";
import type { DetectionContext } from "../detection";
import { type Condition, type EventClause, fieldIsNone } from "../event-clause";

/** The clause, for as long as these hold too. */
const narrowed = (clause: EventClause, ...conditions: readonly Condition[]): EventClause => ({
  ...clause,
  where: [...(clause.where ?? []), ...conditions],
});

/**
 * AWS's services keep their own house. What a service reports of itself, as a batch job of S3's or a key's end, has no type,
 * and counts. https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-examples-event-bridge-cloud-trail.html
 */
const BY_NO_SERVICE = fieldIsNone("userIdentity.type", "AWSService");

/** How many names of roles a rule's pattern has room for beside the names of ours. */
const MOST_DEPLOYERS = 8;

/**
 * Whom Terraform works as is known where the description names the role; without it every apply is told call by call, and
 * so it is where the accounts' roles are called by more names than there is room for.
 */
export function exceptTerraform(clause: EventClause, { names, organization }: DetectionContext): EventClause {
  const deployers = deployerSessions(names, organization);
  const known = deployers.length > MOST_DEPLOYERS ? [] : deployers;
  return narrowed(clause, BY_NO_SERVICE, fieldIsNone("userIdentity.arn", names.selfTest.sessions, ...known));
}

/** Name of the role that a session is of, without its path. */
export const SESSION_ROLE = "userIdentity.sessionContext.sessionIssuer.userName";

/** So many roles' names, of 64 characters each, leave a metric filter's pattern room for the rest. */
const MOST_ROLE_NAMES = 2;

/** The roles that Terraform works as, where a metric filter has room for their names. */
export function fewDeployRoles({ organization }: Pick<DetectionContext, "organization">): readonly string[] {
  const roles = deployerRoles(organization);
  return roles.length > MOST_ROLE_NAMES ? [] : roles;
}

/**
 * The same by the names of the roles alone, which a metric filter compares without a doubt: AWS's pages do not say whether
 * it takes a `*` amid a text for a wildcard.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function exceptDeployRoles(clause: EventClause, { organization }: DetectionContext): EventClause {
  const roles = fewDeployRoles({ organization });
  if (roles.length === 0) return narrowed(clause, BY_NO_SERVICE);
  return narrowed(clause, BY_NO_SERVICE, fieldIsNone(SESSION_ROLE, ...roles));
}
