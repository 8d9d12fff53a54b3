import { type Answer, TIME_RAN_OUT } from "./observation";

/** Longer messages say no more, and 20 of them must fit into one event. */
const LONGEST_REASON = 300;

/** Turns a call to AWS into an answer. Never throws: what fails is one thing less that is known. */
export type Ask = <T>(call: (abortSignal: AbortSignal) => Promise<T>) => Promise<Answer<T>>;

/** Asks until the time is up. */
export function askUntil(timeIsUp: AbortSignal): Ask {
  return async (call) => {
    try {
      return { value: await unlessAborted(call, timeIsUp) };
    } catch (error) {
      return { unreadable: timeIsUp.aborted ? TIME_RAN_OUT : reasonOf(error) };
    }
  };
}

/**
 * Makes the call unless the signal was aborted. Under way then, it is abandoned, the SDK's waiting before another attempt
 * included, which an abort alone does not end.
 *
 * @throws what the call throws; the signal's reason where that came first
 */
export async function unlessAborted<T>(
  call: (abortSignal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abandon = () => reject(signal.reason);
    signal.addEventListener("abort", abandon, { once: true });
    call(signal)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", abandon));
  });
}

/** The answer with its value changed, where there is one. */
export function mapAnswer<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return "value" in answer ? { value: change(answer.value) } : answer;
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return reason.slice(0, LONGEST_REASON);
}
