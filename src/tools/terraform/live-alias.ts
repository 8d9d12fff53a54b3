import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { accessesOf, credentialsOf } from "./access";
import type { Failure } from "./failures";
import type { SynthesizedStack } from "./manifest";
import type { PlanJson } from "./plan-json";
import type { Session } from "./session";
import { readStackJson, type StackJson } from "./stack-json";

/** The id of the key behind the archive's alias; undefined where there is none. */
export type FindKey = (json: StackJson, alias: string) => Promise<string | undefined>;

/**
 * A live key that was forgotten: an apply of this plan would make a second one, which nobody can delete. Terraform has no way to
 * see that itself: a look-up of an alias that is not there fails its plan, as in every first apply. The plan decides, and not the
 * state: a state that another run is writing just now lacks the key as well, and that run's lock is what fails the plan then.
 *
 * @param find asks AWS. Where nobody answers, the apply goes on: it fails on the alias, which is taken, and moves nothing
 */
export async function forgottenKeyProblem(
  stack: SynthesizedStack,
  plan: PlanJson,
  session: Pick<Session, "organization" | "say">,
  find: FindKey = findKey,
): Promise<Failure | undefined> {
  const { alias } = session.organization.key;
  if (stack.name !== "log-archive" || !createsKeyWithAlias(plan, alias)) return undefined;
  try {
    const keyId = await find(readStackJson(stack.folder), alias);
    if (keyId === undefined) return undefined;
    return {
      cause: `${stack.name}: ${alias} is live, key ${keyId}, and neither the state nor \`adopt\` has that key: an apply would make a second one, which nobody can delete.`,
      remedy:
        "Run: npx org-trail adopt, which writes down what is live. If that key is not the archive's, name another alias in key.alias.",
    };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : error;
    session.say(`Warning: whether ${alias} is live already could not be asked: ${reason}`);
    return undefined;
  }
}

function createsKeyWithAlias({ resource_changes: changes = [] }: PlanJson, alias: string): boolean {
  const created = changes.filter(({ change }) => change.actions.includes("create"));
  const hasAlias = created.some(({ type, change }) => type === "aws_kms_alias" && change.after?.name === alias);
  return hasAlias && created.some(({ type }) => type === "aws_kms_key");
}

async function findKey({ provider }: StackJson, alias: string): Promise<string | undefined> {
  const [access] = accessesOf(provider.aws.filter(({ alias: name }) => name === "log-archive"));
  if (access === undefined) return undefined;
  const kms = new KMSClient({ region: access.region, maxAttempts: 2, ...credentialsOf(access) });
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: alias }));
    return KeyMetadata?.KeyId;
  } catch (error) {
    if (error instanceof Error && error.name === "NotFoundException") return undefined;
    throw error;
  }
}
