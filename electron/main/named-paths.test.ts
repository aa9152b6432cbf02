import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { namedPaths } from "./named-paths.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "named-"));
  writeFileSync(join(folder, "bill [1].csv"), "");
  mkdirSync(join(folder, "reports"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("names existing files and folders, whole or below the working directory", () => {
  const argv = ["/opt/cloudspend", "bill [1].csv", "--no-sandbox", join(folder, "reports"), "missing.csv"];
  expect(namedPaths(argv, { skip: 1, workingDirectory: folder })).toEqual([
    join(folder, "bill [1].csv"),
    join(folder, "reports"),
  ]);
});

test("the app's own folder is no file to open", () => {
  const argv = ["/electron", "--no-sandbox", folder, "reports"];
  expect(namedPaths(argv, { skip: 2, workingDirectory: folder })).toEqual([join(folder, "reports")]);
});
