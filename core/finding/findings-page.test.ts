import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findingsPage } from "./findings-page.ts";
import { FINDING_RULES } from "./registry.ts";

test("the page of findings says what the rules say; `npm run unit -- findings-page -u` writes it", async () => {
  await expect(findingsPage(FINDING_RULES)).toMatchFileSnapshot("../../build/docs/findings.md");
  expect(readFileSync(new URL("../../build/docs/findings.md", import.meta.url), "utf8")).toContain(
    "idle-nat-gateways",
  );
});
