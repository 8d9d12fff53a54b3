import type { Scope } from "./scopes";

/** What Terraform does with a resource. An import reads, and no more. */
export type Access = "read" | "create" | "update" | "delete";

/** The actions, by IAM's names, that Terraform's work on a resource of one type needs on one kind of thing. */
export interface Grant extends Readonly<Partial<Record<Access, readonly string[]>>> {
  readonly on: Scope;
}

/** Grants by Terraform's type of resource; of a data source with `data.` before it. */
export type GrantTable = Readonly<Record<string, readonly Grant[]>>;

export const on = (scope: Scope, actions: Omit<Grant, "on">): Grant => ({ on: scope, ...actions });
