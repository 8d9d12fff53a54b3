import type { PolicyType } from "@aws-sdk/client-organizations";
import type { Adoptable } from "../../../adoption/adoptables";
import type { Adopted } from "../../../config/adoption";
import { partitionOf } from "../../../config/regions";
import type { AttachedPolicy } from "../../../policies/organization-policy";
import type { AccountReader } from "../aws/account";
import { keyBehind, policyNamed, subscriptionOf } from "./chosen";
import { FINDERS } from "./finders";
import { targetId, targetsOf } from "./organization";
import { namedQueryCalled } from "./query-finders";
import type { LiveKey } from "./survey";

/** What the search for one stack's resources knows. */
export interface Search {
  readonly account: AccountReader;
  /** Every resource of the stack. */
  readonly adoptables: readonly Adoptable[];
  /** The policies of the description, with what each is attached to. */
  readonly policies: readonly AttachedPolicy[];
  /** The archive's key, found by the trail: it is this one also where its alias is another. */
  readonly archiveKey: LiveKey | undefined;
}

/** Path of the archive's key in its stack: the one key that a second of would be a loss. */
const ARCHIVE_KEY = "org-logs-key/key";

/**
 * What is to be said of a resource: whether it is live, or its id where AWS chose that.
 *
 * @throws Error for a type that nobody can look for
 */
export async function lookFor(search: Search, adoptable: Adoptable): Promise<Adopted> {
  const { type, region, id, block } = adoptable;
  const { account } = search;
  switch (id.kind) {
    case "computed": {
      const finder = FINDERS[type];
      if (finder === undefined) throw new Error(`${type} has no row in src/tools/adopt/live/finders.ts`);
      return finder.isLive(account, region, id.id);
    }
    case "attachments":
      return attachments(search, id.policyPath);
    case "chosen":
      switch (type) {
        case "aws_athena_named_query":
          return (await namedQuery(search, adoptable)) ?? false;
        case "aws_kms_key":
          return (await keyOf(search, adoptable)) ?? false;
        case "aws_organizations_policy":
          return (await policyNamed(account, block.type as PolicyType, String(block.name))) ?? false;
        case "aws_sns_topic_subscription":
          return (await subscription(search, adoptable)) ?? false;
        default:
          throw new Error(`${type} has no case in src/tools/adopt/live/find.ts`);
      }
  }
}

/** Its work group stands in the block as a reference. */
function namedQuery({ account, adoptables }: Search, { region, block, parents }: Adoptable) {
  const group = adoptables.find(({ type, address }) => type === "aws_athena_workgroup" && parents.includes(address));
  if (group?.id.kind !== "computed") throw new Error(`a named query without a work group: ${block.name}`);
  return namedQueryCalled(account, region, group.id.id, String(block.name));
}

async function keyOf({ account, adoptables, archiveKey }: Search, key: Adoptable): Promise<string | undefined> {
  const alias = adoptables.find(({ type, parents }) => type === "aws_kms_alias" && parents.includes(key.address));
  const byAlias = alias?.id.kind === "computed" ? await keyBehind(account, key.region, alias.id.id) : undefined;
  if (key.path !== ARCHIVE_KEY) return byAlias;
  const ours = archiveKey !== undefined && archiveKey.accountId === key.accountId && !archiveKey.multiRegion;
  return ours ? archiveKey.id : byAlias;
}

async function attachments({ account, adoptables, policies }: Search, policyPath: string): Promise<Adopted> {
  const policy = adoptables.find(({ path }) => path === policyPath);
  const type = policy?.block.type as PolicyType;
  const id = policy && (await policyNamed(account, type, String(policy.block.name)));
  if (id === undefined) return false;
  const described = policies.find(({ name }) => name === policy?.block.name)?.targets ?? [];
  const wanted = await Promise.all(described.map((target) => targetId(account, target)));
  const live = new Set((await targetsOf(account, id)).map((target) => target.id));
  const carried = wanted.filter((target) => target !== undefined && live.has(target));
  if (carried.length === 0) return false;
  if (carried.length === wanted.length) return true;
  return carried.filter((target) => target !== undefined).sort();
}

/** A topic tells a queue by the queue's ARN, which the stack writes as a reference. */
async function subscription(
  { account, adoptables }: Search,
  { block, parents, region, accountId }: Adoptable,
): Promise<string | undefined> {
  const topic = adoptables.find(({ address, type }) => type === "aws_sns_topic" && parents.includes(address));
  if (topic?.id.kind !== "computed") return undefined;
  const queue = adoptables.find(({ address }) => block.endpoint === `\${${address}.arn}`);
  const endpoint =
    queue?.id.kind === "computed"
      ? `arn:${partitionOf(region)}:sqs:${region}:${accountId}:${queue.id.id.split("/").at(-1)}`
      : String(block.endpoint);
  return subscriptionOf(account, region, { topicArn: topic.id.id, protocol: String(block.protocol), endpoint });
}
