import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { buildSync } from "esbuild";
import { strToU8, zipSync } from "fflate";

/** What Terraform uploads as a function's code. */
export interface LambdaPackage {
  /** Path of the zip file, relative to the stack's folder. */
  readonly filename: string;
  /** SHA-256 of the zip file in base64, by which Lambda and Terraform tell versions apart. */
  readonly sourceCodeHash: string;
}

/** The same sources make the same zip, byte for byte, and Terraform sees no change. */
const NO_TIME_OF_ITS_OWN = new Date(1980, 0, 1);

/**
 * Bundles a function into one file and writes it, zipped, beside its stack.
 *
 * @param entry the handler's source
 * @param files what the function reads at run time, by name
 */
export function lambdaPackage(
  scope: Construct,
  name: string,
  entry: string,
  files: Readonly<Record<string, string>>,
): LambdaPackage {
  const zip = zipSync(
    Object.fromEntries(
      Object.entries({ "index.js": bundled(entry), ...files }).map(([file, text]) => [file, strToU8(text)]),
    ),
    { mtime: NO_TIME_OF_ITS_OWN },
  );
  const filename = `${name}.zip`;
  const folder = join(App.of(scope).outdir, "stacks", TerraformStack.of(scope).node.id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, filename), zip);
  return { filename, sourceCodeHash: createHash("sha256").update(zip).digest("base64") };
}

/** A bundle depends on its sources alone: of several syntheses in one process, as tests make them, the first makes it. */
const BUNDLES = new Map<string, string>();

function bundled(entry: string): string {
  const known = BUNDLES.get(entry);
  if (known !== undefined) return known;
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    // Comments in the bundle name each source from here: not from where somebody happens to stand.
    absWorkingDir: dirname(entry),
    bundle: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    // Lambda's Node.js runtime brings the AWS SDK. https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
    external: ["@aws-sdk/*"],
  });
  const text = outputFiles.map((file) => file.text).join("");
  BUNDLES.set(entry, text);
  return text;
}
