import { ATTACKS } from "../../../src/threats";

/** A threat of docs/threat-model.md, which is gathered from public detection rules, attack tools and AWS documentation. */
export function threat(id: string): string {
  if (!ATTACKS.some((attack) => attack.id === id)) throw new Error(`docs/threat-model.md has no attack ${id}`);
  return `threat ${id}`;
}

/** A page of Terraform's documentation. */
export function language(page: string): string {
  return `https://developer.hashicorp.com/terraform/${page}`;
}

/** Public reports and benchmarks that a case is taken from. */
export const SOURCES = {
  /** A trail was deleted with a long-lived key; only drift would have shown it, and nobody planned. */
  trailDeletedByHand: "https://github.com/nephast/compass/issues/55",
  /** A trail that was deleted by hand: Terraform plans to make it again. */
  missingTrail: "https://github.com/hashicorp/terraform/issues/5981",
  /** An organization trail lost trusted access with another tool's clean-up, and became a trail of one account. */
  trustedAccessLost: "https://github.com/aws-samples/landing-zone-accelerator-on-aws-for-tse-se/issues/13",
  /** The old trail and its bucket are to stop while a new one begins. */
  trailMoved: "https://github.com/DataBiosphere/azul/pull/4842",
  /** Alarms that treat missing data as good, so that silence is good. */
  silenceIsGood: "https://github.com/nozaq/terraform-aws-secure-baseline/pull/37",
  /** A state left on another computer: Terraform made everything again, and the clean-up destroyed what was live. */
  stateMissing:
    "https://www.besthub.dev/articles/how-a-single-ai-driven-command-wiped-2-5-years-of-production-data-1970336b1d61",
  /** A key is destroyed in the apply that gives what it encrypts another one. */
  keyDestroyedTooEarly: "https://github.com/infrahouse/terraform-aws-secret/issues/51",
  /** A key's policy that is no longer in the configuration stays as it was, and the plan says nothing. */
  keyPolicyLeftOut: "https://github.com/hashicorp/terraform-provider-aws/issues/22557",
  /** A tainted key is replaced. */
  taintedKey: "https://github.com/hashicorp/terraform/issues/29399",
  /** Ignored attributes hide in a plan what changed outside of it. */
  ignoredChanges: "https://github.com/hashicorp/terraform/issues/28803",
  /** Lets an external collector decrypt the logs. */
  externalCollector: "https://github.com/trussworks/terraform-aws-cloudtrail/pull/204",
  /** Why a pull request must not be able to detach service control policies. */
  policyDetached: "https://github.com/ministryofjustice/aws-root-account/pull/1332",
  /** The trail's bucket expires its logs after a day. */
  lifecycleOneDay: "https://thederf.cloud/attack-techniques/aws/cloudtrail-lifecycle-rules/",
  /** Expired versions of a log bucket are deleted a day later. */
  lifecycleNoncurrent: "https://github.com/aws-cloudformation/cloudformation-cli/pull/1002",
  /** Reorders principals and adds a statement, all in one long diff. */
  longPolicyDiff: "https://github.com/binbashar/le-tf-infra-aws/pull/632",
  /** Event selectors were overwritten with the provider's defaults. */
  selectorsOverwritten: "https://github.com/airbnb/streamalert/pull/644",
  /** Terraform destroyed another account's network, because a profile of nearly the same name was set. */
  wrongAccount: "https://grokdatum.github.io/grokdevops-wiki/library/postmortems/sev-2/terraform-destroy-wrong-account",
} as const;
