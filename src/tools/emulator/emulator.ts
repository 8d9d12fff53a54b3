import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { clientConfigOf, SECRET_ACCESS_KEY } from "./client-config";
import { expectLawful, type Judgement } from "./judgement";
import { type AccountSeed, accessKeyId, allAccounts, type OrganizationSeed } from "./organization-seed";

/** What IAM was asked for a call; see server/iam. */
export interface Authorization {
  /** ARN of the caller's role. */
  readonly role: string;
  /** `s3.PutBucketPolicy` */
  readonly call: string;
  /** IAM's name of it: `s3:PutBucketPolicy`. */
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** Sids of the role's statements that allow it: of one alone, it is refused without that one. */
  readonly statements: readonly string[];
  readonly allowed: boolean;
  readonly times: number;
}

/** Requests that fail, and how. */
export interface Fault {
  /** Named as boto3 names it: `cloudtrail`, `organizations`, `account`, `s3`, `cloudwatch`, `events`. */
  readonly service: string;
  /** The API's name, `GetTrailStatus`; of S3 the action's in a policy, `ListBucket` for ListObjectsV2. */
  readonly action: string;
  /** The error's code: `ThrottlingException`, `AccessDeniedException`; of S3 `AccessDenied`, `SlowDown`. */
  readonly code: string;
  /** HTTP status. @default 400 */
  readonly status?: number;
  /** How many requests fail before the rest succeed. @default all */
  readonly times?: number;
  /** Fails only requests with this in their URL or body, such as an account's id or a prefix. @default any */
  readonly containing?: string;
}

/** Members of GetTrailStatus. Times are minutes before the question; null is never. */
export interface ReportedTrailStatus {
  readonly IsLogging?: boolean;
  readonly LatestDeliveryTime?: number | null;
  readonly LatestDeliveryError?: string;
  readonly LatestDigestDeliveryTime?: number | null;
  readonly LatestDigestDeliveryError?: string;
  readonly LatestCloudWatchLogsDeliveryTime?: number | null;
  readonly LatestCloudWatchLogsDeliveryError?: string;
  readonly LatestNotificationTime?: number | null;
  readonly LatestNotificationError?: string;
}

/** A public key of CloudTrail's, as AWS's JSON protocol has it. */
export interface PublicKeyEntry {
  readonly Value: string;
  readonly ValidityStartTime: number;
  readonly ValidityEndTime: number;
  readonly Fingerprint: string;
}

/** What Athena says of a query. */
export interface QueryAnswer {
  /** Types as Athena names them: `varchar`, `bigint`. */
  readonly columns: readonly { readonly Name: string; readonly Type: string }[];
  /** Values as Athena writes them; null is NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly scannedBytes?: number;
  /** How it ends. @default SUCCEEDED */
  readonly state?: "FAILED" | "CANCELLED";
  readonly reason?: string;
  /** Runs until it is stopped. */
  readonly isEndless?: boolean;
}

/** One organization's AWS, served by moto on a port of its own. */
export class Emulator {
  private constructor(
    readonly seed: OrganizationSeed,
    readonly endpoint: string,
    private readonly server: ChildProcess,
  ) {
    // Read, or the server would wait for its log to be taken.
    server.stderr?.resume();
  }

  /** `python` is an interpreter that can import moto: see requirements.ts. */
  static async start(python: string, seed: OrganizationSeed): Promise<Emulator> {
    const server = spawn(python, [join(__dirname, "server", "server.py")], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PYTHONDONTWRITEBYTECODE: "1" },
      // Ctrl-C at the terminal is for us: Terraform may still be at work on it.
      detached: true,
    });
    // The server ends with its standard input, so it stays open until stop(), or until this process is gone.
    server.stdin.write(`${JSON.stringify(withAccessKeys(seed))}\n`);
    return new Emulator(seed, await announcedEndpoint(server), server);
  }

  /** Settings for any client of the AWS SDK acting as this account. */
  clientConfig(accountId: string, region = "us-east-1") {
    return clientConfigOf(this.endpoint, accountId, region);
  }

  /** Environment for a process that finds only this account's credentials. */
  environment(accountId: string): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      // Where a profile assumes a role, AWS's SDK for Go asks STS before it has read the other.
      AWS_ENDPOINT_URL_STS: this.endpoint,
      // S3 Control puts the account's id before the endpoint's host; such a name resolves only at a proxy.
      HTTP_PROXY: this.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId(accountId),
      AWS_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
    };
  }

  /** Shared AWS config with a profile per account, named as the account is. */
  profiles(): string {
    return allAccounts(this.seed).map(profile).join("\n");
  }

  /** Whether identity policies are evaluated. Only IAM users that were created have any; see moto's IAM_access_control. */
  async enforceIam(enforced: boolean): Promise<void> {
    const actionsWithoutEnforcement = enforced ? "0" : "inf";
    await this.control("POST", "reset-auth", actionsWithoutEnforcement);
  }

  /** Fails requests from now on. Of several faults for one request the first given counts. */
  async fault(fault: Fault): Promise<void> {
    await this.control("POST", "faults", JSON.stringify(fault));
  }

  async clearFaults(): Promise<void> {
    await this.control("DELETE", "faults");
  }

  /** What GetTrailStatus says of a trail from now on, in place of what was asked before; `{}` says what it would by itself. */
  async trailStatus(arn: string, status: ReportedTrailStatus): Promise<void> {
    await this.control("POST", "trail-status", JSON.stringify({ arn, status }));
  }

  /** Whoever is subscribed to a topic confirms it. */
  async confirmSubscriptions(): Promise<void> {
    await this.control("POST", "confirmations", "{}");
  }

  /** What ListPublicKeys answers in a Region from now on; times in seconds since 1970. */
  async publicKeys(region: string, keys: readonly PublicKeyEntry[]): Promise<void> {
    await this.control("POST", "public-keys", JSON.stringify({ region, keys }));
  }

  /** What the queries that Athena is asked from now on answer, one after the other; without one, nothing. */
  async queryAnswers(...answers: readonly QueryAnswer[]): Promise<void> {
    await this.control("POST", "query-answers", JSON.stringify(answers));
  }

  private async control(method: string, path: string, body?: string): Promise<Response> {
    const response = await fetch(`${this.endpoint}/moto-api/${path}`, { method, body });
    if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`);
    return response;
  }

  /** What sessions of roles that IAM knows have asked since forgetAuthorizations(), and whether their policies allow it. */
  async authorizations(): Promise<readonly Authorization[]> {
    const response = await this.control("GET", "authorizations");
    return (await response.json()) as readonly Authorization[];
  }

  async forgetAuthorizations(): Promise<void> {
    await this.control("DELETE", "authorizations");
  }

  /** Which calls were judged by AWS's own models, and what was wrong with them. */
  async judgement(): Promise<Judgement> {
    const response = await this.control("GET", "judgement");
    return (await response.json()) as Judgement;
  }

  async forgetJudgement(): Promise<void> {
    await this.control("DELETE", "judgement");
  }

  /** Fails where a call was not as AWS's models want it, even where its caller made nothing of that. */
  async stop(): Promise<void> {
    if (this.server.exitCode !== null) return;
    const judgement = await this.judgement();
    await this.end();
    expectLawful(judgement);
  }

  /** Ends it, whatever its judge saw. */
  async end(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const exited = once(this.server, "exit");
    this.server.stdin?.end();
    await exited;
  }
}

function withAccessKeys(seed: OrganizationSeed) {
  const withAccessKey = (account: AccountSeed) => ({ ...account, accessKeyId: accessKeyId(account.id) });
  return {
    ...seed,
    managementAccount: withAccessKey(seed.managementAccount),
    accounts: seed.accounts.map(withAccessKey),
  };
}

function profile({ id, name }: AccountSeed): string {
  return `[profile ${name}]\naws_access_key_id = ${accessKeyId(id)}\naws_secret_access_key = ${SECRET_ACCESS_KEY}\n`;
}

async function announcedEndpoint(server: ChildProcess): Promise<string> {
  if (!server.stdout || !server.stderr) throw new Error("the emulator was started without pipes");
  let errors = "";
  const collect = (chunk: unknown) => {
    errors += String(chunk);
  };
  server.stderr.on("data", collect);
  for await (const line of createInterface({ input: server.stdout })) {
    server.stderr.off("data", collect);
    return JSON.parse(line).endpoint;
  }
  throw new Error(`the emulator did not start:\n${errors}`);
}
