import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { STSClient } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Account } from "../../../src/tools/doctor/aws/account";

const ACCESS = { accountId: "111122223333", region: "us-east-1", profile: undefined };
const ROLE = "arn:aws:iam::111122223333:role/OrgTrailDoctor";

/** An AWS that answers every call alike, and counts them. */
class SameAnswer {
  calls = 0;

  private constructor(private readonly server: Server) {}

  static async always(status: number, body: string): Promise<SameAnswer> {
    const server = createServer((_, response) => {
      answer.calls += 1;
      response.writeHead(status, { "content-type": "text/xml" }).end(body);
    });
    const answer = new SameAnswer(server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return answer;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const DENIED = `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>`;

const OTHERS = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>999999999999</Account><Arn>arn:aws:iam::999999999999:user/me</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;

describe("an account that lets nobody in", () => {
  let aws: SameAnswer;
  const account = (roleArn?: string) => {
    const { requestHandler } = new STSClient({}).config;
    return new Account({ ...ACCESS, roleArn }, requestHandler, new AbortController().signal);
  };
  const ask = (of: Account) => of.ask("cloudtrail:GetTrail", "the trail", () => Promise.reject(new Error("asked")));

  beforeEach(() => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  });
  afterEach(() => {
    aws.stop();
    vi.unstubAllEnvs();
  });

  it("is asked once, says why, and nothing of it is taken for read", async () => {
    aws = await SameAnswer.always(403, DENIED);
    vi.stubEnv("AWS_ENDPOINT_URL", aws.endpoint);
    const closed = account(ROLE);
    const answers = await Promise.all([
      ask(closed),
      ask(closed),
      closed.ask("kms:DescribeKey", "a key", () => Promise.resolve(1)),
    ]);
    expect(answers).toEqual(
      answers.map(() => ({ unreadable: expect.stringContaining(`${ROLE} cannot be assumed from here`) })),
    );
    expect(aws.calls).toBe(1);
  });

  it("is not read where the shell's credentials belong to another", async () => {
    aws = await SameAnswer.always(200, OTHERS);
    vi.stubEnv("AWS_ENDPOINT_URL", aws.endpoint);
    expect(await ask(account())).toEqual({
      unreadable: expect.stringContaining("belongs to account 999999999999"),
    });
  });
});
