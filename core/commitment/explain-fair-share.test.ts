import { expect, test } from "vitest";
import { FAIR_SHARE_MEASURES, type FairShareFigure, substituted } from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import { scaledOf } from "../money/decimal.ts";
import { fairShareFigure } from "./explain-fair-share.ts";
import { type AccountFact, fairShareAnswer, type FairShareAnswer } from "./fair-share.ts";

const NAMES: ExplainNames = {
  metric: (metric) => metric,
  dimension: (dimension) => dimension,
  value: (_, value) => value ?? "none",
  range: ({ from, to }) => `${from} to ${to}`,
  count: String,
  amount: String,
};
const of = (dollars: number): bigint => BigInt(dollars) * 10n ** 18n;
const FACTS: readonly AccountFact[] = [
  { role: "covered", account: "a", pool: "Compute", arn: "plan", list: of(100), cost: of(60) },
  { role: "onDemand", account: "b", pool: "Compute", arn: null, list: of(300), cost: of(300) },
  { role: "onDemand", account: "a", pool: "AmazonRDS", arn: null, list: of(50), cost: of(50) },
  { role: "fee", account: "payer", pool: null, arn: "plan", list: 0n, cost: of(8) },
  { role: "fee", account: "payer", pool: null, arn: "idle", list: 0n, cost: of(5) },
];
const TOTALS = new Map([
  ["a", of(200)],
  ["b", of(300)],
  ["payer", of(20)],
]);
const ANSWER: FairShareAnswer = {
  currency: "USD",
  currencies: ["USD"],
  isKnown: true,
  limits: [],
  ...fairShareAnswer(FACTS, TOTALS, () => null),
};
const asked = (question: Partial<FairShareFigure>): FairShareFigure => ({
  kind: "fairShare",
  measure: "fair",
  of: { account: "a" },
  range: { from: "2026-10-01", to: "2026-11-01" },
  currency: null,
  ...question,
});
const put = (question: Partial<FairShareFigure>) => {
  const figure = fairShareFigure(asked(question), ANSWER, NAMES);
  const text = (amount: string | null): string => String(Number(amount));
  return (
    figure && substituted(figure, (value) => ("amount" in value ? text(value.amount) : String(value.ratio)))
  );
};

test("a share is the account's part of every pool, and every number of it is put in", () => {
  expect(put({})).toBe("50 × 50 ÷ 50 + 100 × 368 ÷ 400");
  expect(fairShareFigure(asked({}), ANSWER, NAMES)?.value).toEqual({
    kind: "money",
    amount: "142.0000000000",
  });
  expect(put({ of: { account: "payer" } })).toBe("5");
  expect(put({ of: null })).toBe("50 + 368 + 5");
});

test("the other amounts are told from it and from what was billed", () => {
  expect(put({ measure: "billed" })).toBe("60 + 50 + 0");
  expect(put({ measure: "billed", of: { account: "payer" } })).toBe("0 + 0 + 13");
  expect(put({ measure: "eligible" })).toBe("100 + 50");
  expect(put({ measure: "difference" })).toBe("142 − 110");
  expect(put({ measure: "fairTotal" })).toBe("200 − 110 + 142");
  expect(put({ measure: "rate" })).toBe("142 ÷ 150");
});

test("each figure of everybody is what the parts of the accounts sum to", () => {
  const amountOf = (question: Partial<FairShareFigure>): bigint => {
    const value = fairShareFigure(asked(question), ANSWER, NAMES)?.value;
    return value?.kind === "money" ? scaledOf(value.amount ?? "0.0") : 0n;
  };
  for (const measure of FAIR_SHARE_MEASURES.filter((one) => one !== "rate")) {
    const parts = ["a", "b", "payer"].map((account) => amountOf({ measure, of: { account } }));
    expect([measure, parts.reduce((sum, part) => sum + part, 0n)]).toEqual([
      measure,
      amountOf({ measure, of: null }),
    ]);
  }
});

test("line-item types are named where the bills have them, and parts of months are warned of", () => {
  const billed = fairShareFigure(asked({ measure: "billed" }), ANSWER, NAMES);
  expect(billed?.terms.map(({ of: cell }) => cell?.filters.at(-1)?.values)).toEqual([
    ["SavingsPlanCoveredUsage", "DiscountedUsage"],
    undefined,
    ["SavingsPlanRecurringFee", "RIFee"],
  ]);
  const focus = fairShareFigure(asked({ measure: "billed" }), { ...ANSWER, limits: ["netCosts"] }, NAMES);
  expect(focus?.terms.every(({ of: cell, columns }) => cell === undefined && columns === undefined)).toBe(
    true,
  );
  const part = { from: "2026-10-05", to: "2026-10-08" };
  expect(fairShareFigure(asked({ range: part }), ANSWER, NAMES)?.notes.at(-1)).toContain("parts of a month");
  expect(fairShareFigure(asked({ of: { account: "z" } }), ANSWER, NAMES)).toBeNull();
});
