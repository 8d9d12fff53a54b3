import { z } from "zod";

/**
 * What is live already, by stack and by construct path within the stack, as cdk.tf.json has both: Terraform takes it over and
 * makes no second one. `npx org-trail adopt` writes it, as `<description>.adopt.json`; it stays there afterwards, so that a state
 * that was lost is adopted again. Paths, ids and what must be said together are checked when the stacks are there (src/adoption/).
 */
export const adoption = z.record(
  /** A stack. */
  z.string(),
  z.record(
    /** A construct path: `log-archive-bucket/policy`. */
    z.string(),
    z.union(
      [
        /** Whether it is live, where its import id is computed. `false`: somebody looked, and Terraform makes it. */
        z.boolean(),
        /** The id that AWS chose. */
        z.string(),
        /** Of a policy's attachments: the ids of the targets that carry it. */
        z.array(z.string()).min(1),
      ],
      { error: "`true`, `false`, the id that AWS chose, or of attachments a list of targets' ids" },
    ),
  ),
);

export type Adoption = z.output<typeof adoption>;
/** What is said of one construct. */
export type Adopted = Adoption[string][string];

/** Whether the archive's bucket is live. */
export function isArchiveLive({ adopt }: { readonly adopt: Adoption }): boolean {
  return adopt["log-archive"]?.["log-archive-bucket/bucket"] === true;
}

/** Where the live archive key's id stands: the one id that policies need. */
const ARCHIVE_KEY = { stack: "log-archive", path: "org-logs-key/key" };

/** Id of the archive's key, where it is live. */
export function liveArchiveKeyId({ adopt }: { readonly adopt: Adoption }): string | undefined {
  const id = adopt[ARCHIVE_KEY.stack]?.[ARCHIVE_KEY.path];
  return typeof id === "string" ? id : undefined;
}
