export interface NamedArn {
  readonly name: string;
  readonly arn: string;
}

export function named(name: string, arnOf: (name: string) => string): NamedArn {
  return { name, arn: arnOf(name) };
}

/** The last segment of a role's name: what sessions and IAM's events call it. */
export function withoutPath(role: string): string {
  return role.split("/").at(-1) ?? role;
}
