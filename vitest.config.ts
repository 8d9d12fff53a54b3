import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          // Loading cdktf costs more than the tests; none of them changes what another one sees.
          isolate: false,
          include: ["__tests__/**/*.test.ts"],
          exclude: ["__tests__/e2e/**"],
        },
      },
      {
        test: {
          name: "e2e",
          include: ["__tests__/e2e/**/*.e2e.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
