/** What Terraform keeps of a stack. */
export interface StackState {
  /** Tells one state from another that lies in the same place. Undefined: there is no state. */
  readonly lineage: string | undefined;
  readonly resources: readonly StateResource[];
}

export interface StateResource {
  /** Without the index of an instance: `aws_kms_key.org-logs-key_8009EB3F`. */
  readonly address: string;
  readonly type: string;
  /** The provider that made it, and by which alone it can be removed: `aws.log-archive`. */
  readonly provider: string;
  readonly instances: readonly StateInstance[];
}

export interface StateInstance {
  /** Terraform would destroy it and make it anew: its creation failed in the middle. */
  readonly tainted: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface StateFile {
  readonly version: number;
  readonly lineage: string;
  readonly resources?: readonly {
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
    readonly provider: string;
    readonly instances: readonly { readonly status?: string; readonly attributes?: Record<string, unknown> | null }[];
  }[];
}

/** Reads what `terraform state pull` prints. It is empty where there is no state. Data sources are left out. */
export function parseState(text: string): StackState {
  if (text.trim() === "") return { lineage: undefined, resources: [] };
  const state = JSON.parse(text) as StateFile;
  if (state.version !== 4) throw new Error(`A state of format ${state.version}, where format 4 is known.`);
  const managed = (state.resources ?? []).filter(({ mode }) => mode === "managed");
  return {
    lineage: state.lineage === "" ? undefined : state.lineage,
    resources: managed.map(({ type, name, provider, instances }) => ({
      address: `${type}.${name}`,
      type,
      provider: providerAlias(provider),
      instances: instances.map(({ status, attributes }) => ({
        tainted: status === "tainted",
        attributes: attributes ?? {},
      })),
    })),
  };
}

/** `aws.management` of `provider["registry.terraform.io/hashicorp/aws"].management`. */
function providerAlias(provider: string): string {
  const [, name = "", alias] = /\/([^/"]+)"\](?:\.(.+))?$/.exec(provider) ?? [];
  return alias === undefined ? name : `${name}.${alias}`;
}
