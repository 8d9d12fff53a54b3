import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis46ConsoleSignInFailed = {
  id: "cis-4-6-console-sign-in-failed",
  kind: "benchmark",
  group: "identity",
  title: "Console sign-ins failed",
  why: "somebody may be guessing passwords; one or two are typing mistakes",
  severity: "medium",
  controls: ["CIS 4.6", "CloudWatch.6", "HIPAA 164.308(a)(5)(ii)(C)"],
  techniques: ["T1110.001"],
  next: anywhere("sign-ins-failed-then-succeeded"),
  threshold: 3,
  pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  cases: ({ prod }) => ({
    about: ["outcome"],
    fires: [{ signIn: "without MFA", in: prod, by: { user: "bob" }, failed: "Failed authentication" }],
    misses: [{ signIn: "with MFA", in: prod, by: { user: "bob" } }],
  }),
  runbook: {
    means: "passwords are guessed.",
    falseAlarm: "one person, one address.",
    restore:
      'many users from one address, or root: see whether one sign-in succeeded after (`eventName = "ConsoleLogin" and responseElements.ConsoleLogin = "Success"`, in the query by address); if so, contain that user.',
  },
} as const satisfies BenchmarkDetection;
