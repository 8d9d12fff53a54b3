/** What a reviewer must not conclude from a rehearsal; docs/architecture.md says more of each. */
export const NOT_SHOWN: readonly string[] = [
  "Who may do what: the emulator enforces no SCP, RCP or policy of a resource. A simulator decided the attacks on those that it has.",
  "Alarms and rules do not run: which of them fire, evaluators decided on their patterns.",
  "Nothing is delivered: no log, no digest, no e-mail.",
  "The deploy role's own permissions, eventual consistency, and quotas but those on policies.",
  "What is live under another hand: read it with the commands of docs/runbooks before the first apply.",
];
