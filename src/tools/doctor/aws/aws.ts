import { setMaxListeners } from "node:events";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { paginateListAccounts } from "@aws-sdk/client-organizations";
import { STSClient } from "@aws-sdk/client-sts";
import { askUntil, mapAnswer } from "../../../functions/trail-sentinel/ask";
import type { Clients as SentinelClients } from "../../../functions/trail-sentinel/clients";
import { type Expectation, expectationOf } from "../../../functions/trail-sentinel/declaration";
import type { Answer, Account as OrganizationsAccount } from "../../../functions/trail-sentinel/observation";
import { observeCoverage } from "../../../functions/trail-sentinel/observe-coverage";
import { observeGuardrails } from "../../../functions/trail-sentinel/observe-guardrails";
import { observeTrail } from "../../../functions/trail-sentinel/observe-trail";
import { allOf } from "../../aws/pages";
import type { Access } from "../../terraform/access";
import { sideBySide } from "../../terraform/side-by-side";
import type { Expected } from "../expected";
import { Account } from "./account";

/** Accounts asked at a time. */
const ACCOUNTS_AT_A_TIME = 32;

/** Connections to one host, of all clients together: the SDK's default of 50 would be fewer than accounts ask at a time. */
const MAX_SOCKETS = 256;

/** The organization's accounts as the doctor asks them; what several checks want to know is asked once. */
export class Aws {
  private readonly accountsById = new Map<string, Account>();
  private readonly known = new Map<string, Promise<unknown>>();
  private readonly requestHandler;

  /**
   * @param role name of the role to read with in every account. @default - what the description configures
   * @param onVisit is told how many visits of accounts are done, and how many there are to be
   * @param now when it is asked
   * @param stop ends the reading
   */
  constructor(
    private readonly expected: Expected,
    private readonly role: string | undefined,
    private readonly onVisit: (done: number, total: number) => void,
    readonly now: Date,
    private readonly stop: AbortSignal,
  ) {
    // Every call listens to it, and there are many at a time.
    setMaxListeners(0, stop);
    const agent = { maxSockets: MAX_SOCKETS };
    this.requestHandler = new STSClient({
      requestHandler: { httpAgent: agent, httpsAgent: agent },
    }).config.requestHandler;
  }

  get management(): Account {
    return this.described(this.expected.names.managementAccountId);
  }

  get logArchive(): Account {
    return this.described(this.expected.names.logArchiveAccountId);
  }

  get central(): Account {
    return this.described(this.expected.names.centralAccountId);
  }

  /** An account that has a stack. */
  of(accountId: string): Account {
    return this.described(accountId);
  }

  /** Every account of the organization that is not closed or suspended. */
  activeAccounts(): Promise<Answer<readonly OrganizationsAccount[]>> {
    return this.once("accounts", async () => {
      const { management } = this;
      const answer = await management.ask("organizations:ListAccounts", "the organization", ({ organizations }) =>
        allOf(paginateListAccounts({ client: organizations }, {}), ({ Accounts }) => Accounts),
      );
      return mapAnswer(answer, (all = []) =>
        all
          // State takes the place of Status, which AWS retired in September 2026; whichever it sends counts.
          // https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
          .filter(({ State, Status }) => (State ?? Status) === "ACTIVE")
          .map(({ Id = "", JoinedTimestamp }) => ({ id: Id, active: true, joinedAt: JoinedTimestamp })),
      );
    });
  }

  /**
   * Asks every active account.
   *
   * @returns by account, what was answered or why nobody could ask
   */
  async inEveryAccount<T>(
    ask: (account: Account) => Promise<T>,
  ): Promise<Answer<readonly { readonly accountId: string; readonly answer: Answer<T> }[]>> {
    const accounts = await this.activeAccounts();
    if ("unreadable" in accounts) return accounts;
    this.total += accounts.value.length;
    const answers = await sideBySide(accounts.value, ACCOUNTS_AT_A_TIME, async ({ id }) => {
      const account = this.account(id);
      const answer: Answer<T> = account === undefined ? { unreadable: NO_ACCESS } : await this.asked(account, ask);
      this.done += 1;
      this.onVisit(this.done, this.total);
      return { accountId: id, answer };
    });
    return { value: answers.flatMap((answer) => answer ?? []) };
  }

  private done = 0;
  private total = 0;

  private async asked<T>(account: Account, ask: (account: Account) => Promise<T>): Promise<Answer<T>> {
    const closed = await account.closed();
    return closed === undefined ? { value: await ask(account) } : { unreadable: closed };
  }

  /** The declaration with the key that is behind the archive's alias. */
  expectation(): Promise<Answer<Expectation>> {
    return this.once("expectation", async () => {
      // Of any other account than the management account nothing that the sentinel reads would be true.
      const closed = await this.management.closed();
      if (closed !== undefined) return { unreadable: closed };
      return mapAnswer(await this.archiveKey(), (key) => expectationOf(this.expected.declaration, key?.Arn ?? ""));
    });
  }

  /** The key behind the archive's alias. */
  archiveKey() {
    const { archiveKeyAlias } = this.expected.names;
    return this.logArchive.ask("kms:DescribeKey", archiveKeyAlias, async ({ kms }, abortSignal) => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: archiveKeyAlias }), { abortSignal });
      return KeyMetadata;
    });
  }

  /** What the sentinel sees of the trail. */
  trail(expectation: Expectation) {
    return this.once("trail", () => observeTrail(this.sentinelClients(), expectation, askUntil(this.stop)));
  }

  /** What the sentinel sees of the organization's policies and of its trust in services. */
  guardrails(expectation: Expectation) {
    return this.once("guardrails", () => observeGuardrails(this.sentinelClients(), expectation, askUntil(this.stop)));
  }

  /** What the sentinel sees of the digests. */
  coverage(expectation: Expectation) {
    return this.once("coverage", () =>
      observeCoverage(this.sentinelClients(), expectation, this.now, askUntil(this.stop), new Map()),
    );
  }

  /** The sentinel reads the archive from the management account; whoever runs the doctor is let in by the archive's own. */
  private sentinelClients(): SentinelClients {
    const { homeRegion } = this.expected.names;
    const { account, cloudTrail, cloudWatch, events, organizations } = this.management.in(homeRegion);
    const { s3 } = this.logArchive.in(homeRegion);
    return { account, cloudTrail, cloudWatch, eventBridge: events, organizations, s3 };
  }

  private once<T>(what: string, ask: () => Promise<T>): Promise<T> {
    const known = this.known.get(what) ?? ask();
    this.known.set(what, known);
    return known as Promise<T>;
  }

  private described(accountId: string): Account {
    const account = this.account(accountId);
    if (account === undefined) throw new Error(`the description has no access to account ${accountId}`);
    return account;
  }

  private account(accountId: string): Account | undefined {
    const known = this.accountsById.get(accountId);
    if (known !== undefined) return known;
    const access = this.accessTo(accountId);
    if (access === undefined) return undefined;
    const made = new Account(access, this.requestHandler, this.stop);
    this.accountsById.set(accountId, made);
    return made;
  }

  private accessTo(accountId: string): Access | undefined {
    const { stacks, names } = this.expected;
    if (this.role === undefined) return stacks.find(({ access }) => access.accountId === accountId)?.access;
    const roleArn = `arn:${names.partition}:iam::${accountId}:role/${this.role}`;
    return { accountId, region: names.homeRegion, profile: undefined, roleArn };
  }
}

const NO_ACCESS =
  "The description says of no stack how to reach this account. Name a role that every account has: --role NAME.";
