import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { loadKeys } from "./keys";
import { type Checked, type Named, perform } from "./perform";
import type { Step } from "./step";
import type { WorkerBasis } from "./worker";

/** A step that has begun: what it names, and later what became of that. */
export interface Begun {
  readonly named: Named;
  readonly checked: Promise<Checked>;
}

/** Performs steps. */
export interface Performer {
  /** Waits until somebody is free. */
  begin(step: Step): Promise<Begun>;
  end(): Promise<void>;
}

/** Here, one after the other: for a few files a thread costs more than it saves. */
export class OneThread implements Performer {
  private readonly basis;

  constructor(given: WorkerBasis) {
    this.basis = { ...given, keys: loadKeys(given.keys) };
  }

  begin(step: Step): Promise<Begun> {
    return new Promise((resolve, reject) => {
      const checked = perform(step, this.basis, (named) => queueMicrotask(() => resolve({ named, checked })));
      checked.catch(reject);
    });
  }

  async end(): Promise<void> {}
}

interface Thread {
  readonly worker: Worker;
  onMessage: (message: { readonly named?: Named; readonly checked?: Checked }) => void;
}

/** A thread that ended without being told to. */
class ThreadEnded extends Error {}

/** A step a thread; who asks while all are busy waits, so no more is read ahead than is worked on. */
export class Threads implements Performer {
  private readonly idle: Thread[] = [];
  private readonly waiting: ((thread: Thread) => void)[] = [];
  private readonly all: Thread[] = [];
  private failed: ((error: unknown) => void) | undefined;
  /** Rejects when a thread fails: nothing that it had begun ends by itself then. */
  private readonly failure: Promise<never>;

  constructor(count: number, basis: WorkerBasis) {
    this.failure = new Promise((_, reject) => {
      this.failed = reject;
    });
    this.failure.catch(() => {});
    for (let index = 0; index < count; index += 1) this.start(basis);
  }

  private start(basis: WorkerBasis): void {
    const worker = new Worker(join(__dirname, "worker.cjs"), { workerData: basis, execArgv: [] });
    const thread: Thread = { worker, onMessage: () => {} };
    worker.on("message", (message) => thread.onMessage(message));
    worker.on("error", (error) => this.failed?.(error));
    worker.on("exit", () => this.failed?.(new ThreadEnded("a thread ended before its work did")));
    this.all.push(thread);
    this.idle.push(thread);
  }

  async begin(step: Step): Promise<Begun> {
    const thread = await Promise.race([this.failure, this.free()]);
    let onChecked: (checked: Checked) => void = () => {};
    const whole = new Promise<Checked>((resolve) => {
      onChecked = resolve;
    });
    const named = new Promise<Named>((resolve) => {
      thread.onMessage = (message) => {
        if (message.named !== undefined) resolve(message.named);
        if (message.checked === undefined) return;
        this.release(thread);
        onChecked(message.checked);
      };
    });
    thread.worker.postMessage(step);
    const checked = Promise.race([this.failure, whole]);
    checked.catch(() => {});
    return { named: await Promise.race([this.failure, named]), checked };
  }

  private free(): Promise<Thread> {
    const thread = this.idle.pop();
    return thread === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(thread);
  }

  private release(thread: Thread): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(thread);
    else next(thread);
  }

  async end(): Promise<void> {
    this.failed = undefined;
    await Promise.all(this.all.map(({ worker }) => worker.terminate()));
  }
}
