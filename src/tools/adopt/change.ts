import type { Adopted, Adoption } from "../../config/adoption";

/** What is said otherwise than before, a line each; what is not live and was not before is counted alone. */
export function describeChange(before: Adoption, after: Adoption): string {
  const stacks = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const lines = stacks.flatMap((stack) => {
    const [old = {}, now = {}] = [before[stack], after[stack]];
    const paths = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return paths.flatMap((path) => changeOf(`${stack} ${path}`, old[path], now[path]));
  });
  const idle = Object.values(after)
    .flatMap((said) => Object.values(said))
    .filter((said) => said === false).length;
  return ["written", ...lines.map((line) => `  ${line}`), `  and ${idle} that are not live: false`].join("\n");
}

function changeOf(where: string, old: Adopted | undefined, now: Adopted | undefined): readonly string[] {
  const [was, is] = [old ?? false, now ?? false].map((said) => JSON.stringify(said));
  if (was === is) return [];
  if (was === "false") return [`+ ${where}: ${is}`];
  return is === "false" ? [`- ${where}: ${was}`] : [`~ ${where}: ${was} → ${is}`];
}
