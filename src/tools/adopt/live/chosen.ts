import type { PolicyType } from "@aws-sdk/client-organizations";
import { paginateListSubscriptionsByTopic } from "@aws-sdk/client-sns";
import { allOf } from "../../aws/pages";
import type { AccountReader } from "../aws/account";
import type { ReadAction } from "../aws/reads";
import { aliases } from "./finders";
import { ORGANIZATION_READS, policiesOf } from "./organization";

/** Types whose id AWS chose: what is asked to learn it. */
export const CHOSEN_READS: Readonly<Record<string, readonly ReadAction[]>> = {
  aws_athena_named_query: ["athena:GetNamedQuery", "athena:GetWorkGroup", "athena:ListNamedQueries"],
  aws_kms_key: ["kms:ListAliases"],
  aws_organizations_policy: ORGANIZATION_READS,
  aws_organizations_policy_attachment: ORGANIZATION_READS,
  aws_sns_topic_subscription: ["sns:ListSubscriptionsByTopic"],
};

/** A key's id, by the alias that the description gives it. */
export async function keyBehind(account: AccountReader, region: string, alias: string): Promise<string | undefined> {
  return (await aliases(account, region)).get(alias);
}

/** A policy's id, by the name that the description gives it. */
export async function policyNamed(account: AccountReader, type: PolicyType, name: string): Promise<string | undefined> {
  return (await policiesOf(account, type)).find((policy) => policy.name === name)?.id;
}

/** A subscription's ARN, by whom it tells. One that nobody confirmed has none yet. */
export async function subscriptionOf(
  account: AccountReader,
  region: string,
  { topicArn, protocol, endpoint }: { readonly topicArn: string; readonly protocol: string; readonly endpoint: string },
): Promise<string | undefined> {
  const found = await account.read("sns:ListSubscriptionsByTopic", topicArn, () =>
    allOf(
      paginateListSubscriptionsByTopic({ client: account.in(region).sns }, { TopicArn: topicArn }),
      ({ Subscriptions }) => Subscriptions,
    ),
  );
  const arn = found?.find(({ Protocol, Endpoint }) => Protocol === protocol && Endpoint === endpoint)?.SubscriptionArn;
  return arn?.startsWith("arn:") ? arn : undefined;
}
