import { describe, expect, it } from "vitest";
import type { AllocationModel } from "../allocation/model.ts";
import { BUSINESS_UNIT_REF } from "../allocation/model-dimension.ts";
import { type FigureValue, substituted, type UnitCostFigure } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import type { BusinessMetric } from "./business-metric.ts";
import { type ExplainedPeriod, unitCostFigure, withPeriodBefore } from "./explain-unit-cost.ts";
import { unitCosts } from "./unit-costs.ts";

const ORDERS: BusinessMetric = {
  id: "orders",
  name: "Orders",
  grain: "month",
  combine: "sum",
  per: 1_000,
  figures: [
    { from: "2024-01-01", unit: null, value: "40000.0" },
    { from: "2024-02-01", unit: null, value: "50000.0" },
  ],
};
const MODEL: AllocationModel = {
  id: "m",
  name: "Model",
  units: [{ id: "shop", name: "Shop", parentId: null, split: null }],
  rules: [],
};
const FILTERS = [{ dimension: "service", mode: "include", values: ["AmazonS3"] }] as const;

const question = (patch: Partial<UnitCostFigure> = {}): UnitCostFigure => ({
  kind: "unitCost",
  measure: "costPerUnit",
  businessId: "orders",
  by: "month",
  metric: "amortized",
  of: { kind: "bill", filters: FILTERS },
  range: { from: "2024-02-01", to: "2024-03-01" },
  currency: "USD",
  ...patch,
});

/** January 100, February 150. */
function explained(): ExplainedPeriod {
  const [before = null, now] = unitCosts({
    metric: ORDERS,
    figures: new Map([
      ["2024-01-01", 40_000n * 10n ** 18n],
      ["2024-02-01", 50_000n * 10n ** 18n],
    ]),
    costs: { buckets: ["2024-01", "2024-02"], values: ["100.0", "150.0"] },
    by: "month",
    range: { from: "2024-01-01", to: "2024-03-01" },
    held: { from: "2024-01-01", to: "2024-04-01" },
  });
  if (now === undefined) throw new Error("no period");
  return { business: ORDERS, model: MODEL, now, before, currency: "USD" };
}

const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);
function told(patch: Partial<UnitCostFigure> = {}, of = explained()) {
  const figure = unitCostFigure(question(patch), of, PLAIN_NAMES);
  if (figure === null) throw new Error("nothing is told");
  return figure;
}
const amountOf = ({ value }: ReturnType<typeof told>) => ("amount" in value ? Number(value.amount) : null);

describe("unitCostFigure", () => {
  it("divides the cost by what the business counted, for as many units as it is told for", () => {
    const figure = told();
    expect(`${figure.formula.symbols} = ${substituted(figure, write)}`).toBe(
      "C ÷ Q × N = 150 ÷ 50000 × 1000",
    );
    expect(amountOf(figure)).toBe(3);
    expect(figure.terms[0]?.of).toMatchObject({ filters: FILTERS, range: question().range });
    expect(figure.base?.cell).toEqual(figure.terms[0]?.of);
    expect(figure.about).toEqual(["Orders", "service is AmazonS3", "amortized, 2024-02-01/2024-03-01"]);
  });

  it("takes the change apart into volume and cost per unit, which sum to it", () => {
    const [change, volume, rate] = (["change", "volume", "rate"] as const).map((measure) =>
      told({ measure }),
    );
    // 100 × 50,000 ÷ 40,000 − 100 = 25, and the rest of the 50.
    expect([change, volume, rate].map((one) => one && amountOf(one))).toEqual([50, 25, 25]);
    expect(volume && substituted(volume, write)).toBe("100 × 50000 ÷ 40000 − 100");
    expect(rate && substituted(rate, write)).toBe("150 − 100 × 50000 ÷ 40000");
    expect(change?.terms.map(({ of }) => of?.range.from)).toEqual(["2024-02-01", "2024-01-01"]);
  });

  it("tells the unit's own costs behind it, which are no term where shared costs are in the amount", () => {
    const figure = told({ of: { kind: "units", unitId: "shop" } });
    expect(figure.terms[0]?.of).toBeUndefined();
    expect(figure.base?.cell.filters).toEqual([
      { dimension: BUSINESS_UNIT_REF, mode: "include", values: ["Shop"] },
    ]);
    const rest = told({ of: { kind: "units", unitId: null } });
    expect(rest.terms[0]?.of?.filters).toEqual([
      { dimension: BUSINESS_UNIT_REF, mode: "include", values: [null] },
    ]);
  });

  it("says which days count where only some do, and gives no cell for their cost", () => {
    const whole = explained();
    const figure = told({}, { ...whole, now: { ...whole.now, state: "part", daysCounted: 20 } });
    expect(figure.notes).toEqual([
      "Of 2024-02-01/2024-03-01 20 of 29 days have both cost and figure; only they count.",
    ]);
    expect(figure.terms[0]?.of).toBeUndefined();
  });

  it("tells nothing of a period without a figure, nor of the first one against none", () => {
    const whole = explained();
    const unknown = { ...whole, now: { ...whole.now, costPerUnit: null, change: null } };
    expect(unitCostFigure(question(), unknown, PLAIN_NAMES)).toBeNull();
    expect(unitCostFigure(question({ measure: "rate" }), { ...whole, before: null }, PLAIN_NAMES)).toBeNull();
  });
});

it("looks back one period of the kind", () => {
  const range = { from: "2024-03-04", to: "2024-03-11" };
  expect(withPeriodBefore(range, "week").from).toBe("2024-02-26");
  expect(withPeriodBefore(range, "day").from).toBe("2024-03-03");
  expect(withPeriodBefore({ from: "2024-01-01", to: "2024-02-01" }, "month").from).toBe("2023-12-01");
});
