import type { EventDetection } from "../detection";
import { fieldIs } from "../event-clause";
import { anywhere } from "../next-query";

export const unknownUserSignIn = {
  id: "unknown-user-sign-in",
  kind: "events",
  group: "identity",
  title: "Somebody tried to sign in as users that do not exist",
  why: "attackers guess user names before passwords; the CIS benchmark's filter counts only wrong passwords",
  severity: "medium",
  controls: ["HIPAA 164.308(a)(5)(ii)(C)"],
  techniques: ["T1110.001", "T1087.004"],
  next: anywhere("sign-ins-failed-then-succeeded"),
  threshold: 3,
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
  events: () => [
    {
      sources: ["signin"],
      names: ["ConsoleLogin"],
      where: [fieldIs("errorMessage", "No username found in supplied account")],
    },
  ],
  // As the benchmark's: a count, since one is a slip of the finger.
  by: ["metric-filter"],
  cases: ({ prod }) => ({
    about: ["outcome"],
    fires: [
      {
        signIn: "without MFA",
        in: prod,
        by: { user: "HIDDEN_DUE_TO_SECURITY_REASONS" },
        failed: "No username found in supplied account",
      },
    ],
    misses: [{ signIn: "without MFA", in: prod, by: { user: "bob" }, failed: "Failed authentication" }],
  }),
  runbook: {
    means:
      "the console refused names that the account does not have. CloudTrail keeps the names to itself, as they may be passwords.",
    falseAlarm: "one person, one address, who took the wrong account.",
    restore:
      "many from one address: see whether one sign-in succeeded after, by `source-address-activity`; if so, contain that user. IAM users that nobody needs are better deleted.",
  },
} as const satisfies EventDetection;
