import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type AccountSeed, accessKeyId, allAccounts, type OrganizationSeed } from "./organization-seed";

/** moto checks no signature: only the access key, which names the account, has a meaning. */
const SECRET_ACCESS_KEY = "emulator";

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
    const server = spawn(python, [join(__dirname, "emulator", "server.py")], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PYTHONDONTWRITEBYTECODE: "1" },
    });
    // The server ends with its standard input, so it stays open until stop(), or until this process is gone.
    server.stdin.write(`${JSON.stringify(withAccessKeys(seed))}\n`);
    return new Emulator(seed, await announcedEndpoint(server), server);
  }

  /** Settings for any client of the AWS SDK acting as this account. */
  clientConfig(accountId: string, region = "us-east-1") {
    return {
      region,
      endpoint: this.endpoint,
      credentials: { accessKeyId: accessKeyId(accountId), secretAccessKey: SECRET_ACCESS_KEY },
      // As in environment(): S3 Control's host name would not resolve.
      disableHostPrefix: true,
    };
  }

  /** Environment for a process that finds only this account's credentials. */
  environment(accountId: string): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
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
    const response = await fetch(`${this.endpoint}/moto-api/reset-auth`, {
      method: "POST",
      body: actionsWithoutEnforcement,
    });
    if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`);
  }

  async stop(): Promise<void> {
    if (this.server.exitCode !== null) return;
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
