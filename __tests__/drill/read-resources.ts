import { ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { GetRolePolicyCommand, ListRolePoliciesCommand, paginateListRoles } from "@aws-sdk/client-iam";
import { GetKeyPolicyCommand, paginateListAliases, paginateListKeys } from "@aws-sdk/client-kms";
import { GetPolicyCommand, paginateListFunctions } from "@aws-sdk/client-lambda";
import { GetBucketPolicyCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, paginateListTopics } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, paginateListQueues } from "@aws-sdk/client-sqs";
import type { EmulatedAccount } from "./emulated-account";

/** A policy, by the ARN of the resource that it guards. */
export interface ReadPolicy {
  readonly arn: string;
  readonly text: string;
}

/** What a role may do, by its ARN. */
export interface ReadPermissions {
  readonly arn: string;
  readonly texts: readonly string[];
}

/** Policies of every resource of an account in a Region. */
export async function readRegion(account: EmulatedAccount): Promise<readonly ReadPolicy[]> {
  const kinds = [keys, topics, queues, buses, functions].map((read) => read(account));
  return (await Promise.all(kinds)).flat();
}

/** Policies of an account's buckets. */
export async function readBuckets({ s3 }: EmulatedAccount): Promise<readonly ReadPolicy[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const policies = Buckets.map(async ({ Name = "" }) => {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: Name })).catch(absent("NoSuchBucketPolicy"));
    return policyOf(`arn:aws:s3:::${Name}`, Policy);
  });
  return (await Promise.all(policies)).flat();
}

/** Whom an account's roles trust, and what they may do. */
export async function readRoles({ iam }: EmulatedAccount) {
  const trusts: ReadPolicy[] = [];
  const permissions: ReadPermissions[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
    for (const { RoleName, Arn = "", AssumeRolePolicyDocument = "" } of Roles) {
      trusts.push({ arn: Arn, text: decodeURIComponent(AssumeRolePolicyDocument) });
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      const documents = PolicyNames.map(async (PolicyName) => {
        const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        return decodeURIComponent(PolicyDocument);
      });
      permissions.push({ arn: Arn, texts: await Promise.all(documents) });
    }
  }
  return { trusts, permissions };
}

/** Keys by the names that their aliases have. */
export async function readAliases({ kms }: EmulatedAccount): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const { Aliases = [] } of paginateListAliases({ client: kms }, {})) {
    for (const { AliasName = "", TargetKeyId } of Aliases) if (TargetKeyId) found.set(AliasName, TargetKeyId);
  }
  return found;
}

async function keys({ kms }: EmulatedAccount): Promise<readonly ReadPolicy[]> {
  const found: ReadPolicy[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId, KeyArn = "" } of Keys) {
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
      found.push(...policyOf(KeyArn, Policy));
    }
  }
  return found;
}

async function topics({ sns }: EmulatedAccount): Promise<readonly ReadPolicy[]> {
  const found: ReadPolicy[] = [];
  for await (const { Topics = [] } of paginateListTopics({ client: sns }, {})) {
    for (const { TopicArn = "" } of Topics) {
      const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
      found.push(...policyOf(TopicArn, Attributes?.Policy));
    }
  }
  return found;
}

async function queues({ sqs }: EmulatedAccount): Promise<readonly ReadPolicy[]> {
  const found: ReadPolicy[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, {})) {
    for (const QueueUrl of QueueUrls) {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
      found.push(...policyOf(Attributes?.QueueArn ?? "", Attributes?.Policy));
    }
  }
  return found;
}

async function buses({ events }: EmulatedAccount): Promise<readonly ReadPolicy[]> {
  const { EventBuses = [] } = await events.send(new ListEventBusesCommand({}));
  return EventBuses.flatMap(({ Arn = "", Policy }) => policyOf(Arn, Policy));
}

async function functions({ lambda }: EmulatedAccount): Promise<readonly ReadPolicy[]> {
  const found: ReadPolicy[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName, FunctionArn = "" } of Functions) {
      const { Policy } = await lambda
        .send(new GetPolicyCommand({ FunctionName }))
        .catch(absent("ResourceNotFoundException"));
      found.push(...policyOf(FunctionArn, Policy));
    }
  }
  return found;
}

const policyOf = (arn: string, text: string | undefined): readonly ReadPolicy[] => (text ? [{ arn, text }] : []);

/** A resource without a policy is told by an error. */
const absent = (name: string) => (error: unknown) => {
  if (error instanceof Error && error.name === name) return { Policy: undefined };
  throw error;
};
