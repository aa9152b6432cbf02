import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../logging/log.ts";
import { keepCrashes, readCrashes } from "./crash-log.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "crashes-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("errors are kept beside the log, redacted, with the versions they happened in", async () => {
  const file = join(folder, "crashes.log");
  const log = keepCrashes(createLog(join(folder, "main.log")), file, { version: "1.2.3", electron: "45" });
  log.info("app.started");
  log.warn("engine.said", { text: "nothing" });
  const error = new Error(`secret=hunter2 at ${homedir()}/bills with AKIAIOSFODNN7EXAMPLE`);
  log.error("main.uncaught", { error, password: "hunter2" });
  log.error("engine.ended", { code: 9 });

  const { entries, folder: shown } = await readCrashes(file, join(folder, "dumps"));
  expect(shown).toBe(folder);
  expect(entries.map(({ event }) => event)).toEqual(["engine.ended", "main.uncaught"]);
  const [last, first] = entries;
  expect(JSON.parse(last?.details ?? "")).toEqual({ code: 9, version: "1.2.3", electron: "45" });
  expect(first?.details).toContain("~/bills");
  expect(first?.details).not.toMatch(/hunter2|AKIAIOSFODNN7EXAMPLE/);
  expect(await readFile(join(folder, "main.log"), "utf8")).toContain('"event":"engine.ended"');
});

test("damaged lines are left out, former files come first, dumps are found", async () => {
  const file = join(folder, "crashes.log");
  await writeFile(`${file}.1`, '{"at":"2026-01-01","event":"old.failed"}\n');
  await writeFile(file, '{"at":"2026-01-02","eve\nnull\n[]\n{"at":"2026-01-03","event":"new.failed"}\n');
  await mkdir(join(folder, "dumps", "completed"), { recursive: true });
  await writeFile(join(folder, "dumps", "completed", "a.dmp"), "");
  await writeFile(join(folder, "dumps", "settings.dat"), "");
  const { entries, dumps } = await readCrashes(file, join(folder, "dumps"));
  expect(entries.map(({ event }) => event)).toEqual(["new.failed", "old.failed"]);
  expect(dumps).toEqual([join(folder, "dumps", "completed", "a.dmp")]);
});

test("nothing has failed yet", async () => {
  expect(await readCrashes(join(folder, "crashes.log"), join(folder, "dumps"))).toEqual({
    folder,
    dumps: [],
    entries: [],
  });
});
