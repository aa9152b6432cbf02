import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listPageFiles } from "./page-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "page-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("lists the page's own files by address, and nothing a link leads to", () => {
  const page = join(folder, "renderer");
  mkdirSync(join(page, "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.json"), "{}");
  writeFileSync(join(page, "index.html"), "");
  writeFileSync(join(page, "assets", "app-1.js"), "");
  writeFileSync(join(page, "assets", "app-1.js.map"), "");
  symlinkSync(join(folder, "secret.json"), join(page, "stolen.json"));
  expect([...listPageFiles(page)]).toEqual([
    ["/assets/app-1.js", { path: join(page, "assets", "app-1.js"), type: "text/javascript; charset=utf-8" }],
    ["/index.html", { path: join(page, "index.html"), type: "text/html; charset=utf-8" }],
  ]);
});
