import { describe, expect, test } from "vitest";
import { type FigureValue, type ResourcesFigure, substituted } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import { resourcesFigure, resourcesQueryOf } from "./explain-resources.ts";
import type { Resource, ResourcePage } from "./resource-query.ts";

const RANGE = { from: "2026-02-01", to: "2026-03-01" };
const BEFORE = { from: "2026-01-01", to: "2026-02-01" };
const NONE = { value: null, label: null, others: 0 };

function resource(resourceId: string, cost: string | null, before: string | null): Resource {
  return {
    resourceId,
    cost,
    before,
    state: "grown",
    firstSeen: "2026-01-01",
    lastSeen: "2026-02-28",
    service: NONE,
    linkedAccount: NONE,
    region: NONE,
    productFamily: NONE,
    instanceType: NONE,
    usageType: NONE,
    unit: null,
    trend: [],
    months: [],
  };
}

const question = (patch: Partial<ResourcesFigure> = {}): ResourcesFigure => ({
  kind: "resources",
  measure: "cost",
  metric: "unblended",
  filters: [{ dimension: "service", mode: "include", values: ["AmazonEC2"] }],
  search: "i-",
  state: "grown",
  before: BEFORE,
  range: RANGE,
  currency: null,
  ...patch,
});
const page = (rows: readonly Resource[], patch: Partial<ResourcePage> = {}) => ({
  rows,
  resources: rows.length,
  cost: "30.0",
  beforeCost: "5.0",
  before: BEFORE,
  currency: "USD",
  ...patch,
});
const TWO = [resource("i-a", "20.0", null), resource("i-b", "10.0", "5.0")];

const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);
function told(asked = question(), of: Parameters<typeof resourcesFigure>[1] = page(TWO)) {
  const figure = resourcesFigure(asked, of, PLAIN_NAMES);
  if (figure === null) throw new Error("nothing is told");
  return {
    ...figure,
    put: `${figure.formula.symbols}: ${substituted(figure, write)} = ${write(figure.value)}`,
  };
}

describe("what chosen resources cost", () => {
  test("is told resource by resource, each of which leads on, with the line items of all", () => {
    const figure = told();
    expect(figure.put).toBe("R₁ + R₂: 20 + 10 = 30");
    expect(figure.terms[0]?.of?.filters).toEqual([
      ...question().filters,
      { dimension: "resourceId", mode: "include", values: ["i-a"] },
    ]);
    expect(figure.base?.cell).toMatchObject({
      range: RANGE,
      currency: "USD",
      filters: [
        { dimension: "service", mode: "include", values: ["AmazonEC2"] },
        { dimension: "resourceId", mode: "include", values: ["i-a", "i-b"] },
      ],
    });
    expect(figure.about).toEqual([
      "“i-” in the resource id",
      "grown against 2026-01-01/2026-02-01",
      "service is AmazonEC2",
      "unblended, 2026-02-01/2026-03-01",
    ]);
  });

  test("before is of the period compared with, and of resources that were there", () => {
    const figure = told(question({ measure: "before" }));
    expect(figure.put).toBe("R₁: 5 = 5");
    expect(figure.base?.cell.range).toEqual(BEFORE);
    expect(resourcesFigure(question({ measure: "before" }), page(TWO, { before: null }), PLAIN_NAMES)).toBe(
      null,
    );
  });

  test("of many the dearest are told and the others are one number", () => {
    const rows = Array.from({ length: 30 }, (_, at) => resource(`i-${at}`, "1.0", null));
    const figure = told(question(), page(rows));
    expect(figure.terms).toHaveLength(20);
    expect(figure.terms.at(-1)).toMatchObject({ symbol: "O", name: "11 others" });
    expect(write(figure.terms.at(-1)?.value ?? figure.value)).toBe("11");
    expect(figure.base?.cell.filters.at(-1)?.values).toHaveLength(30);
  });

  test("more than a filter names have no line items together", () => {
    expect(told(question(), page(TWO, { resources: 1_001 })).base).toBeNull();
  });

  test("asks for the dearest of the measure", () => {
    expect(resourcesQueryOf(question({ measure: "before" }))).toMatchObject({
      search: "i-",
      state: "grown",
      sort: { by: "before", descending: true },
      limit: 1_000,
    });
  });
});
