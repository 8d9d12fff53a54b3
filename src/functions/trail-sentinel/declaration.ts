import type { CheckId } from "./finding";

/**
 * What the organization's description declares, as far as the sentinel compares it with AWS. Written beside the bundle as
 * `declaration.json` when the application is synthesized; policy documents in it are plain, not escaped for Terraform.
 */
export interface Declaration {
  /** `o-...` */
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** Owner of the archive bucket: a bucket of that name in another account is not asked. */
  readonly logArchiveAccountId: string;
  /** Region of the trail, its log group, its topic and the archive bucket. */
  readonly homeRegion: string;
  /** CloudWatch namespace that the sentinel writes its metrics to. */
  readonly metricNamespace: string;
  /** Bus that takes the findings; may be in another account. */
  readonly eventBusArn: string;
  /** `source` and `detail-type` of the findings' events, by which a rule on the bus knows them. */
  readonly eventSource: string;
  readonly eventDetailType: string;
  readonly trail: DeclaredTrail;
  readonly policies: readonly DeclaredPolicy[];
  /** Stands for the archive key's ARN in their documents. */
  readonly archiveKeyInPolicies: string;
  /** Service principals with trusted access: `cloudtrail.amazonaws.com`. */
  readonly trustedServices: readonly string[];
  /** Regions in which every account's events must reach the archive. */
  readonly governedRegions: readonly GovernedRegion[];
  /** Paths of the organizational units outside which no member account may stand; `root` where policies hold everywhere. */
  readonly guardedUnits: readonly string[] | "root";
  readonly limits: Limits;
  /** Link, or path in the repository, to what to do about a finding of each check. */
  readonly runbooks: Readonly<Record<CheckId, string>>;
}

export interface DeclaredTrail {
  readonly arn: string;
  readonly name: string;
  readonly bucketName: string;
  /** Key prefix of what it delivers, without a `/` at its end; undefined where it has none. */
  readonly keyPrefix?: string;
  /** Ends in `:*`, as CloudTrail keeps it. */
  readonly logGroupArn: string;
  readonly logsRoleArn: string;
  readonly deliveryTopicArn: string;
  /** Advanced event selectors, the management events' included. */
  readonly selectors: readonly EventSelector[];
  /** Types of Insights events: `ApiCallRateInsight`. */
  readonly insights: readonly string[];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html */
export interface EventSelector {
  readonly name: string;
  readonly fieldSelectors: readonly FieldSelector[];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
export interface FieldSelector {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly endsWith?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly notStartsWith?: readonly string[];
  readonly notEndsWith?: readonly string[];
}

export type PolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";

export interface DeclaredPolicy {
  /** Names of one type are unique in an organization. */
  readonly name: string;
  readonly type: PolicyType;
  readonly document: object;
  readonly targets: readonly PolicyTarget[];
}

export type PolicyTarget =
  | { readonly kind: "root" }
  /** Names of the units from the root down, joined by `/`. */
  | { readonly kind: "organizational-unit"; readonly path: string }
  | { readonly kind: "account"; readonly accountId: string };

export interface GovernedRegion {
  readonly name: string;
  /** Whether an account has to switch the Region on. */
  readonly optIn: boolean;
}

/** All in minutes. */
export interface Limits {
  /** Longest time without a delivery of log files to the bucket or of events to the log group. */
  readonly deliveryMinutes: number;
  /** Longest time without a digest, of the trail or of one account in one Region. CloudTrail delivers one each hour. */
  readonly digestMinutes: number;
  /** Time after it joined, or after the trail first began, in which an account need not have a digest yet. */
  readonly graceMinutes: number;
}

/** The declaration, and the one value that only Terraform knows. */
export interface Expectation extends Declaration {
  readonly archiveKeyArn: string;
}

/** The declaration with the key's ARN wherever the policies have what stands for it. */
export function expectationOf(declaration: Declaration, archiveKeyArn: string): Expectation {
  const { archiveKeyInPolicies } = declaration;
  const policies = declaration.policies.map((policy) => ({
    ...policy,
    document: JSON.parse(JSON.stringify(policy.document).replaceAll(archiveKeyInPolicies, () => archiveKeyArn)),
  }));
  return { ...declaration, policies, archiveKeyArn };
}

/** Paths of every organizational unit that the declaration names, each once. */
export function unitPathsOf({ policies, guardedUnits }: Declaration): readonly string[] {
  const targets = policies.flatMap((policy) => policy.targets);
  const attached = targets.flatMap((target) => (target.kind === "organizational-unit" ? [target.path] : []));
  return [...new Set([...attached, ...(guardedUnits === "root" ? [] : guardedUnits)])];
}
