import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missingPlatformPackages } from "../scripts/platform-packages.mjs";
import { inRoot } from "../setup/paths.mjs";

const lock: { packages: Record<string, { resolved?: string }> } = JSON.parse(
  readFileSync(inRoot("package-lock.json"), "utf8"),
);

test("the lockfile serves every platform (else run build/scripts/complete-lockfile.mjs)", () => {
  expect([...missingPlatformPackages(lock.packages).keys()]).toEqual([]);
});

test("the lockfile names no registry, so that each user's own is asked", () => {
  expect(Object.values(lock.packages).flatMap(({ resolved }) => resolved ?? [])).toEqual([]);
});

test("a platform package is recognised by its name", () => {
  const packages = {
    "": {},
    "node_modules/tool": { optionalDependencies: { "@tool/linux-arm64-musl": "1.2.3" } },
  };
  expect([...missingPlatformPackages(packages).values()]).toEqual([
    { version: "1.2.3", os: ["linux"], cpu: ["arm64"], libc: ["musl"], optional: true },
  ]);
});
