import type { Emulator } from "./emulator";
import type { Tools } from "./requirements";

/** What a shell may hold that is about this machine, and whose certificates it takes: not about AWS. */
const KEPT = ["PATH", "TMPDIR", "TERRAFORM_BINARY_NAME", "SSL_CERT_FILE"] as const;

/** What it may hold about the way to Terraform's registry. */
const NETWORK = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"] as const;

/** The way out that a shell has; of a rehearsal it is the door's (door.ts). */
export function networkOf(shell: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(NETWORK.map((name) => [name, shell[name]]));
}

export interface EmulatedAccess {
  readonly tools: Tools;
  readonly emulator: Pick<Emulator, "environment">;
  /** How the registry is reached. */
  readonly network: NodeJS.ProcessEnv;
  /** A home of its own: the user's holds profiles, and tokens of Identity Center. */
  readonly home: string;
  /** The shared AWS configuration that takes the place of the user's. */
  readonly awsConfig: string;
  /** Whose credentials the shell would hold. */
  readonly accountId: string;
}

/**
 * The environment of a process that finds the emulator where it looks for AWS. It is made of what is named here, never of
 * the shell's less something: no variable, profile or token of the user's reaches the process, whatever AWS invents next. Were a
 * call to leave for AWS all the same, AWS would know none of its credentials.
 */
export function emulatedEnvironment(shell: NodeJS.ProcessEnv, access: EmulatedAccess): NodeJS.ProcessEnv {
  const { tools, emulator, network, home, awsConfig, accountId } = access;
  return {
    ...Object.fromEntries(KEPT.map((name) => [name, shell[name]])),
    ...network,
    ...tools.providerEnvironment,
    ...emulator.environment(accountId),
    HOME: home,
    AWS_CONFIG_FILE: awsConfig,
    // Where the user's stands by default, below HOME: said, for what does not look at HOME.
    AWS_SHARED_CREDENTIALS_FILE: `${home}/aws-credentials`,
    AWS_EC2_METADATA_DISABLED: "true",
    // What moto cannot do fails at once.
    AWS_MAX_ATTEMPTS: "2",
    CHECKPOINT_DISABLE: "1",
    // On Node.js 20 it tells every command of 2027.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    // Terraform and its provider start anew for each command: for more memory, a sixth less work. https://pkg.go.dev/runtime
    GOGC: "300",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
  };
}
