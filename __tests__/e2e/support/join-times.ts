import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

const LIST_ACCOUNTS = "AWSOrganizationsV20161128.ListAccounts";
const A_YEAR = 365 * 24 * 60;

/**
 * Stands before an emulator and says when accounts joined the organization: a year ago, unless a test says otherwise. By
 * moto's own account all of them joined when the test began, and AWS has no call that would change it.
 */
export class JoinTimes {
  private readonly minutesAgo = new Map<string, number>();

  private constructor(
    private readonly emulator: URL,
    private readonly server: Server,
  ) {
    server.on("request", (incoming, outgoing) => {
      this.answer(incoming, outgoing).catch((error: unknown) =>
        outgoing.destroy(error instanceof Error ? error : undefined),
      );
    });
  }

  static async before(emulatorEndpoint: string): Promise<JoinTimes> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new JoinTimes(new URL(emulatorEndpoint), server);
  }

  /** Where to reach AWS so that accounts have these times. */
  get endpoint(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  joined(accountId: string, minutesAgo: number): void {
    this.minutesAgo.set(accountId, minutesAgo);
  }

  /** From now on all accounts joined a year ago. */
  forget(): void {
    this.minutesAgo.clear();
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method, url, headers } = incoming;
    const { hostname, port } = this.emulator;
    const question = await buffer(incoming);
    const forwarded = request({ hostname, port, method, path: url, headers }).end(question);
    const [answer]: IncomingMessage[] = await once(forwarded, "response");
    if (answer === undefined) throw new Error("the emulator gave no answer");
    const body = await buffer(answer);
    const amended = headers["x-amz-target"] === LIST_ACCOUNTS ? this.amended(body) : body;
    outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, "content-length": amended.length });
    outgoing.end(amended);
  }

  private amended(body: Buffer): Buffer {
    const answer = JSON.parse(body.toString("utf8"));
    // An error has none.
    for (const account of answer.Accounts ?? []) {
      account.JoinedTimestamp = Date.now() / 1000 - (this.minutesAgo.get(account.Id) ?? A_YEAR) * 60;
    }
    return Buffer.from(JSON.stringify(answer));
  }
}
