import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { CrashLog } from "../host/about.ts";
import { createLog, type Log } from "../logging/log.ts";

const MOST_SHOWN = 100;
const line = z.looseObject({ at: z.string(), event: z.string() });

/** A log whose errors are also kept in a file of their own, redacted alike, for the user to read and to pass on. */
export function keepCrashes(log: Log, file: string, facts: Readonly<Record<string, string>>): Log {
  const crashes = createLog(file);
  return {
    ...log,
    error(event, fields = {}) {
      log.error(event, fields);
      crashes.error(event, { ...fields, ...facts });
    },
  };
}

export async function readCrashes(file: string, dumpsFolder: string): Promise<CrashLog> {
  const texts = await Promise.all([`${file}.1`, file].map((path) => readFile(path, "utf8").catch(() => "")));
  const entries = texts
    .join("\n")
    .split("\n")
    .flatMap((text) => entryOf(text) ?? [])
    .slice(-MOST_SHOWN)
    .toReversed();
  return { folder: dirname(file), entries, dumps: await dumpsIn(dumpsFolder) };
}

function entryOf(text: string): CrashLog["entries"][number] | null {
  const parsed = line.safeParse(parse(text));
  if (!parsed.success) return null;
  const { at, event, level: _level, ...details } = parsed.data;
  return { at, event, details: JSON.stringify(details, null, 2).replaceAll("\\n", "\n") };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function dumpsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith(".dmp")).map((name) => join(folder, name));
}
