import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRoot } from "../setup/paths.mjs";
import { sourcesOf } from "./sources.mjs";

/** Calls that IAM knows by another name than S3 does. */
const ACTIONS: Readonly<Record<string, string>> = {
  "s3:ListObjectsV2": "s3:ListBucket",
  "s3:HeadBucket": "s3:ListBucket",
};

const SOURCES = sourcesOf("electron").map((name) => readFileSync(inRoot(name), "utf8"));

/** Every action of AWS that the app's code can ask for. */
function askedFor(): readonly string[] {
  const actions = SOURCES.flatMap((source) => {
    const client = /@aws-sdk\/client-([a-z0-9-]+)/.exec(source)?.[1];
    const calls =
      client === undefined
        ? []
        : [...source.matchAll(/new (\w+)Command\(|\bpaginate(\w+)\(/g)].map(
            ([, command, pages]) => `${client}:${command ?? pages}`,
          );
    // The legacy reports are asked for without a client of the SDK's.
    const signed = [...source.matchAll(/action: "(cur:\w+)"/g)].map(([, action = ""]) => action);
    return [...calls, ...signed].map((call) => ACTIONS[call] ?? call);
  });
  return [...new Set(actions)].toSorted();
}

/** Every action of the table in SECURITY.md. */
function saidOf(): readonly string[] {
  const rows = readFileSync(inRoot("SECURITY.md"), "utf8")
    .split("\n")
    .filter((line) => /^\| .*`[a-z0-9-]+:\w+`/.test(line));
  return [...new Set(rows.flatMap(actionsOf))].toSorted();
}

/** A service is written before the first action of its row only. */
function actionsOf(row: string): readonly string[] {
  const named = [...row.matchAll(/`(?:([a-z0-9-]+):)?([A-Z]\w+)`/g)];
  const service = named[0]?.[1] ?? "";
  return named.map(([, own, action]) => `${own ?? service}:${action}`);
}

test("SECURITY.md names every action that AWS is asked for, and no other", () => {
  expect(askedFor().length).toBeGreaterThanOrEqual(18);
  expect(saidOf()).toEqual(askedFor());
});
