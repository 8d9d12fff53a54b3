import { type Clients, makeClients } from "../../aws/clients";
import { isDenied, isMissing } from "../../aws/errors";
import { Slots } from "../../aws/slots";
import { type Access, credentialsOf } from "../../terraform/access";
import type { ReadAction } from "./reads";

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
