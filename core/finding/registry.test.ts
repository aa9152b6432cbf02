import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { scaledOf } from "../money/decimal.ts";
import { givenFor } from "./assumptions.ts";
import { FINDING_RULES, findingRule } from "./registry.ts";

const files = readdirSync(new URL("rules", import.meta.url)).map((name) => name.replace(/\.ts$/, ""));

test("every file of rules is in the registry, and every rule in a file of its name", () => {
  expect(FINDING_RULES.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
});

test("every row of the published table is there", () => {
  const ranks = new Set(FINDING_RULES.map(({ rank }) => rank));
  expect(Array.from({ length: 51 }, (_, at) => at + 1).filter((rank) => !ranks.has(rank))).toEqual([]);
});

describe.each(FINDING_RULES.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("says why, how much, how to mend it and where it is from", () => {
    expect(findingRule(id)).toBe(rule);
    for (const text of [rule.title, rule.why, rule.formula, rule.fix.console, rule.fix.cli, rule.source])
      expect(text.trim().length).toBeGreaterThan(3);
    expect(rule.fix.cli).toMatch(/^aws /);
  });

  test("assumes numbers with names of their own", () => {
    const names = rule.assumptions.map((assumption) => assumption.id);
    expect(new Set(names).size).toBe(names.length);
    for (const { id: name, value, unit } of rule.assumptions) {
      const scaled = scaledOf(value);
      expect(scaled >= 0n && (unit !== "share" || scaled <= 10n ** 18n)).toBe(true);
      expect(givenFor(rule, [])(name)).toBe(scaled);
      expect(givenFor(rule, [{ finding: id, id: name, value: "0.1250000000" }])(name)).toBe(
        125n * 10n ** 15n,
      );
    }
  });

  test("a published ratio can be changed", () => {
    const isByRatio = rule.confidence === "B";
    expect(!isByRatio || rule.assumptions.length > 0).toBe(true);
  });
});
