/** A difference from today's output that the move brings along. Any other fails the command. */
export interface Expected {
  /** As the report writes it; it holds for every stack, and for the manifest. */
  readonly path: string;
  /** The value it moves to. */
  readonly to: string;
}

/** Another set of libraries under the same sources. */
export interface Variant {
  readonly name: string;
  /** What the report says of it. */
  readonly description: string;
  /** Packages to install, as npm takes them. The rest stays as it is here. */
  readonly packages: readonly string[];
  /** Imports to rename: package to package. */
  readonly renames: Readonly<Record<string, string>>;
  /** What the app's context must say besides, for cdktf's `CDKTF_CONTEXT_JSON`. @default - nothing */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly expected: readonly Expected[];
}

/**
 * The fork checks that a project's Terraform knows what it uses, and takes it for 1.5 where it is not told. `use_lockfile`
 * came with 1.10.
 */
const TARGETS_TERRAFORM = { targetVersions: { terraform: ">=1.11.0" } };

const FORK = "0.24.0";

/** The ways out that ADR 0001 names. To try another version, change it here, with what is expected of it. */
export const VARIANTS: readonly Variant[] = [
  {
    name: "fork",
    description: `cdktn ${FORK} in the place of cdktf, the provider's classes as they are (an npm alias: no import changes)`,
    packages: [`cdktf@npm:cdktn@${FORK}`, "@cdktf/provider-aws@20.1.0"],
    renames: {},
    context: TARGETS_TERRAFORM,
    expected: [{ path: "version", to: FORK }],
  },
  {
    name: "fork-and-provider",
    // 25.x is the one line made for cdktn 0.24. It declares Node 22.11; cdktn itself declares none, and both are plain
    // JavaScript that synthesizes on Node 20 too. 24.1.0 declares Node 20.16, but wants cdktn 0.23.
    description: `cdktn ${FORK} and its own @cdktn/provider-aws 25.7.0 (declares Node >= 22.11; AWS provider 6.66)`,
    packages: [`cdktn@${FORK}`, "@cdktn/provider-aws@25.7.0"],
    renames: { cdktf: "cdktn", "@cdktf/provider-aws": "@cdktn/provider-aws" },
    context: TARGETS_TERRAFORM,
    expected: [
      { path: "version", to: FORK },
      { path: "terraform.required_providers.aws.version", to: "6.66.0" },
      // The same provider, in full.
      { path: "terraform.required_providers.aws.source", to: "hashicorp/aws" },
    ],
  },
  {
    name: "provider-6",
    description: "cdktf 0.21.0 as it is, @cdktf/provider-aws 21.22.1 (AWS provider 6.25)",
    packages: ["cdktf@0.21.0", "@cdktf/provider-aws@21.22.1"],
    renames: {},
    expected: [{ path: "terraform.required_providers.aws.version", to: "6.25.0" }],
  },
];
