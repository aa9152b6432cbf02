import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";

const RENDERER = join(import.meta.dirname, "..", "..", "renderer");
const collection = createRequire(import.meta.url)("@iconify-json/lucide/icons.json");

/** A name the build cannot find would be fetched from the network, and stay blank offline. */
test("every icon named in the page is in the bundled collection", () => {
  const sources = readdirSync(RENDERER, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(vue|ts)$/.test(file),
  );
  const names = sources.flatMap((file) => [
    ...readFileSync(join(RENDERER, file), "utf8").matchAll(/i-lucide-([a-z0-9-]+)/g),
  ]);
  const unknown = new Set(names.map(([, name = ""]) => name).filter((name) => !isKnown(name)));
  expect(names.length).toBeGreaterThan(20);
  expect([...unknown]).toEqual([]);
});

function isKnown(name: string): boolean {
  return name in collection.icons || name in (collection.aliases ?? {});
}
