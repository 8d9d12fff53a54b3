import { DescribeStackSetCommand, ListStackInstancesCommand } from "@aws-sdk/client-cloudformation";
import { DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { GetDashboardCommand, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { paginateDescribeLogGroups, paginateDescribeMetricFilters } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeEventBusCommand, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { GetRoleCommand, paginateListRolePolicies } from "@aws-sdk/client-iam";
import { paginateListAliases } from "@aws-sdk/client-kms";
import {
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
} from "@aws-sdk/client-lambda";
import { paginateListDelegatedAdministrators } from "@aws-sdk/client-organizations";
import { GetPublicAccessBlockCommand } from "@aws-sdk/client-s3-control";
import { GetScheduleCommand } from "@aws-sdk/client-scheduler";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { allOf } from "../../aws/pages";
import type { AccountReader } from "../aws/account";
import { BUCKET_FINDERS } from "./bucket-finders";
import type { Finder } from "./finder";
import { QUERY_FINDERS } from "./query-finders";

/**
 * Every type of resource whose id is computed. Where AWS can list, it is asked once and answers for all of a type.
 */
export const FINDERS: Readonly<Record<string, Finder>> = {
  ...BUCKET_FINDERS,
  ...QUERY_FINDERS,
  aws_cloudformation_stack_instances: {
    reads: ["cloudformation:ListStackInstances"],
    isLive: async (account, region, id) => {
      const [StackSetName = ""] = id.split(",");
      const answer = await account.read("cloudformation:ListStackInstances", StackSetName, (abortSignal) =>
        account.in(region).cloudFormation.send(new ListStackInstancesCommand({ StackSetName }), { abortSignal }),
      );
      return (answer?.Summaries ?? []).length > 0;
    },
  },
  aws_cloudformation_stack_set: {
    reads: ["cloudformation:DescribeStackSet"],
    isLive: async (account, region, id) => (await stackSet(account, region, id)) !== undefined,
  },
  aws_cloudtrail: {
    reads: ["cloudtrail:DescribeTrails"],
    isLive: async (account, region, id) => (await trailsOf(account, region)).some(({ TrailARN }) => TrailARN === id),
  },
  aws_cloudtrail_organization_delegated_admin_account: {
    reads: ["organizations:ListDelegatedAdministrators"],
    isLive: async (account, region, id) => (await delegatedAdministrators(account, region)).includes(id),
  },
  aws_cloudwatch_dashboard: {
    reads: ["cloudwatch:GetDashboard"],
    isLive: async (account, region, id) =>
      (await account.read("cloudwatch:GetDashboard", id, (abortSignal) =>
        account.in(region).cloudWatch.send(new GetDashboardCommand({ DashboardName: id }), { abortSignal }),
      )) !== undefined,
  },
  aws_cloudwatch_event_bus: {
    reads: ["events:DescribeEventBus"],
    isLive: async (account, region, id) => (await bus(account, region, id)) !== undefined,
  },
  aws_cloudwatch_event_bus_policy: {
    reads: ["events:DescribeEventBus"],
    isLive: async (account, region, id) => Boolean((await bus(account, region, id))?.Policy),
  },
  aws_cloudwatch_event_rule: {
    reads: ["events:ListRules"],
    isLive: (account, region, id) => {
      const [busName = "", rule = ""] = id.split("/");
      return hasRule(account, region, busName, rule);
    },
  },
  aws_cloudwatch_event_target: {
    reads: ["events:ListRules", "events:ListTargetsByRule"],
    isLive: async (account, region, id) => {
      const [busName = "", rule = "", target = ""] = id.split("/");
      return (
        (await hasRule(account, region, busName, rule)) &&
        (await targets(account, region, busName, rule)).includes(target)
      );
    },
  },
  aws_cloudwatch_log_group: {
    reads: ["logs:DescribeLogGroups"],
    isLive: async (account, region, id) => (await logGroups(account, region, id)).some((group) => group === id),
  },
  aws_cloudwatch_log_metric_filter: {
    reads: ["logs:DescribeMetricFilters"],
    isLive: async (account, region, id) => {
      const [group = "", filter = ""] = id.split(":");
      return (await metricFilters(account, region, group)).includes(filter);
    },
  },
  aws_cloudwatch_metric_alarm: {
    reads: ["cloudwatch:DescribeAlarms"],
    isLive: async (account, region, id) => (await alarms(account, region)).has(id),
  },
  aws_iam_role: {
    reads: ["iam:GetRole"],
    isLive: async (account, region, id) => (await role(account, region, id)) !== undefined,
  },
  aws_iam_role_policy: {
    reads: ["iam:ListRolePolicies"],
    isLive: async (account, region, id) => {
      const [name = "", policy = ""] = id.split(":");
      return (await inlinePolicies(account, region, name)).includes(policy);
    },
  },
  aws_kms_alias: {
    reads: ["kms:ListAliases"],
    isLive: async (account, region, id) => (await aliases(account, region)).has(id),
  },
  aws_lambda_function: {
    reads: ["lambda:GetFunctionConfiguration"],
    isLive: async (account, region, id) =>
      (await account.read("lambda:GetFunctionConfiguration", id, (abortSignal) =>
        account.in(region).lambda.send(new GetFunctionConfigurationCommand({ FunctionName: id }), { abortSignal }),
      )) !== undefined,
  },
  aws_lambda_function_event_invoke_config: {
    reads: ["lambda:GetFunctionEventInvokeConfig"],
    isLive: async (account, region, id) =>
      (await account.read("lambda:GetFunctionEventInvokeConfig", id, (abortSignal) =>
        account.in(region).lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: id }), { abortSignal }),
      )) !== undefined,
  },
  aws_lambda_permission: {
    reads: ["lambda:GetPolicy"],
    isLive: async (account, region, id) => {
      const [name = "", sid = ""] = id.split("/");
      const answer = await account.read("lambda:GetPolicy", name, (abortSignal) =>
        account.in(region).lambda.send(new GetPolicyCommand({ FunctionName: name }), { abortSignal }),
      );
      const { Statement = [] }: { Statement?: readonly { Sid?: string }[] } = JSON.parse(answer?.Policy ?? "{}");
      return Statement.some(({ Sid }) => Sid === sid);
    },
  },
  aws_s3_account_public_access_block: {
    reads: ["s3:GetAccountPublicAccessBlock"],
    isLive: async (account, region, id) =>
      (await account.read("s3:GetAccountPublicAccessBlock", id, (abortSignal) =>
        account.in(region).s3Control.send(new GetPublicAccessBlockCommand({ AccountId: id }), { abortSignal }),
      )) !== undefined,
  },
  aws_scheduler_schedule: {
    reads: ["scheduler:GetSchedule"],
    isLive: async (account, region, id) => {
      const [GroupName, Name] = id.split("/");
      return (
        (await account.read("scheduler:GetSchedule", id, (abortSignal) =>
          account.in(region).scheduler.send(new GetScheduleCommand({ GroupName, Name }), { abortSignal }),
        )) !== undefined
      );
    },
  },
  aws_sns_topic: {
    reads: ["sns:GetTopicAttributes"],
    isLive: async (account, region, id) => (await topicAttributes(account, region, id)) !== undefined,
  },
  // Every topic has one, ours or SNS's own.
  aws_sns_topic_policy: {
    reads: ["sns:GetTopicAttributes"],
    isLive: async (account, region, id) => (await topicAttributes(account, region, id)) !== undefined,
  },
  aws_sqs_queue: {
    reads: ["sqs:GetQueueUrl"],
    isLive: async (account, region, id) => (await queueUrl(account, region, id)) !== undefined,
  },
};

export async function trailsOf(account: AccountReader, region: string) {
  const answer = await account.read("cloudtrail:DescribeTrails", region, (abortSignal) =>
    account.in(region).cloudTrail.send(new DescribeTrailsCommand({ includeShadowTrails: true }), { abortSignal }),
  );
  return answer?.trailList ?? [];
}

export function role(account: AccountReader, region: string, nameWithPath: string) {
  const RoleName = nameWithPath.split("/").at(-1);
  return account.read("iam:GetRole", RoleName ?? "", async (abortSignal) => {
    const { Role } = await account.in(region).iam.send(new GetRoleCommand({ RoleName }), { abortSignal });
    return Role;
  });
}

export async function inlinePolicies(account: AccountReader, region: string, RoleName: string) {
  const names = await account.read("iam:ListRolePolicies", RoleName, () =>
    allOf(paginateListRolePolicies({ client: account.in(region).iam }, { RoleName }), ({ PolicyNames }) => PolicyNames),
  );
  return names ?? [];
}

/** Keys by alias, of every alias of the account in a Region. */
export async function aliases(account: AccountReader, region: string): Promise<ReadonlyMap<string, string>> {
  const found = await account.read("kms:ListAliases", region, () =>
    allOf(paginateListAliases({ client: account.in(region).kms }, {}), ({ Aliases }) => Aliases),
  );
  return new Map(
    (found ?? []).flatMap(({ AliasName, TargetKeyId }) => (AliasName && TargetKeyId ? [[AliasName, TargetKeyId]] : [])),
  );
}

export async function logGroups(account: AccountReader, region: string, prefix: string): Promise<readonly string[]> {
  const found = await account.read("logs:DescribeLogGroups", `${region} ${prefix}`, () =>
    allOf(
      paginateDescribeLogGroups({ client: account.in(region).logs }, { logGroupNamePrefix: prefix }),
      ({ logGroups: groups }) => groups,
    ),
  );
  return (found ?? []).flatMap(({ logGroupName }) => logGroupName ?? []);
}

export function topicAttributes(account: AccountReader, region: string, TopicArn: string) {
  return account.read("sns:GetTopicAttributes", TopicArn, async (abortSignal) => {
    const { Attributes } = await account
      .in(region)
      .sns.send(new GetTopicAttributesCommand({ TopicArn }), { abortSignal });
    return Attributes ?? {};
  });
}

function stackSet(account: AccountReader, region: string, id: string) {
  return account.read("cloudformation:DescribeStackSet", id, (abortSignal) =>
    account.in(region).cloudFormation.send(new DescribeStackSetCommand({ StackSetName: id }), { abortSignal }),
  );
}

async function delegatedAdministrators(account: AccountReader, region: string): Promise<readonly string[]> {
  const ServicePrincipal = "cloudtrail.amazonaws.com";
  const found = await account.read("organizations:ListDelegatedAdministrators", ServicePrincipal, () =>
    allOf(
      paginateListDelegatedAdministrators({ client: account.in(region).organizations }, { ServicePrincipal }),
      ({ DelegatedAdministrators }) => DelegatedAdministrators,
    ),
  );
  return (found ?? []).flatMap(({ Id }) => Id ?? []);
}

async function alarms(account: AccountReader, region: string): Promise<ReadonlySet<string>> {
  const found = await account.read("cloudwatch:DescribeAlarms", region, () =>
    allOf(paginateDescribeAlarms({ client: account.in(region).cloudWatch }, {}), ({ MetricAlarms }) => MetricAlarms),
  );
  return new Set((found ?? []).flatMap(({ AlarmName }) => AlarmName ?? []));
}

function bus(account: AccountReader, region: string, Name: string) {
  return account.read("events:DescribeEventBus", `${region} ${Name}`, (abortSignal) =>
    account.in(region).events.send(new DescribeEventBusCommand({ Name }), { abortSignal }),
  );
}

async function hasRule(account: AccountReader, region: string, busName: string, rule: string): Promise<boolean> {
  return (await rules(account, region, busName)).includes(rule);
}

/** The client has no paginator for it. */
async function rules(account: AccountReader, region: string, EventBusName: string): Promise<readonly string[]> {
  const found = await account.read("events:ListRules", `${region} ${EventBusName}`, async (abortSignal) => {
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const page: { Rules?: { Name?: string }[]; NextToken?: string } = await account
        .in(region)
        .events.send(new ListRulesCommand({ EventBusName, NextToken }), { abortSignal });
      names.push(...(page.Rules ?? []).flatMap(({ Name }) => Name ?? []));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return names;
  });
  return found ?? [];
}

async function targets(account: AccountReader, region: string, EventBusName: string, Rule: string) {
  const answer = await account.read("events:ListTargetsByRule", `${region} ${EventBusName}/${Rule}`, (abortSignal) =>
    // A rule has five targets at most: one page. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
    account.in(region).events.send(new ListTargetsByRuleCommand({ EventBusName, Rule }), { abortSignal }),
  );
  return (answer?.Targets ?? []).flatMap(({ Id }) => Id ?? []);
}

async function metricFilters(account: AccountReader, region: string, logGroupName: string): Promise<readonly string[]> {
  const found = await account.read("logs:DescribeMetricFilters", `${region} ${logGroupName}`, () =>
    allOf(
      paginateDescribeMetricFilters({ client: account.in(region).logs }, { logGroupName }),
      ({ metricFilters: filters }) => filters,
    ),
  );
  return (found ?? []).flatMap(({ filterName }) => filterName ?? []);
}

/** A queue is imported by its URL, and asked for by its name. */
function queueUrl(account: AccountReader, region: string, id: string): Promise<string | undefined> {
  const QueueName = id.split("/").at(-1);
  return account.read("sqs:GetQueueUrl", `${region} ${QueueName}`, async (abortSignal) => {
    const { QueueUrl } = await account.in(region).sqs.send(new GetQueueUrlCommand({ QueueName }), { abortSignal });
    return QueueUrl;
  });
}
