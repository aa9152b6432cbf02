import { describe, expect, it } from "vitest";
import { type FigureValue, type RestatementFigure, substituted } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import { sum } from "../money/decimal.ts";
import { type ExplainedRestatement, restatementFigure } from "./explain-restatement.ts";
import type { DifferenceGroup } from "./restatement.ts";

const delivery = (deliveryId: string, rows: number) => ({
  deliveryId,
  version: `v-${deliveryId}`,
  importedAt: "2024-02-05T10:00:00.000Z",
  rows,
  fingerprint: `${deliveryId}0123456789abcdef`,
});
const group = (value: string, before: string, after: string, difference: string): DifferenceGroup => ({
  value,
  label: null,
  before,
  after,
  difference,
  rowsBefore: 3,
  rowsAfter: 2,
});

function explained(patch: Partial<ExplainedRestatement> = {}): ExplainedRestatement {
  return {
    restatement: {
      id: "old",
      billingPeriod: "2024-01",
      payerAccountId: "111",
      reportName: "acme",
      format: "legacy",
      before: delivery("old", 90),
      after: delivery("new", 80),
      replacedAt: "2024-02-05T10:00:00.000Z",
      isClosed: true,
      totals: [{ currency: "USD", before: "500.0", after: "480.0", difference: "-20.0" }],
      changedSums: 4,
      hasRows: true,
    },
    byType: {
      currency: "USD",
      groups: [group("Usage", "60.0", "45.0", "-15.0"), group("Tax", "6.0", "4.5", "-1.5")],
      unchanged: 2,
      total: { before: "100.0", after: "83.5", difference: "-16.5", rowsBefore: 9, rowsAfter: 7 },
    },
    isLatest: true,
    ...patch,
  };
}
const FILTERS = [{ dimension: "service", mode: "include", values: ["AmazonS3"] }] as const;
const asked = (patch: Partial<RestatementFigure> = {}): RestatementFigure => ({
  kind: "restatement",
  measure: "difference",
  restatementId: "old",
  metric: "unblended",
  filters: FILTERS,
  range: { from: "2024-01-01", to: "2024-02-01" },
  currency: "USD",
  ...patch,
});
const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);

describe("restatementFigure", () => {
  it("takes the former delivery off the later one, and tells the types of charge that make the difference", () => {
    const figure = restatementFigure(asked(), explained(), PLAIN_NAMES);
    if (figure === null) throw new Error("nothing is told");
    expect(`${figure.formula.symbols} = ${substituted(figure, write)}`).toBe("A − B = 83.5 − 100");
    expect(write(figure.value)).toBe("-16.5");
    const parts = figure.terms.filter(({ symbol }) => symbol.startsWith("T"));
    expect(Number(sum(parts.map(({ value }) => ("amount" in value ? (value.amount ?? "0.0") : "0.0"))))).toBe(
      -16.5,
    );
    expect(figure.terms[0]?.name).toContain("version v-new");
    expect(figure.notes.at(-1)).toContain("2 other types of charge did not change");
    expect(figure.base?.cell.filters).toEqual([
      ...FILTERS,
      { dimension: "payerAccount", mode: "include", values: ["111"] },
    ]);
  });

  it("tells either side alone", () => {
    const [before, after] = (["before", "after"] as const).map((measure) =>
      restatementFigure(asked({ measure }), explained(), PLAIN_NAMES),
    );
    expect(before && [before.formula.symbols, write(before.value)]).toEqual(["B", "100"]);
    expect(after && [after.formula.symbols, write(after.value)]).toEqual(["A", "83.5"]);
    expect(after?.terms.map(({ symbol, value }) => [symbol, write(value)])).toEqual([
      ["A", "83.5"],
      ["T₁", "45"],
      ["T₂", "4.5"],
    ]);
  });

  it("tells the whole month where no sums are kept, and nothing of its parts", () => {
    const figure = restatementFigure(asked({ filters: [] }), explained({ byType: null }), PLAIN_NAMES);
    expect(figure && write(figure.value)).toBe("-20");
    expect(restatementFigure(asked(), explained({ byType: null }), PLAIN_NAMES)).toBeNull();
  });

  it("has no costs behind it once another delivery has come", () => {
    expect(restatementFigure(asked(), explained({ isLatest: false }), PLAIN_NAMES)?.base).toBeNull();
  });
});
