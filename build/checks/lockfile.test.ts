import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missingPlatformPackages } from "../scripts/platform-packages.mjs";
import { inRoot } from "../setup/paths.mjs";

type Locked = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
};
const lock: { packages: Record<string, Locked> } = JSON.parse(
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

test("every package is held against its hash, but for those of other platforms that were added by name", () => {
  const without = Object.entries(lock.packages).filter(([path, { integrity }]) => path !== "" && !integrity);
  const unexplained = without.filter(([, { os, cpu, optional }]) => !(optional && (os || cpu)));
  expect(unexplained.map(([path]) => path)).toEqual([]);
  expect(Object.values(lock.packages).filter(({ integrity }) => integrity).length).toBeGreaterThan(1_000);
});

test("packages that run something when they are installed are known, each of them", () => {
  const scripted = Object.entries(lock.packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript ? [path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)] : [],
  );
  expect([...new Set(scripted)].toSorted()).toEqual(["electron-winstaller", "esbuild", "keytar", "vue-demi"]);
});

/** Versions that strangers published under the names of packages used here. */
const STOLEN = [
  "@duckdb/node-api 1.3.3",
  "@duckdb/node-bindings 1.3.3",
  "duckdb 1.3.3",
  "@duckdb/duckdb-wasm 1.29.2",
];

test("no version that is known to be malicious is used, and nothing comes from a repository or a folder", () => {
  const used = Object.entries(lock.packages).map(
    ([path, { version }]) =>
      `${path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)} ${version}`,
  );
  expect(used.filter((each) => STOLEN.includes(each))).toEqual([]);
  const {
    dependencies,
    devDependencies,
  }: Record<string, Record<string, string>> = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const wanted = Object.entries({ ...dependencies, ...devDependencies });
  expect(wanted.length).toBeGreaterThan(50);
  expect(
    wanted.filter(([, version]) => !/^(?:npm:@[\w/-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)),
  ).toEqual([]);
});
