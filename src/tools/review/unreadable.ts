/** What was given is no plan that can be judged: exit code 2. The message says why, and what to do. */
export class Unreadable extends Error {}
