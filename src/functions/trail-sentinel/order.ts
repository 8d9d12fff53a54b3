/** What a rule may ask of a run besides checking everything. */
export interface Order {
  /**
   * Counts, and leaves the telling to the next scheduled run: of two runs at once, one tells.
   * @default - tells of what is new
   */
  readonly countOnly?: boolean;
}

/** Whatever else starts a run, a person's hand among it, has no order. */
export function isCountOnly(event: unknown): boolean {
  return typeof event === "object" && event !== null && (event as Order).countOnly === true;
}
