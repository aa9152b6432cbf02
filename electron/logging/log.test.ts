import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "./log.ts";
import { redact } from "./redact.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("one JSON line per event", () => {
  const file = join(folder, "logs", "main.log");
  const log = createLog(file, () => new Date("2026-11-22T10:00:00Z"));
  log.info("engine.started", { pid: 7 });
  log.error("engine.ended", { error: new Error("boom") });
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { at: "2026-11-22T10:00:00.000Z", level: "info", event: "engine.started", pid: 7 },
    { level: "error", error: { message: "boom" } },
  ]);
});

test("a long log is put aside once", () => {
  const file = join(folder, "main.log");
  writeFileSync(file, "x".repeat(2_000_001));
  createLog(file).info("begun");
  expect(readFileSync(`${file}.1`, "utf8")).toHaveLength(2_000_001);
  expect(readFileSync(file, "utf8")).toContain("begun");
});

test("secrets are taken out by key and by pattern", () => {
  const cleaned = JSON.stringify(
    redact({
      secretAccessKey: "abc",
      nested: [{ sessionToken: "def" }],
      text: "used AKIAIOSFODNN7EXAMPLE with password=hunter2 and more",
      error: new Error("token: xyz", { cause: "ASIAIOSFODNN7EXAMPLE" }),
      rows: 12n,
    }),
  );
  for (const secret of ["abc", "def", "AKIA", "hunter2", "xyz", "ASIA"])
    expect(cleaned).not.toContain(secret);
  expect(cleaned).toContain("and more");
  expect(cleaned).toContain('"rows":"12"');
});

test("the home folder is not named", () => {
  expect(redact(join(homedir(), "bills"))).toBe(join("~", "bills"));
});
