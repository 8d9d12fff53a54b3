/** Begins the name of everything that detects or forwards, in every account. */
export function auditPrefixOf(organizationName: string): string {
  return `${organizationName}-org-audit`;
}
