import type { Answer } from "../../../functions/trail-sentinel/observation";
import { type Clients, makeClients } from "../../aws/clients";
import { isMissing } from "../../aws/errors";
import { Slots } from "../../aws/slots";
import { type Access, askWho, credentialsOf, isUnreachable, refused } from "../../terraform/access";
import type { Failure } from "../../terraform/failures";
import type { DoctorRead, REFUSED_CALL } from "./reads";

/** Calls of one account at a time: a console makes as many, and no limit of AWS's is near. */
const AT_A_TIME = 8;

type SharedHandler = Parameters<typeof makeClients>[1]["requestHandler"];

/** One account as the doctor asks it. Never throws: what cannot be read is an answer too. */
export class Account {
  private readonly clients = new Map<string, Clients>();
  private readonly asked = new Map<string, Promise<Answer<unknown>>>();
  private readonly slots = new Slots(AT_A_TIME);
  private readonly credentials: ReturnType<typeof credentialsOf>;
  private ready: Promise<string | undefined> | undefined;

  /** @param stop ends the reading */
  constructor(
    readonly access: Access,
    private readonly requestHandler: SharedHandler,
    private readonly stop: AbortSignal,
  ) {
    this.credentials = credentialsOf(access);
  }

  get id(): string {
    return this.access.accountId;
  }

  in(region: string): Clients {
    const known =
      this.clients.get(region) ?? makeClients(region, { ...this.credentials, requestHandler: this.requestHandler });
    this.clients.set(region, known);
    return known;
  }

  /**
   * What AWS answers; undefined where it says that there is no such thing.
   *
   * @param about what the call is about; the same call about the same thing is made once
   */
  async ask<T>(
    action: DoctorRead | typeof REFUSED_CALL,
    about: string,
    call: (clients: Clients, abortSignal: AbortSignal) => Promise<T>,
    region = this.access.region,
  ): Promise<Answer<T | undefined>> {
    const key = `${region} ${action} ${about}`;
    const known = this.asked.get(key) ?? this.slots.run(() => this.answer(action, region, call));
    this.asked.set(key, known);
    return known as Promise<Answer<T | undefined>>;
  }

  /** Why nobody can be asked here; undefined where somebody can. */
  closed(): Promise<string | undefined> {
    this.ready ??= this.open();
    return this.ready;
  }

  private async open(): Promise<string | undefined> {
    const begin = "credentials" in this.credentials ? this.credentials.credentials : undefined;
    if (typeof begin === "function") return this.begun(begin);
    // A role's ARN has its account's id; a profile and the shell may be of any account.
    const answer = await askWho(this.access, this.stop);
    if ("failure" in answer) return said(answer.failure);
    return "unreachable" in answer ? answer.unreachable : undefined;
  }

  /** Begins the session that all calls share. */
  private async begun(begin: () => Promise<unknown>): Promise<string | undefined> {
    try {
      await begin();
      return undefined;
    } catch (error) {
      const known = error instanceof Error ? error : new Error(String(error));
      return isUnreachable(known) ? known.message : said(refused(this.access, known));
    }
  }

  private async answer<T>(
    action: DoctorRead | typeof REFUSED_CALL,
    region: string,
    call: (clients: Clients, abortSignal: AbortSignal) => Promise<T>,
  ): Promise<Answer<T | undefined>> {
    const closed = await this.closed();
    if (closed !== undefined) return { unreadable: closed };
    try {
      return { value: await call(this.in(region), this.stop) };
    } catch (error) {
      this.stop.throwIfAborted();
      if (!(error instanceof Error)) throw error;
      if (isMissing(error)) return { value: undefined };
      return { unreadable: `${action} in account ${this.id}: ${error.name}: ${error.message.split("\n")[0]}` };
    }
  }
}

function said({ cause, remedy }: Failure): string {
  return `${cause} ${remedy}`;
}
