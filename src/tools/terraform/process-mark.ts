import { readFileSync } from "node:fs";

/**
 * Tells a process from a later one of the same id: the time it was started at, where the system says so (Linux), else an
 * empty text. Undefined where no such process works: a dead one that nobody has asked after (a zombie) does not.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processMark(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is somebody else's, and there.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  try {
    // The command's name, in parentheses, may hold spaces.
    const [state = "", ...fields] = (readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "").split(" ");
    return /[ZX]/.test(state) ? undefined : (fields[18] ?? "");
  } catch {
    return "";
  }
}
