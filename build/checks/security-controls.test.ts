import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FuseV1Options } from "@electron/fuses";
import { RELEASE_FUSES, TEST_FUSES } from "../packaging/fuses.mjs";
import { inRoot } from "../setup/paths.mjs";
import { sourcesOf } from "./sources.mjs";

type Row = { readonly control: string; readonly where: string; readonly file: string; readonly name: string };

const rows: readonly Row[] = readFileSync(inRoot("build/docs/security-controls.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes("` › "))
  .map((line) => {
    const [, control = "", where = "", tested = ""] = line.split("|").map((cell) => cell.trim());
    const [file = "", name = ""] = tested.split(" › ");
    return { control, where: where.replaceAll("`", ""), file: file.replaceAll("`", ""), name };
  });

test.each(rows)("$control: its place and its test are there", ({ where, file, name }) => {
  expect(existsSync(inRoot(where))).toBe(true);
  expect(name.length).toBeGreaterThan(5);
  expect(readFileSync(inRoot(file), "utf8")).toContain(name);
});

test("the table has all twenty lines of Electron's checklist", () => {
  const numbers = rows.flatMap(({ control }) => /^(\d+) /.exec(control)?.[1] ?? []);
  expect([...new Set(numbers)]).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)));
});

const SOURCES = ["core", "electron", "renderer"].flatMap(sourcesOf);

test("nothing is opened in other programs, no crash is uploaded, and no channel goes past the ports", () => {
  const forbidden =
    /\b(?:openExternal|uploadToServer: true|submitURL|ipcMain|ipcRenderer\.(?:send|invoke)|v-html)\b/;
  const found = SOURCES.filter((name) => forbidden.test(readFileSync(inRoot(name), "utf8")));
  expect(SOURCES.length).toBeGreaterThan(500);
  expect(found).toEqual([]);
  const reporters = SOURCES.filter((name) => readFileSync(inRoot(name), "utf8").includes("crashReporter."));
  expect(reporters).toEqual(["electron/main/main.ts"]);
  expect(readFileSync(inRoot("electron/main/main.ts"), "utf8")).toContain("uploadToServer: false");
});

test("Electron is pinned to a version that carries the mended Brotli decoder", () => {
  const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
    readFileSync(inRoot("package.json"), "utf8"),
  );
  const [major = 0, minor = 0, patch = 0] = (devDependencies["electron"] ?? "").split(".").map(Number);
  // CVE-2026-111497 is mended in 43.8.4 and 44.10.0.
  expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(44_010_000);
});

test("a release has every fuse set, and the test build differs in one", () => {
  const all = Object.keys(FuseV1Options).filter((name) => !/^\d+$/.test(name));
  expect(Object.keys(RELEASE_FUSES).toSorted()).toEqual(all.toSorted());
  const on = Object.entries(RELEASE_FUSES).flatMap(([name, isOn]) => (isOn ? [name] : []));
  expect(on).toEqual([
    "EnableCookieEncryption",
    "EnableEmbeddedAsarIntegrityValidation",
    "OnlyLoadAppFromAsar",
    "WasmTrapHandlers",
  ]);
  const differing = all.filter((name) => Reflect.get(RELEASE_FUSES, name) !== Reflect.get(TEST_FUSES, name));
  expect(differing).toEqual(["EnableNodeCliInspectArguments"]);
  expect(readFileSync(inRoot("electron-builder.yml"), "utf8")).toContain(
    "afterPack: build/packaging/after-pack.mjs",
  );
});
