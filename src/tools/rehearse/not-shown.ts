/** What a reviewer must not conclude from a rehearsal; docs/architecture.md says more of each. */
export const NOT_SHOWN: readonly string[] = [
  "Whether AWS refuses an attack. The emulator enforces the policies of Terraform's roles, and no SCP, RCP or resource policy.",
  "Whether an alarm or rule fires. Evaluators decided that on their patterns.",
  "Delivery. No log file, digest or e-mail was sent.",
  "AWS's delays, and its quotas other than policies per target.",
  "What is live in your organization. `npx org-trail adopt` reads that.",
];
