/** What ends a run early, and the exit code that tells so: 128 and the signal's number, as shells count. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export type StopSignal = keyof typeof EXIT_CODES;

/** Ctrl-C in a terminal reaches `npm` and us alike, and npm hands it on: what comes so soon is the same one. */
const SAME_SIGNAL_MS = 1000;

/** How often we look whether npm's shell is still there. */
const PARENT_EVERY_MS = 300;

/** Thrown where something was not begun, or not finished, because the run was told to stop. */
export class Interrupted extends Error {
  constructor(readonly signal: StopSignal) {
    super(`Stopped by ${signal}.`);
  }

  get exitCode(): number {
    return EXIT_CODES[this.signal];
  }
}

/**
 * Hears the signals that end a run. The first aborts `signal`, and whoever works listens to that; later ones change
 * nothing, because a second interrupt makes Terraform leave behind what it has begun.
 */
export class Interruption {
  private readonly controller = new AbortController();
  private heardAt = 0;

  /** @param onHeard says something for people: `again` where the run is being ended already */
  static listen(onHeard: (signal: StopSignal, again: boolean) => void): Interruption {
    const interruption = new Interruption();
    for (const signal of Object.keys(EXIT_CODES) as StopSignal[]) {
      process.on(signal, () => interruption.hear(signal, onHeard));
    }
    // npm hands SIGTERM to the shell that it started us with, and that shell ends without a word to us.
    if (process.env.npm_lifecycle_event !== undefined) {
      const { ppid } = process;
      const look = () => process.ppid !== ppid && !interruption.signal.aborted && interruption.hear("SIGTERM", onHeard);
      setInterval(look, PARENT_EVERY_MS).unref();
    }
    return interruption;
  }

  private hear(signal: StopSignal, onHeard: (signal: StopSignal, again: boolean) => void): void {
    const again = this.signal.aborted;
    if (again && Date.now() - this.heardAt < SAME_SIGNAL_MS) return;
    this.heardAt = Date.now();
    onHeard(signal, again);
    this.controller.abort(new Interrupted(signal));
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }
}
