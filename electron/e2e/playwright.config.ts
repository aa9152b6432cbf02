import { defineConfig } from "@playwright/test";

const artifacts = "../../.artifacts/journeys";

/** One worker: each journey drives its own real window, and two of them would fight for the same two cores. */
export default defineConfig({
  testDir: ".",
  testMatch: "**/*.e2e.ts",
  outputDir: `${artifacts}/results`,
  workers: 1,
  // A window is driven in real time: a machine that stood still for a moment is asked again, and `npm test` names the journey.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [["list"], ["json", { outputFile: `${artifacts}/report.json` }]],
  use: { trace: "retain-on-failure", screenshot: "only-on-failure" },
});
