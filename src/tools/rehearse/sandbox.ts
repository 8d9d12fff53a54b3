import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Adoption } from "../../config/adoption";
import { adoptionFileOf } from "../../config/load-organization";
import { checkOut } from "../emulator/checkout";
import { type Accepted, acceptedFile } from "../review/accepted";

/** The description that is rehearsed, below organizations/ of the checkout. */
const DESCRIPTION = "rehearsal";

/**
 * A folder that a rehearsal works in and deletes: a checkout of its own, so that states, locks, plans and logs lie beside its
 * sources and never beside the user's, and a home of its own.
 */
export class Sandbox {
  private constructor(private readonly folder: string) {}

  static make(project: string): Sandbox {
    // Nobody else may read it: mkdtemp makes it so.
    const sandbox = new Sandbox(mkdtempSync(join(tmpdir(), "org-trail-rehearsal-")));
    try {
      mkdirSync(sandbox.home);
      checkOut(project, sandbox.checkout);
      sandbox.acceptNothing();
      return sandbox;
    } catch (error) {
      sandbox.remove();
      throw error;
    }
  }

  /** Accepts these findings and no others. */
  accept(organization: string, accepted: readonly Accepted[]): void {
    writeFileSync(acceptedFile(this.checkout, organization), JSON.stringify({ accepted }));
  }

  /** What is accepted is about the user's state and AWS. Here it would accept nothing, which is a finding. */
  acceptNothing(): void {
    const descriptions = join(this.checkout, "organizations");
    const accepted = readdirSync(descriptions).filter((name) => name.endsWith(".accepted.json"));
    for (const name of accepted) rmSync(join(descriptions, name));
  }

  get checkout(): string {
    return join(this.folder, "checkout");
  }

  get home(): string {
    return join(this.folder, "home");
  }

  get awsConfig(): string {
    return join(this.home, "aws-config");
  }

  /** What the commands said, in full. */
  get log(): string {
    return join(this.folder, "rehearsal.log");
  }

  /** How another shell talks to the emulator. */
  get environmentFile(): string {
    return join(this.folder, "environment.sh");
  }

  /** Where a synthesis goes of which nothing but Terraform's state is kept, for a while. */
  get throwaway(): string {
    return join(this.folder, "what-is-live");
  }

  /**
   * Puts the user's description into the checkout: by its path, so that what it imports is found, and without what it says
   * is live, which is not yet.
   *
   * @returns the reference that ORGANIZATION takes
   */
  describe(file: string): string {
    const path = join(this.checkout, "organizations", `${DESCRIPTION}.ts`);
    writeFileSync(
      path,
      `import described from ${JSON.stringify(file)};

const { adopt, ...rest } = described;
export default rest;
`,
    );
    return path;
  }

  /** Says what is live, from now on. */
  adopt(description: string, adoption: Adoption): void {
    writeFileSync(adoptionFileOf(description), JSON.stringify(adoption));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
