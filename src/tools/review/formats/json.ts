import type { Story } from "../story";

/** For another program. */
export function formatJson(stories: readonly Story[]): string {
  return JSON.stringify(
    {
      version: 1,
      reviews: stories.map(({ of, live, counts, warnings, judged: { findings, accepted } }) => ({
        of,
        findings,
        accepted,
        live,
        counts,
        warnings,
      })),
    },
    null,
    2,
  );
}
