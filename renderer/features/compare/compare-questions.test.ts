import { describe, expect, it } from "vitest";
import { beforeRange, comparePresets, productsQuestion, wholeQuestion } from "./compare-questions.ts";

const OCTOBER = { from: "2026-10-01", to: "2026-11-01" };
const PLACE = { before: "comparison", workspaceId: null, byDays: true, effect: null, group: null } as const;
const VIEW = {
  range: OCTOBER,
  metric: "usageAmount",
  filters: [],
  groupBy: ["service"],
  currency: null,
  comparison: "lastYear",
} as const;

describe("the earlier period", () => {
  it("is what the view compares with, or the period before where it compares with nothing", () => {
    expect(beforeRange(OCTOBER, PLACE, "lastYear").from).toBe("2025-10-01");
    expect(beforeRange(OCTOBER, PLACE, null).from).toBe("2026-09-01");
  });

  it("is the same days only of another workspace", () => {
    expect(beforeRange(OCTOBER, { before: "same", workspaceId: "w-2" }, null)).toEqual(OCTOBER);
    expect(beforeRange(OCTOBER, { before: "same", workspaceId: null }, null).from).toBe("2026-09-01");
  });
});

it("amounts used are not compared, and accounts of two workspaces are not told apart", () => {
  expect(wholeQuestion(VIEW, PLACE)).toMatchObject({ metric: "unblended", byAccount: true });
  expect(wholeQuestion(VIEW, { ...PLACE, workspaceId: "w-2" })).toMatchObject({ byAccount: false });
});

it("the products of a group are asked for by its filters", () => {
  const asked = productsQuestion(wholeQuestion(VIEW, PLACE), {
    ...PLACE,
    effect: "mix",
    group: ["AmazonEC2"],
  });
  expect(asked).toMatchObject({
    filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
    products: { effect: "mix" },
  });
  const rest = productsQuestion(wholeQuestion(VIEW, PLACE), { ...PLACE, effect: "mix", group: "other" });
  expect(rest).toMatchObject({
    top: wholeQuestion(VIEW, PLACE).top,
    products: { effect: "mix", ofOther: true },
  });
  const stale = productsQuestion(wholeQuestion(VIEW, PLACE), { ...PLACE, group: ["a", "b"] });
  expect(stale.filters).toEqual([]);
});

it.each([
  ["2026-10-22", "2026-07-01", "2026-10-01"],
  ["2026-10-01", "2026-07-01", "2026-10-01"],
  ["2026-02-11", "2025-10-01", "2026-01-01"],
  ["2026-09-30", "2026-04-01", "2026-07-01"],
])("the last whole quarter when data ends before %s", (end, from, to) => {
  expect(comparePresets(end).find(({ id }) => id === "quarter")?.now.range).toEqual({ from, to });
});
