/**
 * What every key of ours has. Without its key, what it encrypted is unreadable for ever; 30 days, the longest there is, are
 * what time there is left to notice a deletion.
 * https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 */
export const PROTECTED_KEY = {
  enableKeyRotation: true,
  deletionWindowInDays: 30,
  lifecycle: { preventDestroy: true },
} as const;
