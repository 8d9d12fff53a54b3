/** `1,234` */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** `1 log file`, `1,234 log files` */
export function counted(value: number, what: string): string {
  return `${number(value)} ${what}${value === 1 ? "" : "s"}`;
}
