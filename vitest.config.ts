import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The longest files, and the one that waits for processes of its own: begun last, they would be waited for. */
const FIRST = [
  "proof/attacks.test.ts",
  "__tests__/main.integration.ts",
  "e2e/deploy.e2e.ts",
  "e2e/example.e2e.ts",
  "e2e/adopt.e2e.ts",
  "e2e/incident-access.e2e.ts",
  "e2e/askflorence.e2e.ts",
  "e2e/description-changes.e2e.ts",
  "e2e/rehearse.e2e.ts",
  "e2e/verify.e2e.ts",
];

/** A fresh checkout knows of no earlier run, by which vitest would order the files. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const first = FIRST.flatMap((end) => sorted.filter(({ moduleId }) => moduleId.endsWith(end)));
    return [...first, ...sorted.filter((file) => !first.includes(file))];
  }
}

/** A project whose tests apply nothing. */
function tests(name: string, files: { include: string[]; exclude?: string[] }) {
  return {
    // Seen by packages too, where vitest loads them itself.
    resolve: {
      alias: [
        {
          find: /^@cloud-copilot\/iam-utils$/,
          replacement: join(__dirname, "__tests__/support/iam/iam-utils-once.ts"),
        },
      ],
    },
    test: {
      name,
      ...files,
      server: { deps: { inline: [/@cloud-copilot\/iam-simulate/] } },
      // Loading cdktf costs more than the tests; none of them changes what another one sees.
      isolate: false,
      // None takes a second where nothing else runs; a loaded machine takes many times as long, and proves the same.
      testTimeout: 600_000,
      hookTimeout: 600_000,
    },
  };
}

/** What real Terraform shows in more time than CI has. */
function sweep(name: string) {
  return {
    test: {
      name,
      include: [`__tests__/e2e/${name}/*.sweep.ts`],
      testTimeout: 3_600_000,
      hookTimeout: 3_600_000,
    },
  };
}

export default defineConfig({
  test: {
    experimental: { fsModuleCache: true },
    sequence: { sequencer: LongestFirst },
    projects: [
      tests("unit", { include: ["__tests__/**/*.test.ts"], exclude: ["__tests__/proof/**"] }),
      // DuckDB answers, chains are signed and files attacked, processes are started, every change is synthesized: too slow for
      // the loop of who writes.
      tests("integration", { include: ["__tests__/**/*.integration.ts"] }),
      // What holds for every attack, every caller, every description: more work than all the unit tests.
      tests("proof", { include: ["__tests__/proof/**/*.test.ts"] }),
      {
        test: {
          name: "e2e",
          include: ["__tests__/e2e/**/*.e2e.ts"],
          // Minutes where nothing else runs: an end for what hangs, and no limit to what a loaded machine takes.
          testTimeout: 1_200_000,
          hookTimeout: 1_200_000,
        },
      },
      sweep("adoption"),
      sweep("day-two"),
      sweep("permissions"),
    ],
  },
});
