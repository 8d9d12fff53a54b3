import type { Organization } from "../../../../src/config/organization";
import { assumedDeployerArn } from "../../../../src/naming/deployers";
import { awsAccount } from "../identities";
import type { Day } from "../quiet-day/day";
import type { CloudTrailRecord } from "../record";
import { type Caller, type Habits, made, type Occurrence, reads } from "./occurrence";
import { identityCenterSession } from "./people";

const STS_PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html";

/** Terraform at work on these stacks, as the description says that it does. */
export function terraform(day: Day, organization: Organization, { plans, applies }: Habits): readonly Occurrence[] {
  const { names, management, logArchive, homeRegion: region } = day;
  const in_ = (accountId: string): Caller => ({ by: day.terraform(accountId), accountId, region });
  const changes = in_(management);
  const plan: readonly CloudTrailRecord[] = [
    ...entered(day, organization, management),
    ...entered(day, organization, logArchive),
    ...reads(in_(management), "cloudtrail", "GetTrail", "GetTrailStatus", "GetEventSelectors", "ListTags"),
    ...reads(in_(management), "organizations", "DescribeOrganization", "ListTargetsForPolicy"),
    ...reads(in_(management), "logs", "DescribeLogGroups", "DescribeMetricFilters"),
    ...reads(in_(management), "monitoring", "DescribeAlarms"),
    ...reads(in_(logArchive), "s3", "GetBucketPolicy", "GetBucketLifecycle", "GetBucketObjectLockConfiguration"),
    ...reads(in_(logArchive), "kms", "DescribeKey", "GetKeyPolicy"),
  ];
  return [
    { what: "Terraform plans every stack, and finds no change", perWeek: plans, page: STS_PAGE, records: plan },
    {
      what: "Terraform applies a release: the sentinel's code, an alarm's text, the dashboard",
      perWeek: applies,
      page: "https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html",
      news: "the deploy role's own changes are to be seen on one way, so that whoever takes it over is",
      records: [
        ...plan,
        made(changes, "lambda:UpdateFunctionCode20150331v2", { functionName: names.sentinel.function.name }),
        made(changes, "monitoring:PutMetricAlarm", { alarmName: names.detection("trail-changed") }),
        made(changes, "monitoring:PutDashboard", { dashboardName: names.dashboard }),
      ],
    },
  ];
}

/**
 * How Terraform comes into an account: it assumes a role, or signs in by the profile of a permission set. There each provider
 * of each process asks for credentials of its own: one of them stands here for all.
 */
function entered(day: Day, organization: Organization, accountId: string): readonly CloudTrailRecord[] {
  const { accounts, guardrails } = organization;
  const { deployRole } = guardrails;
  if (typeof deployRole === "object") return identityCenterSession(day, accountId, deployRole.permissionSet);
  const account = accountId === accounts.logArchive.id ? accounts.logArchive : accounts.management;
  const roleArn = assumedDeployerArn(day.names, organization, account);
  const caller: Caller = { by: awsAccount(day.dev), accountId, region: day.homeRegion };
  return [made(caller, "sts:AssumeRole", { roleArn, roleSessionName: "terraform" }, { readOnly: true })];
}
