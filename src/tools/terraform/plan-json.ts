type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

/** One resource of a plan, as `terraform show -json` has it. https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
export interface ResourceChange {
  readonly address: string;
  /** The address that it had in the state, where it is moved. */
  readonly previous_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly change: {
    readonly actions: readonly Action[];
    readonly before?: Readonly<Record<string, unknown>> | null;
    readonly after?: Readonly<Record<string, unknown>> | null;
    /** Without an id where it is known only while it is applied. */
    readonly importing?: { readonly id?: string };
  };
}

export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, unknown>>;
}

export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
  /** Resources whose address alone changes, or changes as well. */
  readonly move: number;
  /** Resources that Terraform lets go of, and AWS keeps. */
  readonly forget: number;
}

/** What a plan would do, counted as Terraform counts it: a replacement is one added and one destroyed. */
export function countChanges({ resource_changes: changes = [] }: PlanJson): ChangeCounts {
  const managed = changes.filter(({ mode }) => mode === "managed");
  const having = (action: Action) => managed.filter(({ change }) => change.actions.includes(action)).length;
  return {
    add: having("create"),
    change: having("update"),
    destroy: having("delete"),
    import: managed.filter(({ change }) => change.importing !== undefined).length,
    move: managed.filter(({ previous_address }) => previous_address !== undefined).length,
    forget: having("forget"),
  };
}

/** How many steps an apply of it reports: an import is one, and what it then changes another. Moves and forgets are none. */
export function stepsOf({ add, change, destroy, import: imported }: ChangeCounts): number {
  return add + change + destroy + imported;
}

/** `36 to add, 2 to change`. */
export function describeCounts({ add, change, destroy, import: imported, move, forget }: ChangeCounts): string {
  const parts = [
    [imported, "to import"],
    [move, "to move"],
    [add, "to add"],
    [change, "to change"],
    [destroy, "to destroy"],
    [forget, "to forget"],
  ] as const;
  const named = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return named.length === 0 ? "outputs only" : named.join(", ");
}
