import { expect, test } from "vitest";
import { refusedSwitch, type BuildKind } from "./start-switches.ts";

const given = (...names: readonly string[]) => ({ hasSwitch: (name: string) => names.includes(name) });
const MARK = "unsandboxed-test-or-preview";

test.each<readonly [BuildKind, readonly string[], string | null]>([
  ["source", [], null],
  ["source", ["no-sandbox"], "no-sandbox"],
  ["source", ["no-sandbox", MARK], null],
  ["source", ["no-sandbox", MARK, "disable-web-security"], "disable-web-security"],
  ["source", ["remote-debugging-port"], null],
  ["test", ["remote-debugging-port"], null],
  ["release", [], null],
  ["release", ["no-sandbox"], "no-sandbox"],
  ["release", ["no-sandbox", MARK], "no-sandbox"],
  ["release", ["remote-debugging-port"], "remote-debugging-port"],
  ["release", ["remote-debugging-pipe"], "remote-debugging-pipe"],
  ["release", ["ignore-certificate-errors"], "ignore-certificate-errors"],
])("a %s build started with %j", (build, switches, refused) => {
  expect(refusedSwitch(given(...switches), build)).toBe(refused);
});
