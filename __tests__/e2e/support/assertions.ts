import { expect } from "vitest";
import type { Result, Terraform } from "./terraform";

/** Everything Terraform said, on one line: it wraps its diagnostics and draws a frame around them. */
export function said({ stdout, stderr }: Result): string {
  return `${stdout}${stderr}`.replaceAll(/[╷│╵]/g, " ").replaceAll(/\s+/g, " ");
}

export async function expectApplied(terraform: Terraform): Promise<void> {
  const result = await terraform.apply();
  expect(result.exitCode, said(result)).toBe(0);
}

/** Exit code 0 of `plan -detailed-exitcode`: Terraform and AWS agree. */
export async function expectNoChange(terraform: Terraform): Promise<void> {
  const result = await terraform.plan();
  expect(result.exitCode, said(result)).toBe(0);
}
