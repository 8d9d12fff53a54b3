import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { liveArchiveKeyId } from "../../config/adoption";
import type { Organization } from "../../config/organization";
import { accessesOf, credentialsOf } from "./access";
import type { Failure } from "./failures";
import type { StackJson } from "./stack-json";
import type { StackState } from "./state";

/** What a stack is looked at for. */
interface Looked {
  readonly stack: { readonly name: string };
  readonly json: StackJson;
  readonly state: StackState;
}

/** The id of the key behind the archive's alias; undefined where there is none. */
export type FindKey = (json: StackJson, alias: string) => Promise<string | undefined>;

/**
 * A live key that was forgotten: Terraform would make a second one, which nobody can delete. It has no way to see that itself:
 * a look-up of an alias that is not there fails its plan, as in every first apply.
 *
 * @param find asks AWS. Where nobody answers, the apply goes on: it fails on the alias, which is taken, and moves nothing
 */
export async function forgottenKeyProblem(
  { stack, json, state }: Looked,
  organization: Organization,
  find: FindKey = findKey,
): Promise<Failure | undefined> {
  if (stack.name !== "log-archive" || organization.leave) return undefined;
  if (liveArchiveKeyId(organization) !== undefined || state.resources.some(({ type }) => type === "aws_kms_key")) {
    return undefined;
  }
  const { alias } = organization.key;
  try {
    const keyId = await find(json, alias);
    if (keyId === undefined) return undefined;
    return {
      cause: `${stack.name}: ${alias} is live, key ${keyId}, and neither the state nor \`adopt\` has that key: an apply would make a second one, which nobody can delete.`,
      remedy:
        "Run: npx org-trail adopt, which writes down what is live. If that key is not the archive's, name another alias in key.alias.",
    };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : error;
    console.log(`Warning: whether ${alias} is live already could not be asked: ${reason}`);
    return undefined;
  }
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
