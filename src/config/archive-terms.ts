/** Days, at the least, of a lock: S3 counts a year as a calendar does, so leap days are counted in. */
export function lockDays(lock: { readonly years?: number | undefined; readonly days?: number | undefined }): number {
  return lock.days ?? Math.ceil((lock.years ?? 0) * 365.25);
}

/** The bucket that records who read the archive. Its name belongs to the schema, which keeps room for it. */
export function accessLogBucketName(bucketName: string): string {
  return `${bucketName}-access-logs`;
}
