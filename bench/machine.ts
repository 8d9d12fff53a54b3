import { readFileSync } from "node:fs";
import { cpus, totalmem, type } from "node:os";
import { join } from "node:path";

/** The machine that measured, as far as it explains the numbers: nothing that names it. */
export function describeMachine(): readonly string[] {
  const processors = cpus();
  return [
    `${processors[0]?.model.trim() ?? "unknown processor"}, ${processors.length} cores, ${Math.round(totalmem() / 2 ** 30)} GB memory`,
    `${type()}, node ${process.version}, cdktf ${versionOf("cdktf")}, @cdktf/provider-aws ${versionOf("@cdktf/provider-aws")}`,
    `${new Date().toISOString().slice(0, 10)}`,
  ];
}

function versionOf(dependency: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8"));
  return String(dependencies[dependency]);
}
