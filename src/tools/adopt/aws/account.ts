import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { type Access, keysOf } from "../../terraform/access";
import { type Clients, makeClients } from "./clients";
import type { ReadAction } from "./reads";
import { Slots } from "./slots";

/** A call that AWS refused for want of a permission. */
export interface Denied {
  readonly accountId: string;
  readonly action: ReadAction;
  /** What it was about: a bucket's name, a role's. */
  readonly what: string;
  readonly message: string;
}

/** Calls of one account at a time: a console makes as many, and no limit of AWS's is near. */
const AT_A_TIME = 8;

/** One account as `adopt` reads it: every call by its action, and whatever was refused noted. */
export class AccountReader {
  readonly denied: Denied[] = [];
  /** What was refused, and is not needed to go on. */
  readonly skipped: Denied[] = [];
  private readonly clients = new Map<string, Clients>();
  private readonly asked = new Map<string, Promise<unknown>>();
  private readonly slots = new Slots(AT_A_TIME);

  /** @param stop ends the reading */
  constructor(
    readonly access: Access,
    private readonly stop: AbortSignal,
  ) {}

  get accountId(): string {
    return this.access.accountId;
  }

  /** The account's clients in a Region. */
  in(region: string): Clients {
    const known = this.clients.get(region) ?? makeClients(region, credentialsOf(this.access));
    this.clients.set(region, known);
    return known;
  }

  /**
   * What AWS answers, or undefined where it says that there is no such thing. A refusal is noted, and says nothing about
   * what is there: whoever reads on has to look at `denied` before anything is concluded.
   *
   * @param what the call is about; the same call about the same thing is made once
   * @throws what else AWS answers
   */
  read<Result>(
    action: ReadAction,
    what: string,
    call: (stop: AbortSignal) => Promise<Result>,
  ): Promise<Result | undefined> {
    return this.once(action, what, call, this.denied);
  }

  /** The same of something that the report can do without: a refusal is said there, and ends nothing. */
  readIfAllowed<Result>(
    action: ReadAction,
    what: string,
    call: (stop: AbortSignal) => Promise<Result>,
  ): Promise<Result | undefined> {
    return this.once(action, what, call, this.skipped);
  }

  private once<Result>(
    action: ReadAction,
    what: string,
    call: (stop: AbortSignal) => Promise<Result>,
    refusals: Denied[],
  ): Promise<Result | undefined> {
    const key = `${action} ${what}`;
    const known = this.asked.get(key) ?? this.ask(action, what, call, refusals);
    this.asked.set(key, known);
    return known as Promise<Result | undefined>;
  }

  private async ask<Result>(
    action: ReadAction,
    what: string,
    call: (stop: AbortSignal) => Promise<Result>,
    refusals: Denied[],
  ): Promise<Result | undefined> {
    this.stop.throwIfAborted();
    try {
      return await this.slots.run(() => call(this.stop));
    } catch (error) {
      this.stop.throwIfAborted();
      if (!(error instanceof Error)) throw error;
      if (isMissing(error)) return undefined;
      if (!isDenied(error)) throw new UnexpectedAnswer(this.accountId, action, what, error);
      refusals.push({ accountId: this.accountId, action, what, message: error.message.split("\n")[0] ?? "" });
      return undefined;
    }
  }
}

/** Neither an answer nor a refusal: the operator has to know which call it was. */
export class UnexpectedAnswer extends Error {
  constructor(accountId: string, action: ReadAction, what: string, { name, message }: Error) {
    super(`${action} of ${what} in account ${accountId} failed: ${name}: ${message}`);
  }
}

/**
 * Names of errors that say that there is no such thing, as the services' models have them; S3's are in its list of error
 * codes. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const MISSING = new Set([
  "AWS.SimpleQueueService.NonExistentQueue",
  "EntityNotFoundException",
  "NoSuchBucket",
  "NoSuchBucketPolicy",
  "NoSuchConfiguration",
  "NoSuchEntity",
  "NoSuchEntityException",
  "NoSuchLifecycleConfiguration",
  "NoSuchPublicAccessBlockConfiguration",
  "NotFound",
  "NotFoundException",
  "ObjectLockConfigurationNotFoundError",
  "OwnershipControlsNotFoundError",
  "PolicyNotFoundException",
  "QueueDoesNotExist",
  "ResourceNotFound",
  "DashboardNotFoundError",
  "ResourceNotFoundException",
  "ServerSideEncryptionConfigurationNotFoundError",
  "StackSetNotFoundException",
  "TrailNotFoundException",
]);

export function isMissing({ name, message }: Error): boolean {
  // Athena's word for a work group that is not there, and Terraform's provider takes it for that too.
  // https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/athena/workgroup.go
  return MISSING.has(name) || (name === "InvalidRequestException" && /\bis not found\b/.test(message));
}

/** HeadBucket has no body that could name its error, only the status. */
export function isDenied(error: Error): boolean {
  if (
    /^(?:AccessDenied|AccessDeniedException|AllAccessDisabled|AuthorizationError|AuthorizationErrorException|Forbidden|UnauthorizedOperation|NotAuthorized)$/.test(
      error.name,
    )
  )
    return true;
  const { $metadata: metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return metadata?.httpStatusCode === 403 && /^(?:403|Unknown|UnknownError)$/.test(error.name);
}

/** As Terraform's provider: the profile, or else the shell's keys; from there the role, if one is named. */
function credentialsOf({ region, profile, roleArn }: Access) {
  const keys = keysOf(process.env);
  const start = profile === undefined ? (keys === undefined ? {} : { credentials: keys }) : { profile };
  if (roleArn === undefined) return start;
  const sts = new STSClient({ region, ...start });
  const credentials = async () => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "org-audit-trail" }),
    );
    if (Credentials === undefined) throw new Error(`${roleArn} was assumed, and STS gave no credentials`);
    return {
      accessKeyId: Credentials.AccessKeyId ?? "",
      secretAccessKey: Credentials.SecretAccessKey ?? "",
      sessionToken: Credentials.SessionToken,
      // The SDK asks again before this.
      expiration: Credentials.Expiration,
    };
  };
  return { credentials };
}
