import { describe, expect, it } from "vitest";
import { type FigureValue, type InvoiceFigure, substituted } from "../cost/explain/figure.ts";
import { PLAIN_NAMES } from "../cost/explain/plain-names.fixture.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { invoiceFigure, lineId } from "./explain-invoice.ts";
import type { Invoice } from "./invoice.ts";
import type { TieOutLine, TieOutMonth } from "./tie-out.ts";

const TYPED: Invoice = {
  id: "111|2024-01|77",
  payerAccountId: "111",
  billingPeriod: "2024-01",
  entity: null,
  invoiceId: "77",
  total: "110.0",
  tax: null,
  currency: "USD",
  rate: null,
  note: "",
  source: "typed",
};
const OF_77: readonly Filter[] = [{ dimension: "invoiceId", mode: "include", values: ["77"] }];
const TAX: readonly Filter[] = [...OF_77, { dimension: "lineItemType", mode: "include", values: ["Tax"] }];

const LINE: TieOutLine = {
  state: "unexplained",
  invoice: TYPED,
  invoiceId: "77",
  entities: ["Amazon Web Services, Inc."],
  currency: "USD",
  bill: { amount: "100.5", lineItems: 12, narrow: OF_77 },
  parts: [
    { part: "usage", amount: "90.25", lineItems: 10, narrow: null },
    { part: "tax", amount: "10.25", lineItems: 2, narrow: TAX },
  ],
  invoiced: "110.0",
  variance: "9.5",
  why: [
    { kind: "elsewhere", invoiceId: null, amount: "9.49", lineItems: 1, narrow: TAX },
    { kind: "unexplained", amount: "0.01" },
  ],
  alternatives: 0,
};
const OPEN: TieOutLine = {
  ...LINE,
  state: "open",
  invoice: null,
  invoiceId: null,
  bill: { amount: "3.0", lineItems: 1, narrow: null },
  parts: [],
  invoiced: null,
  variance: null,
  why: [],
};
const MONTH: TieOutMonth = {
  billingPeriod: "2024-01",
  payerAccountId: "111",
  payerName: "Acme",
  finality: "closing",
  deliveries: [
    {
      deliveryId: "d",
      reportName: "r",
      version: "v",
      importedAt: "",
      fingerprint: "f",
      metric: "netUnblended",
    },
  ],
  sums: [{ currency: "USD", bill: "103.5", open: "3.0", invoiced: "110.0", unexplained: "0.01" }],
  lines: [LINE, OPEN],
};

const asked = (patch: Partial<InvoiceFigure>): InvoiceFigure => ({
  kind: "invoice",
  measure: "variance",
  payerAccountId: "111",
  lineId: lineId(LINE),
  range: { from: "2024-01-01", to: "2024-02-01" },
  currency: "USD",
  ...patch,
});
const write = (value: FigureValue) => String("amount" in value ? Number(value.amount) : value.ratio);
function told(patch: Partial<InvoiceFigure>) {
  const figure = invoiceFigure(asked(patch), MONTH, PLAIN_NAMES);
  if (figure === null) throw new Error("nothing is told");
  return `${figure.formula.symbols} = ${substituted(figure, write)} = ${write(figure.value)}`;
}

describe("invoiceFigure", () => {
  it("adds the bill of a month up from its invoices and what none has yet", () => {
    expect(told({ measure: "bill", lineId: null })).toBe("B₁ + B₂ = 100.5 + 3 = 103.5");
    expect(told({ measure: "invoiced", lineId: null })).toBe("I₁ = 110 = 110");
    const figure = invoiceFigure(asked({ measure: "bill", lineId: null }), MONTH, PLAIN_NAMES);
    expect(figure?.terms.map(({ name, of }) => [name, of?.metric, of?.filters])).toEqual([
      ["Invoice 77", "netUnblended", OF_77],
      ["No invoice yet", undefined, undefined],
    ]);
  });

  it("takes a variance apart into what stands on either side, and what makes it", () => {
    expect(told({})).toBe("I − B = 110 − 100.5 = 9.5");
    const figure = invoiceFigure(asked({}), MONTH, PLAIN_NAMES);
    const why = figure?.terms.filter(({ symbol }) => symbol.startsWith("V")) ?? [];
    expect(why.map(({ value }) => write(value))).toEqual(["9.49", "0.01"]);
    expect(why.map(({ of }) => of?.filters)).toEqual([TAX, undefined]);
    expect(figure?.base?.cell).toMatchObject({ filters: OF_77, range: asked({}).range });
  });

  it("adds what the bill holds of an invoice up by what the charges are", () => {
    expect(told({ measure: "bill" })).toBe("P₁ + P₂ = 90.25 + 10.25 = 100.5");
  });

  it("tells at which rate an invoice of another currency counts", () => {
    const foreign = { ...LINE, invoice: { ...TYPED, currency: "EUR", total: "99.0", rate: "0.9" } };
    const figure = invoiceFigure(asked({}), { ...MONTH, lines: [foreign] }, PLAIN_NAMES);
    expect(figure?.notes[0]).toBe("99.0 EUR at 0.9 EUR for one of the bill.");
  });

  it("tells nothing of a line that is gone, nor of an invoice that was not entered", () => {
    expect(invoiceFigure(asked({ lineId: "other" }), MONTH, PLAIN_NAMES)).toBeNull();
    expect(invoiceFigure(asked({ lineId: lineId(OPEN) }), MONTH, PLAIN_NAMES)).toBeNull();
    expect(invoiceFigure(asked({ lineId: null, currency: "EUR" }), MONTH, PLAIN_NAMES)).toBeNull();
  });
});
