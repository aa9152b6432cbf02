import { describe, expect, test } from "vitest";
import { findingFact } from "./finding-fact.fixture.ts";
import type { FoundItem } from "./overlap.ts";
import { measured } from "./realised.ts";

const ONE = 10n ** 18n;

function item(
  month: string,
  key: string,
  cost: bigint,
  saving: bigint,
  resource: string | null = key,
): FoundItem {
  const facts = [findingFact(1, resource, cost * ONE)];
  return { month, key, facts, cost: cost * ONE, saving: saving * ONE, filters: [], besides: 0 };
}

const ACCEPTED = { month: "2026-08", expected: "20.0000000000", currency: "USD" };
const before = [item("2026-08", "a", 50n, 10n), item("2026-08", "b", 50n, 10n)];

function realised(
  items: readonly FoundItem[],
  costs: Readonly<Record<string, bigint>>,
  expected = "20.0000000000",
) {
  const answer = measured({
    finding: "f",
    accepted: { ...ACCEPTED, expected },
    items: [...before, ...items],
    costOf: (month) => (costs[month] ?? 0n) * ONE,
    months: ["2026-09"],
  });
  return answer.months[0]?.realised;
}

describe("expected against realised", () => {
  test("nothing was done, nothing is realised", () => {
    const same = [item("2026-09", "a", 50n, 10n), item("2026-09", "b", 50n, 10n)];
    expect(realised(same, { "2026-08": 100n, "2026-09": 100n })).toBe("0.0000000000");
  });

  test("one of two was done", () => {
    expect(realised([item("2026-09", "b", 50n, 10n)], { "2026-08": 100n, "2026-09": 90n })).toBe(
      "10.0000000000",
    );
  });

  test("it looks different and costs the same: nothing is realised", () => {
    expect(realised([], { "2026-08": 100n, "2026-09": 100n })).toBe("0.0000000000");
  });

  test("the resources are gone altogether: not more than was expected", () => {
    expect(realised([], { "2026-08": 100n })).toBe("20.0000000000");
  });

  test("new things that are found later do not count against it", () => {
    const other = [item("2026-09", "c", 500n, 100n)];
    expect(realised(other, { "2026-08": 100n, "2026-09": 80n })).toBe("20.0000000000");
  });

  test("where overlaps had left a part, that part is realised", () => {
    expect(realised([], { "2026-08": 100n }, "5.0000000000")).toBe("5.0000000000");
  });

  test("without resource ids the rule's own costs are compared", () => {
    const answer = measured({
      finding: "f",
      accepted: { ...ACCEPTED, expected: "10.0000000000" },
      items: [item("2026-08", "trail", 10n, 10n, null), item("2026-09", "trail", 4n, 4n, null)],
      costOf: () => 0n,
      months: ["2026-09"],
    });
    expect(answer).toMatchObject({
      items: 1,
      costBefore: "10.0000000000",
      months: [{ cost: "4.0000000000", still: "4.0000000000", realised: "6.0000000000" }],
    });
  });
});
