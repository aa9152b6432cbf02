import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRoot } from "../setup/paths.mjs";
import { toolPath } from "../setup/run.mjs";
import rules from "./dependency-rules.mjs";

/** For each rule the smallest import that it has to forbid. */
const VIOLATIONS: Readonly<Record<string, readonly [file: string, source: string]>> = {
  "no-cycles": ["core/time/day.ts", `import { month } from "./month.ts"; export const day = month;`],
  "core-has-no-builtins": [
    "core/money/disk.ts",
    `import { readFileSync } from "node:fs"; readFileSync("x");`,
  ],
  "core-is-pure": ["core/money/view.ts", `import { ref } from "vue"; ref(1);`],
  "zod-only-where-outside-facts-enter": ["core/money/decode.ts", `import { z } from "zod"; z.string();`],
  "core-does-not-know-the-contract": [
    "core/money/call.ts",
    `import { contract } from "../contract/engine.ts"; export const c = contract;`,
  ],
  "the-sample-world-stays-a-sample": [
    "core/cost/guess.ts",
    `import { world } from "../sample/world.ts"; export const w = world;`,
  ],
  "engine-runs-without-electron": [
    "electron/engine/window.ts",
    `import { app } from "electron"; app.quit();`,
  ],
  "engine-has-no-secrets-and-no-network": [
    "electron/engine/fetch.ts",
    `import { get } from "node:https"; get("x");`,
  ],
  "aws-sdk-only-in-its-adapters": [
    "electron/host/call.ts",
    `import { STSClient } from "@aws-sdk/client-sts"; export const c = STSClient;`,
  ],
  "keychain-only-in-its-adapter": [
    "electron/host/keys.ts",
    `import { getPassword } from "keytar"; getPassword("a", "b");`,
  ],
  "duckdb-only-in-the-engine": [
    "electron/host/query.ts",
    `import { DuckDBInstance } from "@duckdb/node-api"; DuckDBInstance.create();`,
  ],
  "main-knows-the-engine-by-contract": [
    "electron/main/shortcut.ts",
    `import "../engine/entry.ts"; export const started = true;`,
  ],
  "preload-carries-nothing": [
    "electron/preload/preload.ts",
    `import { world } from "../../core/sample/world.ts"; export const w = world;`,
  ],
  "electron-does-not-know-the-page": [
    "electron/main/page.ts",
    `import { format } from "../../renderer/format/money.ts"; export const f = format;`,
  ],
  "page-takes-types-of-the-contract-only": [
    "renderer/queries/validate.ts",
    `import { contract } from "../../core/contract/engine.ts"; export const c = contract;`,
  ],
  "page-is-sandboxed": [
    "renderer/backend/direct.ts",
    `import { entry } from "../../electron/engine/entry.ts"; export const e = entry;`,
  ],
  "page-has-no-builtins": [
    "renderer/stores/disk.ts",
    `import { readFileSync } from "node:fs"; readFileSync("x");`,
  ],
  "page-uses-known-packages": ["renderer/ui/zip.ts", `import { open } from "yauzl"; open("x");`],
  "features-do-not-know-each-other": [
    "renderer/features/budgets/borrow.ts",
    `import { spend } from "../spend/spend.ts"; export const s = spend;`,
  ],
  "design-system-knows-no-domain": [
    "renderer/charts/cost.ts",
    `import { world } from "../../core/sample/world.ts"; export const w = world;`,
  ],
  "faults-are-for-tests": [
    "electron/main/failing.ts",
    `import { inject } from "../faults/inject.fixture.ts"; export const f = inject;`,
  ],
  "fakes-are-for-tests": [
    "renderer/app/demo.ts",
    `import { fake } from "../backend/fake/fake.ts"; export const f = fake;`,
  ],
  "page-layers-point-down": [
    "renderer/format/upward.ts",
    `import { spend } from "../features/spend/spend.ts"; export const s = spend;`,
  ],
  "features-do-not-know-the-app": [
    "renderer/features/spend/spend.ts",
    `import { router } from "../../app/router.ts"; export const spend = router;`,
  ],
  "everything-resolves": [
    "core/time/gone.ts",
    `import { gone } from "./not-there.ts"; export const g = gone;`,
  ],
};

/** What the violations reach for. */
const SURROUNDINGS: Readonly<Record<string, string>> = {
  "core/time/month.ts": `import { day } from "./day.ts"; export const month = day;`,
  "core/contract/engine.ts": `export const contract = {};`,
  "core/sample/world.ts": `export const world = {};`,
  "electron/engine/entry.ts": `export const entry = {};`,
  "renderer/format/money.ts": `export const format = {};`,
  "renderer/backend/fake/fake.ts": `export const fake = {};`,
  "electron/faults/inject.fixture.ts": `export const inject = {};`,
  "renderer/app/router.ts": `export const router = {};`,
};

let folder = "";
let fired: ReadonlySet<string>;

beforeAll(() => {
  // Inside the project, so that packages resolve as they do for the real sources.
  mkdirSync(inRoot(".cache"), { recursive: true });
  folder = mkdtempSync(inRoot(".cache", "violations-"));
  for (const [file, source] of [...Object.values(VIOLATIONS), ...Object.entries(SURROUNDINGS)]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), source);
  }
  fired = new Set(cruise());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rule and the file of each violation found in the folder. */
function cruise(): readonly string[] {
  const config = inRoot("build", "checks", "dependency-rules.mjs");
  const tool = toolPath("dependency-cruiser", "depcruise");
  const args = [tool, "--config", config, "--output-type", "json", "core", "electron", "renderer"];
  const report = runForOutput(args);
  const { violations }: { violations: readonly { from: string; rule: { name: string } }[] } =
    JSON.parse(report).summary;
  return violations.map(({ from, rule }) => `${rule.name} ${from}`);
}

/** dependency-cruiser exits with the number of violations; only its output counts here. */
function runForOutput(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  } catch (error) {
    if (error instanceof Error && "stdout" in error && String(error.stdout) !== "")
      return String(error.stdout);
    throw error;
  }
}

describe("each rule forbids what it is for", () => {
  test("there is a violation for every rule", () => {
    expect(new Set(Object.keys(VIOLATIONS))).toEqual(
      new Set((rules.forbidden ?? []).map(({ name }) => name)),
    );
  });
  test.each(Object.entries(VIOLATIONS))("%s", (rule, [file]) => {
    expect([...fired]).toContain(`${rule} ${file}`);
  });
});
