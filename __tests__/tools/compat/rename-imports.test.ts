import { expect, it } from "vitest";
import { renameImports } from "../../../src/tools/compat/workspace";

const RENAMES = { cdktf: "cdktn", "@cdktf/provider-aws": "@cdktn/provider-aws" };

it.each([
  ['import { App } from "cdktf";', 'import { App } from "cdktn";'],
  ['import type { App } from "cdktf";', 'import type { App } from "cdktn";'],
  ['} from "@cdktf/provider-aws/lib/kms-key";', '} from "@cdktn/provider-aws/lib/kms-key";'],
  ['await import("cdktf")', 'await import("cdktn")'],
  ['import "cdktf";', 'import "cdktn";'],
])("renames %s", (source, renamed) => {
  expect(renameImports(source, RENAMES)).toBe(renamed);
});

it.each([
  ['import { x } from "cdktf-cli";'],
  ['import { x } from "./cdktf";'],
  ['const library = "cdktf";'],
  ["// cdktf calls this"],
])("leaves %s alone", (source) => {
  expect(renameImports(source, RENAMES)).toBe(source);
});
