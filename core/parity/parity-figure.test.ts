import { describe, expect, it } from "vitest";
import { type FigureValue, type ParityFigure, substituted } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import type { ParityCell } from "./parity.ts";
import { type ExplainedParity, parityFigure } from "./parity-figure.ts";

const delivery = (deliveryId: string, counted: boolean) => ({
  deliveryId,
  reportName: `report-${deliveryId}`,
  format: counted ? ("legacy" as const) : ("focus" as const),
  version: "1",
  rows: 10,
  counted,
  currencies: ["USD"],
});
const cell = (
  service: string,
  group: ParityCell["group"],
  left: string,
  right: string,
  more: Pick<ParityCell, "difference" | "explained" | "unexplained">,
): ParityCell => ({
  account: "111",
  service,
  group,
  left,
  right,
  ...more,
});
const CELLS: readonly ParityCell[] = [
  cell("AmazonEC2", "usage", "100.0", "88.0", {
    difference: "-12.0",
    explained: [
      { rule: "coveredUsage", amount: "-10.0" },
      { rule: "privateDiscounts", amount: "-1.5" },
    ],
    unexplained: "-0.5",
  }),
  cell("AmazonEC2", "discount", "-3.0", "0.0", {
    difference: "3.0",
    explained: [{ rule: "privateDiscounts", amount: "3.0" }],
    unexplained: "0.0",
  }),
  cell("AmazonS3", "usage", "7.0", "7.0", { difference: "0.0", explained: [], unexplained: "0.0" }),
];
const EXPLAINED: ExplainedParity = {
  pair: {
    billingPeriod: "2024-01",
    payerAccountId: "999",
    left: delivery("l", true),
    right: delivery("r", false),
  },
  answer: {
    currency: "USD",
    left: "104.0",
    right: "95.0",
    rowsLeft: 5,
    rowsRight: 4,
    cells: CELLS,
    roundingBound: "0.0",
    missing: [],
  },
};
const asked = (patch: Partial<ParityFigure> = {}): ParityFigure => ({
  kind: "parity",
  measure: "difference",
  leftId: "l",
  rightId: "r",
  metric: "unblended",
  row: { by: "service", value: "AmazonEC2" },
  range: { from: "2024-01-01", to: "2024-02-01" },
  currency: "USD",
  ...patch,
});
const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);
function told(patch: Partial<ParityFigure> = {}) {
  const figure = parityFigure(asked(patch), EXPLAINED, PLAIN_NAMES);
  if (figure === null) throw new Error("nothing is told");
  return {
    figure,
    line: `${figure.formula.symbols} = ${substituted(figure, write)} = ${write(figure.value)}`,
  };
}

describe("parityFigure", () => {
  it("takes one format off the other and names every rule with its part of the difference", () => {
    const { figure, line } = told();
    expect(line).toBe("R − L = 88 − 97 = -9");
    expect(figure.terms.slice(2).map(({ name, value }) => [name, write(value)])).toEqual([
      ["Covered usage", "-10"],
      ["Private discounts", "1.5"],
      ["What no rule explains", "-0.5"],
    ]);
    expect(figure.notes[0]).toMatch(/^Covered usage: FOCUS bills nothing for usage/);
  });

  it("leaves what no rule explains", () => {
    expect(told({ measure: "unexplained" }).line).toBe("R − L − E₁ − E₂ = 88 − 97 − -10 − 1.5 = -0.5");
  });

  it("adds a side up by kind of charge", () => {
    const { figure, line } = told({ measure: "left" });
    expect(line).toBe("K₁ + K₂ = 100 + -3 = 97");
    expect(figure.name).toBe("Legacy CUR");
    expect(told({ measure: "right", row: null }).line).toMatch(/= 95$/);
  });

  it("has what counts in the workspace behind it, where it is of a dimension there", () => {
    expect(told().figure.base).toMatchObject({
      name: "What counts in this workspace: report-l",
      cell: {
        filters: [
          { dimension: "payerAccount", mode: "include", values: ["999"] },
          { dimension: "service", mode: "include", values: ["AmazonEC2"] },
        ],
      },
    });
    expect(told({ row: { by: "group", value: "usage" } }).figure.base).toBeNull();
  });

  it("tells nothing of a row that is not there", () => {
    expect(parityFigure(asked({ row: { by: "service", value: "none" } }), EXPLAINED, PLAIN_NAMES)).toBeNull();
  });
});
