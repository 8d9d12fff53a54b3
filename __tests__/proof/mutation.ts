import type { DeclaredResource, Environment } from "../support/iam/environment";
import type { NamedPolicy, PolicyDocument, Statement } from "../support/iam/policy-document";
import { list } from "../support/iam/policy-document";

/**
 * What has happened already when a statement is needed: some say what another layer says, and stand when that one has
 * been taken away by somebody who could.
 */
export type Breach =
  /** Nothing: the statement alone stands in the way. */
  | "nothing"
  /** The organization never asked for a resource control policy. */
  | "no resource control policy"
  /** An administrator of the management account detached every policy of the organization (weaken-organization-policy). */
  | "organization policies detached"
  /** Somebody let everybody in besides whom the policies of the buckets let in. */
  | "buckets shared with everyone"
  /** Somebody replaced the policies of the buckets by one that lets everybody in (replace-bucket-policy). */
  | "bucket policies opened"
  /** Besides: somebody put kms:*, as in AWS's default key policy, where the policy names what administrators may. */
  | "key administration widened"
  /** Somebody replaced the policies of the keys by one that lets everybody in (replace-key-policy). */
  | "key policies opened"
  /** Somebody replaced the trust of the auditors' roles by one that lets everybody in. */
  | "auditors' trust opened"
  /** The management account delegated the administration of policies to members (delegate-policy-administration). */
  | "policies delegated to members";

export function breached(environment: Environment, breach: Breach): Environment {
  switch (breach) {
    case "nothing":
      return environment;
    case "no resource control policy":
      return { ...environment, resourceControlPolicies: {} };
    case "organization policies detached":
      return { ...environment, resourceControlPolicies: {}, serviceControlPolicies: {} };
    case "buckets shared with everyone":
      return withResources(environment, (resource) => (isBucket(resource) ? shared(resource) : resource));
    case "bucket policies opened":
      return withResources(environment, (resource) => (isBucket(resource) ? opened(resource) : resource));
    case "key policies opened":
      return withResources(environment, (resource) => (isKey(resource) ? opened(resource) : resource));
    case "key administration widened":
      return withResources(breached(environment, "organization policies detached"), (resource) =>
        isKey(resource) ? mapped(resource, widened) : resource,
      );
    case "auditors' trust opened":
      return withResources(environment, (resource) => (isAuditor(resource) ? opened(resource) : resource));
    case "policies delegated to members":
      return {
        ...environment,
        delegatedAdministrators: {
          ...environment.delegatedAdministrators,
          "organizations.amazonaws.com": Object.keys(environment.accounts),
        },
      };
  }
}

/** Every emitted statement of that Sid, gone. */
export function without(environment: Environment, sid: string): Environment {
  const cut = (document: PolicyDocument): PolicyDocument =>
    document.Statement.some(({ Sid }) => Sid === sid)
      ? { ...document, Statement: document.Statement.filter(({ Sid }) => Sid !== sid) }
      : document;
  const named = (policies: readonly NamedPolicy[]): readonly NamedPolicy[] =>
    policies
      .map((policy) => ({ ...policy, document: cut(policy.document) }))
      .filter(({ document }) => document.Statement.length > 0);
  const byTarget = (policies: Environment["serviceControlPolicies"] = {}) =>
    Object.fromEntries(Object.entries(policies).map(([target, attached]) => [target, named(attached)]));
  return {
    ...withResources(environment, (resource) => mapped(resource, cut)),
    serviceControlPolicies: byTarget(environment.serviceControlPolicies),
    resourceControlPolicies: byTarget(environment.resourceControlPolicies),
    identityPolicies: byTarget(environment.identityPolicies),
  };
}

/** Every Sid of the emitted documents. */
export function sidsOf({
  resources = [],
  serviceControlPolicies = {},
  resourceControlPolicies = {},
  identityPolicies = {},
}: Environment): ReadonlySet<string> {
  const attached = [serviceControlPolicies, resourceControlPolicies, identityPolicies].flatMap((policies) =>
    Object.values(policies).flat(),
  );
  const documents = [...attached.map(({ document }) => document), ...resources.flatMap(({ policy }) => policy ?? [])];
  return new Set(documents.flatMap(({ Statement }) => Statement.flatMap(({ Sid }) => Sid ?? [])));
}

const withResources = (
  environment: Environment,
  change: (resource: DeclaredResource) => DeclaredResource,
): Environment => ({ ...environment, resources: (environment.resources ?? []).map(change) });

/** A resource policy without a statement is no policy, but a trust that nobody has, or a key that nobody may use. */
function mapped(resource: DeclaredResource, change: (document: PolicyDocument) => PolicyDocument): DeclaredResource {
  if (resource.policy === undefined) return resource;
  const policy = change(resource.policy);
  return { ...resource, policy: policy.Statement.length > 0 ? policy : NOBODY };
}

const NOBODY: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Nobody", Effect: "Deny", Principal: "*", Action: "sts:TagSession" }],
};

const isBucket = ({ arn }: DeclaredResource): boolean => arn.startsWith("arn:aws:s3:");
const isAuditor = ({ arn }: DeclaredResource): boolean => /:role\/[\w-]+-org-audit-auditor/.test(arn);
const isKey = ({ arn }: DeclaredResource): boolean => arn.startsWith("arn:aws:kms:");

const toEveryone = (resource: DeclaredResource): Statement => ({
  Sid: "ToEveryone",
  Effect: "Allow",
  Principal: "*",
  ...everythingOf(resource),
});

function everythingOf(resource: DeclaredResource): Pick<Statement, "Action" | "Resource"> {
  if (isBucket(resource)) return { Action: "s3:*", Resource: [resource.arn, `${resource.arn}/*`] };
  return isKey(resource) ? { Action: "kms:*", Resource: "*" } : { Action: "sts:AssumeRole" };
}

const opened = (resource: DeclaredResource): DeclaredResource =>
  mapped(resource, (document) => ({ ...document, Statement: [toEveryone(resource)] }));

const shared = (resource: DeclaredResource): DeclaredResource =>
  mapped(resource, (document) => ({ ...document, Statement: [...document.Statement, toEveryone(resource)] }));

const widened = (document: PolicyDocument): PolicyDocument => ({
  ...document,
  Statement: document.Statement.map((statement) =>
    statement.Effect === "Allow" && accountAdministers(statement) ? { ...statement, Action: "kms:*" } : statement,
  ),
});

const accountAdministers = ({ Principal }: Statement): boolean =>
  typeof Principal === "object" && list(Principal.AWS).some((principal) => principal.endsWith(":root"));
