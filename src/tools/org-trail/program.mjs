import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Runs a program that is written in TypeScript, from one JavaScript file that its sources became when they last changed. To load
 * them one by one takes longer than many a command.
 *
 * @param {string} entry the program's source
 * @param {string} file where the JavaScript is kept; `node_modules` is found from there
 */
export async function runProgram(entry, file) {
  const stale = !isCurrent(file);
  // Where it cannot be made or kept, in a folder that is not ours to write, or of a source with an error, tsx loads the sources.
  if (stale && !(await compile(entry, file).catch(() => false))) {
    await import("tsx");
    await import(entry);
    return;
  }
  createRequire(import.meta.url)(file);
}

/** Whether every source is the one that the file was made of. Its first line lists them. A file that cannot be read is not current. */
function isCurrent(file) {
  try {
    const [, list] = /^\/\/ (\[.*\])\n/.exec(readFileSync(file, "utf8")) ?? [];
    return list !== undefined && JSON.parse(list).every(([path, state]) => state === stateOf(path));
  } catch {
    return false;
  }
}

/** What tells that a source changed: its size and time. */
function stateOf(path) {
  const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return `${size} ${mtimeMs}`;
}

async function compile(entry, file) {
  const { build } = await import("esbuild");
  const states = new Map();
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "silent",
    plugins: [{ name: "sources", setup: (build) => sources(build, states) }],
  });
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `${process.pid}-${basename(file)}`);
  try {
    writeFileSync(unfinished, `// ${JSON.stringify([...states])}\n${outputFiles[0].text}`);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return true;
}

const HERE = dirname(fileURLToPath(import.meta.url));

/** DuckDB's interface is sixty files, which take as long to load one by one as many a question takes to answer. */
const BUNDLED = "@duckdb/node-api";

function sources({ onLoad, onResolve }, states) {
  onResolve({ filter: /^\.\/import-module$/ }, () => ({ path: join(HERE, "import-module.ts") }));
  onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
    kind === "entry-point" || path === BUNDLED ? undefined : { path, external: true },
  );
  onLoad({ filter: /\.[jt]s$/ }, ({ path }) => {
    states.set(path, stateOf(path));
    const text = readFileSync(path, "utf8");
    // Each source finds its neighbours by a `__dirname` of its own.
    const own = text.includes("__dirname") ? `const __dirname = ${JSON.stringify(dirname(path))};` : "";
    return { contents: own + text, loader: path.endsWith(".ts") ? "ts" : "js" };
  });
}
