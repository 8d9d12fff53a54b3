import type { Answer } from "../../functions/trail-sentinel/observation";
import { ifRead, type Unread, unreadOf } from "./check";

/** What each account answered, or why nobody could ask there. */
export type InEveryAccount<T> = readonly { readonly accountId: string; readonly answer: Answer<T> }[];

/** One question to every account: the organization may not be readable, nor an account, nor the answer. */
export type EveryAccount<T> = Answer<InEveryAccount<Answer<T>>>;

/** The answers that came, by account. */
export function readIn<T>(answers: EveryAccount<T>): readonly { readonly accountId: string; readonly value: T }[] {
  return ifRead(answers, (accounts) =>
    accounts.flatMap(({ accountId, answer }) =>
      ifRead(answer, (asked) => ifRead(asked, (value) => [{ accountId, value }])),
    ),
  );
}

/** Those that did not. */
export function unreadIn<T>(answers: EveryAccount<T>): readonly Unread[] {
  return [
    ...unreadOf("the organization's accounts", answers),
    ...ifRead(answers, (accounts) =>
      accounts.flatMap(({ accountId, answer }) => [
        ...unreadOf(accountId, answer),
        ...ifRead(answer, (asked) => unreadOf(accountId, asked)),
      ]),
    ),
  ];
}
