import type { BenchmarkDetection } from "../detection";
import { anywhere } from "../next-query";

export const cis42SignInWithoutMfa = {
  id: "cis-4-2-sign-in-without-mfa",
  kind: "benchmark",
  group: "identity",
  title: "An IAM user signed in without MFA",
  why: "a password alone opened the console",
  severity: "high",
  controls: ["CIS 4.2", "CloudWatch.3", "HIPAA 164.312(d)"],
  techniques: ["T1078.004"],
  next: anywhere("sign-ins-without-mfa"),
  pattern:
    '{($.eventName="ConsoleLogin") && ($.additionalEventData.MFAUsed !="Yes") && ($.userIdentity.type="IAMUser") && ($.responseElements.ConsoleLogin="Success")}',
  cases: ({ prod }) => ({
    about: ["caller", "outcome"],
    fires: [{ signIn: "without MFA", in: prod, by: { user: "bob" } }],
    misses: [
      { signIn: "with MFA", in: prod, by: { user: "bob" } },
      { signIn: "without MFA", in: prod, by: { user: "bob" }, failed: "Failed authentication" },
      { signIn: "without MFA", in: prod, by: { permissionSet: "Developer" } },
    ],
  }),
  runbook: {
    means: "an IAM user signed in to the console with a password alone.",
    falseAlarm: "none; it may be allowed, it should not.",
    restore:
      "ask the person; then no MFA, no password: the commands for an IAM user in [contain](first-five-minutes.md#contain), until MFA is registered.",
  },
} as const satisfies BenchmarkDetection;
