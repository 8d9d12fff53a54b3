import type { Story } from "../story";

/** Of what, and when. */
export interface About {
  readonly madeAt: string;
  readonly organizationId: string;
}

/** For another program. */
export function formatJson(stories: readonly Story[], { madeAt, organizationId }: About): string {
  return JSON.stringify(
    {
      version: 1,
      madeAt,
      organizationId,
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
