import type { EventDetection } from "../detection";
import { anywhere } from "../next-query";

export const rootSessionOpened = {
  id: "root-session-opened",
  kind: "events",
  group: "identity",
  title: "A root session was opened in a member account",
  why: "in the log archive such a session can delete a bucket policy, unless another policy denies it",
  severity: "critical",
  controls: ["OWN-7"],
  techniques: ["T1548.005", "T1078.004"],
  next: anywhere("root-activity"),
  events: () => [{ sources: ["sts"], names: ["AssumeRoot"] }],
  by: ["metric-filter", "event-rule"],
  cases: ({ management, logArchive, prod }) => ({
    anywhere: true,
    fires: [{ call: "sts:AssumeRoot", in: management, parameters: { targetPrincipal: logArchive }, readOnly: true }],
    misses: [{ call: "sts:AssumeRole", in: prod, readOnly: true }],
  }),
  runbook: {
    means:
      "`sts:AssumeRoot`: the management account, or a delegated administrator of IAM, opened a root session in a member account, for one task, 15 minutes at most.",
    falseAlarm:
      "an announced repair, as in [rotate-the-deploy-role.md](../rotate-the-deploy-role.md#detach-mend-apply).",
    restore:
      "`requestParameters` has account and task: a deleted bucket or queue policy, or root credentials. If it is LOG_ARCHIVE_ACCOUNT: `npm run plan log-archive`, and [archive-bucket-changed](archive.md#archive-bucket-changed). Its session cannot be ended; contain who opened it.",
  },
} as const satisfies EventDetection;
