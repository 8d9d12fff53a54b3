import { type Answer, TIME_RAN_OUT } from "./observation";

/** Longer messages say no more, and 20 of them must fit into one event. */
const LONGEST_REASON = 300;

/** Turns a call to AWS into an answer. Never throws: what fails is one thing less that is known. */
export type Ask = <T>(call: (abortSignal: AbortSignal) => Promise<T>) => Promise<Answer<T>>;

/**
 * Asks until the time is up. Calls under way then are abandoned, the SDK's waiting before another attempt included, which
 * an abort alone does not end.
 */
export function askUntil(timeIsUp: AbortSignal): Ask {
  return async (call) => {
    if (timeIsUp.aborted) return { unreadable: TIME_RAN_OUT };
    try {
      return { value: await unlessAborted(call(timeIsUp), timeIsUp) };
    } catch (error) {
      return { unreadable: timeIsUp.aborted ? TIME_RAN_OUT : reasonOf(error) };
    }
  };
}

/** The answer with its value changed, where there is one. */
export function mapAnswer<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return "value" in answer ? { value: change(answer.value) } : answer;
}

function unlessAborted<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abandon = () => reject(signal.reason);
    signal.addEventListener("abort", abandon, { once: true });
    call.then(resolve, reject).finally(() => signal.removeEventListener("abort", abandon));
  });
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return reason.slice(0, LONGEST_REASON);
}
