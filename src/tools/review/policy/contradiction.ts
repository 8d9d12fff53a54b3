import { covers } from "./patterns";
import type { Condition, NormalStatement } from "./statements";

/** Who belongs together, as far as a service's call says for whom it is made. */
export interface OurOrganization {
  readonly organizationId: string;
  readonly accounts: { readonly management: { readonly id: string } };
}

/**
 * Whether a Deny's conditions cannot hold for what an Allow is for, when a service makes the call. A service calls over TLS, and
 * as itself: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice
 */
export function contradicts(
  conditions: readonly Condition[],
  allow: NormalStatement,
  organization?: OurOrganization,
): boolean {
  return conditions.some(
    (condition) =>
      neverOfService(condition) ||
      neverOfCloudTrail(condition, allow) ||
      excludedBy(condition, allow.condition) ||
      sparesOurs(condition, allow.condition, organization),
  );
}

/** A role or a user of one account, by its whole name. */
const ONE_OF_IAM = /^arn:[\w-]+:iam::\d{12}:(?:role|user)\/[^*?]+$/;

function neverOfService({ operator, key, values }: Condition): boolean {
  const base = operator.toLowerCase();
  // Who calls as itself is nobody's role and nobody's user.
  if (/^arn(?:equals|like)$/.test(base) && key === "aws:principalarn")
    return values.every((value) => ONE_OF_IAM.test(value));
  // AWS answers no older TLS, whoever calls. https://aws.amazon.com/blogs/security/tls-1-2-required-for-aws-endpoints/
  if (base === "numericlessthan" && key === "s3:tlsversion") return values.every((value) => Number(value) <= 1.2);
  if (!base.startsWith("bool")) return false;
  return (
    (key === "aws:principalisawsservice" || key === "aws:securetransport") && values.every((value) => value === "false")
  );
}

/**
 * A trail delivers to a bucket by its name, which an access point's alias cannot be.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html
 */
function neverOfCloudTrail({ operator, key, values }: Condition, { principal }: NormalStatement): boolean {
  const isThere = operator.toLowerCase() === "null" && values.every((value) => value === "false");
  const isCloudTrail =
    !principal.except && principal.values.every((name) => name === "Service cloudtrail.amazonaws.com");
  return key === "s3:dataaccesspointarn" && isThere && isCloudTrail;
}

/**
 * The Deny spares the organization, and the Allow is for something of its management account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
 */
function sparesOurs(
  { operator, key, values }: Condition,
  required: readonly Condition[],
  organization: OurOrganization | undefined,
): boolean {
  if (organization === undefined || key !== "aws:sourceorgid") return false;
  if (!/^stringnotequals(?:ifexists)?$/i.test(operator) || !values.includes(organization.organizationId)) return false;
  const { id } = organization.accounts.management;
  const ours = (value: string) => value === id || value.split(":")[4] === id;
  return required.some(
    (one) =>
      (one.key === "aws:sourcearn" || one.key === "aws:sourceaccount") &&
      /^(?:string|arn)(?:equals|like)$/i.test(one.operator) &&
      one.values.every(ours),
  );
}

/** The Deny spares a value, as StringNotEquals does, that the Allow asks for. */
function excludedBy({ operator, key, values }: Condition, required: readonly Condition[]): boolean {
  const base = operator.toLowerCase().replace(/ifexists$/, "");
  const asked = required.filter(
    (other) => other.key === key && /^(?:string|arn)(?:equals|like)$/i.test(other.operator),
  );
  if (/^(?:string|arn)not(?:equals|like)$/.test(base))
    return asked.some((other) => other.values.every((value) => values.some((spared) => covers(spared, value))));
  if (base === "null") return values.every((value) => value === "true") && asked.length > 0;
  return false;
}
