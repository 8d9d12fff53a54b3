import type { BaseName, DangerousCase, HarmlessCase } from "../case";

type Dangerous = Omit<DangerousCase, "expected" | "blind" | "organization" | "stack">;
type Harmless = Omit<HarmlessCase, "expected" | "organization" | "stack">;

/** Cases written from the catalogue of threats and from public reports alone, before any check of the review was read. */
export function blind(organization: BaseName, stack: string, cases: readonly Dangerous[]): readonly DangerousCase[] {
  return dangerous(organization, stack, cases).map((one) => ({ ...one, blind: true }));
}

export function dangerous(
  organization: BaseName,
  stack: string,
  cases: readonly Dangerous[],
): readonly DangerousCase[] {
  return cases.map((one) => ({ ...one, organization, stack, expected: "dangerous" }));
}

export function harmless(organization: BaseName, stack: string, cases: readonly Harmless[]): readonly HarmlessCase[] {
  return cases.map((one) => ({ ...one, organization, stack, expected: "harmless" }));
}
