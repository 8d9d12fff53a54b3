import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where the last plan of a stack is kept. */
export interface PlanFiles {
  /** Terraform's own file, which an apply takes. */
  readonly plan: string;
  /** The same as JSON, which a review takes. */
  readonly json: string;
  /** The same as Terraform shows it, whole. */
  readonly text: string;
}

/** Runs whose logs, or results, are kept; older ones are deleted. */
const KEPT_RUNS = 20;

/**
 * Where the commands work, beside the sources and readable by nobody else: `.org-trail/`.
 *
 *     locks/<organization>.json        who works on it now
 *     runs/<organization>-XXXXXX/      what one run synthesized; deleted at its end
 *     plans/<organization>/            what was planned last, of each stack; plans hold values in the clear
 *     data/<organization>/<stack>/     Terraform's data folder, where the state was last seen
 *     logs/<organization>/<run>/       what Terraform said
 *     rehearsals/<organization>/<run>/ what a rehearsal found out
 *     plugins/                         the provider, downloaded once, and Terraform's lock file for each version
 */
export class WorkFolder {
  private readonly folder: string;

  constructor(
    readonly projectRoot: string,
    private readonly organization: string,
  ) {
    this.folder = join(projectRoot, ".org-trail");
  }

  get lockFile(): string {
    return join(this.folder, "locks", `${this.organization}.json`);
  }

  get pluginCache(): string {
    return made(join(this.folder, "plugins"));
  }

  /**
   * The lock file that Terraform wrote for a version of the provider. With it an init only reads the plugin cache; without,
   * it writes there, and fails where another does so at once.
   * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
   */
  providerLock(version: string): string {
    return join(this.pluginCache, `aws-${version}.lock.hcl`);
  }

  /** An empty folder for one run. */
  makeRun(): string {
    return mkdtempSync(join(made(join(this.folder, "runs")), `${this.organization}-`));
  }

  /** Deletes the folders of runs that ended without doing so. Only the holder of the lock may: they are nobody's then. */
  deleteAbandonedRuns(): void {
    const runs = made(join(this.folder, "runs"));
    for (const run of readdirSync(runs)) {
      // `acme` must not take `acme-dev` for its own: what mkdtemp adds has no hyphen.
      if (run.replace(/-[^-]*$/, "") === this.organization) rmSync(join(runs, run), { recursive: true, force: true });
    }
  }

  plansOf(stack: string): PlanFiles {
    const begin = join(made(join(this.folder, "plans", this.organization)), stack);
    return { plan: `${begin}.tfplan`, json: `${begin}.json`, text: `${begin}.txt` };
  }

  dataOf(stack: string): string {
    return made(join(this.folder, "data", this.organization, stack));
  }

  /** Every stack that has such a folder, those of former descriptions included. */
  stacksWithData(): readonly string[] {
    return readdirSync(made(join(this.folder, "data", this.organization)));
  }

  /** A folder for one run's logs, named after its time. Deletes the oldest beyond those that are kept. */
  makeLogs(now: Date): string {
    return this.makeDated("logs", now);
  }

  /** A folder for one rehearsal's results, named after its time. Deletes the oldest beyond those that are kept. */
  makeRehearsal(now: Date): string {
    return this.makeDated("rehearsals", now);
  }

  private makeDated(what: string, now: Date): string {
    const folder = made(join(this.folder, what, this.organization));
    const old = readdirSync(folder).sort().slice(0, -KEPT_RUNS);
    for (const run of old) rmSync(join(folder, run), { recursive: true, force: true });
    return made(join(folder, now.toISOString().replaceAll(":", "-")));
  }
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
