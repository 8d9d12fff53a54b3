import { type PolicyType, paginateListPoliciesForTarget } from "@aws-sdk/client-organizations";
import { mapAnswer } from "../../../functions/trail-sentinel/ask";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { POLICY_QUOTAS } from "../../../policies/organization-policy";
import { allOf } from "../../aws/pages";
import type { Aws } from "../aws/aws";
import { check, ifRead, unreadOf } from "../check";
import type { Expected } from "../expected";
import { archivePolicies } from "./archive-policies";
import { memberTrails } from "./member-trails";
import { metricFilters } from "./metric-filters";

/** How much of a quota is used. */
export interface Usage {
  /** What is counted, and of what: `policies on 444455556666`. */
  readonly what: string;
  readonly used: Answer<number>;
  readonly quota: number;
  readonly page: string;
}

/** A change or two more would meet the quota. */
const NEAR = 0.9;

const LIMITS = {
  trails: {
    quota: 5,
    page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html",
  },
  filters: {
    quota: 100,
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
  },
  bucketPolicy: { quota: 20_480, page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html" },
  keyPolicy: {
    quota: 32_768,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html",
  },
} as const;

const ATTACHED = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";

export const quotas = check<readonly Usage[]>({
  id: "quotas",
  question: "Is room left in every quota that the trail, its archive and the guardrails use?",
  page: ATTACHED,
  regions: "home",
  asks: {
    management: ["logs:DescribeMetricFilters", "organizations:ListPoliciesForTarget", "organizations:ListAccounts"],
    "log-archive": ["kms:DescribeKey", "kms:GetKeyPolicy", "s3:GetBucketPolicy"],
    "every-account": ["cloudtrail:DescribeTrails"],
  },
  ask,
  judge: (usages) => ({
    seen: usages.flatMap(({ what, used, quota }) => ifRead(used, (count) => [`${count} of ${quota}: ${what}`])),
    deviations: usages.flatMap(({ what, used, quota, page }) =>
      ifRead(used, (count) =>
        count < quota * NEAR
          ? []
          : [
              {
                subject: what,
                what: `${count} of ${quota} are used: the next change may be refused`,
                remedy: `Take away what is not needed, or ask AWS for more where it gives more: ${page}`,
              },
            ],
      ),
    ),
    unread: usages.flatMap(({ what, used }) => unreadOf(what, used)),
  }),
});

async function ask(aws: Aws, expected: Expected): Promise<readonly Usage[]> {
  const [filters, policies, trails, attached] = await Promise.all([
    metricFilters.ask(aws, expected),
    archivePolicies.ask(aws, expected),
    memberTrails.ask(aws, expected),
    attachments(aws, expected),
  ]);
  const { names } = expected;
  return [
    {
      what: `metric filters on ${names.trailLogGroup.name}`,
      used: mapAnswer(filters, (found = []) => found.length),
      ...LIMITS.filters,
    },
    {
      what: `bytes of the policy of ${names.archive.bucket.name}`,
      used: mapAnswer(policies.bucket, sizeOf),
      ...LIMITS.bucketPolicy,
    },
    {
      what: `bytes of the policy of ${names.archiveKeyAlias}`,
      used: mapAnswer(policies.key, sizeOf),
      ...LIMITS.keyPolicy,
    },
    ...ifRead(trails, (accounts) =>
      accounts.map(({ accountId, answer }) => ({
        what: `trails in ${names.homeRegion} of ${accountId}`,
        used: "value" in answer ? mapAnswer(answer.value, (found = []) => found.length) : answer,
        ...LIMITS.trails,
      })),
    ),
    ...attached,
  ];
}

/** Policies on each target of ours. */
async function attachments(aws: Aws, { declaration }: Expected): Promise<readonly Usage[]> {
  const expectation = await aws.expectation();
  if ("unreadable" in expectation) {
    return declaration.policies.map(({ name, type }) => ({
      what: `policies beside ${name}`,
      used: expectation,
      quota: POLICY_QUOTAS[type].perTarget,
      page: ATTACHED,
    }));
  }
  const { policies } = await aws.guardrails(expectation.value);
  const targets = policies.flatMap(({ type, targetIds }) =>
    ifRead(targetIds, (ids) => ids.map((id) => ({ type, id }))),
  );
  const once = new Map(targets.map((target) => [`${target.type} ${target.id}`, target]));
  return Promise.all([...once.values()].map(({ type, id }) => attachedTo(aws, type, id)));
}

async function attachedTo({ management }: Aws, type: PolicyType & keyof typeof POLICY_QUOTAS, TargetId: string) {
  const answer = await management.ask(
    "organizations:ListPoliciesForTarget",
    `${type} ${TargetId}`,
    ({ organizations }) =>
      allOf(
        paginateListPoliciesForTarget({ client: organizations }, { TargetId, Filter: type }),
        (page) => page.Policies,
      ),
  );
  return {
    what: `${type === "SERVICE_CONTROL_POLICY" ? "SCPs" : "RCPs"} on ${TargetId}`,
    used: mapAnswer(answer, (found = []) => found.length),
    quota: POLICY_QUOTAS[type].perTarget,
    page: ATTACHED,
  };
}

function sizeOf(policy: string | undefined): number {
  return Buffer.byteLength(policy ?? "");
}
