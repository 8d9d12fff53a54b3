import { stripVTControlCharacters } from "node:util";
import { expect } from "vitest";
import type { Result } from "./command";
import type { Terraform } from "./terraform";

/** Everything a command said, on one line: Terraform colours and wraps its diagnostics, and frames them. */
export function said({ stdout, stderr }: Result): string {
  return stripVTControlCharacters(`${stdout}${stderr}`).replaceAll(/[╷│╵]/g, " ").replaceAll(/\s+/g, " ");
}

export async function expectApplied(terraform: Terraform): Promise<void> {
  expectSucceeded(await terraform.apply());
}

/** Exit code 0 of `plan -detailed-exitcode`: Terraform and AWS agree. */
export async function expectNoChange(terraform: Terraform): Promise<void> {
  expectSucceeded(await terraform.plan());
}

export function expectSucceeded(result: Result): void {
  expect(result.exitCode, said(result)).toBe(0);
}
