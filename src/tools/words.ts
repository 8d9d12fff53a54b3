/**
 * `1,234`, `1,234.5`. Without Intl, whose data takes longer to load than a kept copy takes to be known again.
 *
 * @param digits behind the point, at most
 */
export function number(value: number, digits = 3): string {
  const [whole = "", fraction] = String(Number(value.toFixed(digits))).split(".");
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `1 log file`, `1,234 log files` */
export function counted(value: number, what: string): string {
  return `${number(value)} ${what}${value === 1 ? "" : "s"}`;
}

/** `5 s`, `1 min 5 s`, `2 h 5 min` */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
