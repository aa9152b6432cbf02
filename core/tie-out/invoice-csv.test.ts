import { describe, expect, it } from "vitest";
import { amountIn, markOf, monthIn, rateIn } from "./invoice-cells.ts";
import { guessMapping, guessMark, readInvoices, readInvoiceTable, type ReadInvoice } from "./invoice-csv.ts";

function read(text: string): readonly ReadInvoice[] {
  const table = readInvoiceTable(text);
  const mapping = guessMapping(table.header);
  return readInvoices(table, mapping, {
    payerAccountId: null,
    currency: null,
    mark: guessMark(table, mapping),
    source: "invoices.csv",
  });
}

describe("cells", () => {
  it.each([
    ["2026-10", "2026-10"],
    ["202610", "2026-10"],
    ["10/2026", "2026-10"],
    ["Oct 2026", "2026-10"],
    ["October-2026", "2026-10"],
    ["2026-10-31", "2026-10"],
    ["2026-10-03T00:00:00Z", "2026-10"],
    ["10/11/2026", null],
    ["2026-13", null],
    ["", null],
  ])("%s is the month %s", (cell, month) => {
    expect(monthIn(cell)).toBe(month);
  });

  it.each([
    ["$1,234.56", ".", "1234.5600000000"],
    ["1.234,56 €", ",", "1234.5600000000"],
    ["(12.00)", ".", "-12.0000000000"],
    ["USD 12", ".", "12.0000000000"],
    ["-0.0000000001", ".", "-0.0000000001"],
    ["1,23.4", ".", null],
    ["12,34,567.80", ".", "1234567.8000000000"],
    ["1.2.3", ".", null],
    ["twelve", ".", null],
    ["", ".", null],
  ] as const)("%s written with a %s is %s", (cell, mark, amount) => {
    expect(amountIn(cell, mark)).toBe(amount);
  });

  it("the mark is told by the amounts that tell one", () => {
    expect(markOf(["1,234", "1,234.50"])).toBe(".");
    expect(markOf(["1.234", "1.234,50"])).toBe(",");
    expect(markOf(["1.234.567", "3"])).toBe(",");
    expect(markOf(["1,234"])).toBe(".");
  });

  it("a rate keeps its digits", () => {
    expect([rateIn("0,9250", ","), rateIn("0.0", "."), rateIn("x", ".")]).toEqual(["0.9250", null, null]);
  });
});

describe("a file", () => {
  it("is read by the words of its headers, whatever divides its cells", () => {
    const rows = read(
      'Billing period;Payer account;Invoice number;Invoicing entity;Total amount due;VAT;Currency;Note\n2026-09;123456789;77;"AWS EMEA; SARL";1.234,56;12,00;eur;"first"\n',
    );
    expect(rows).toMatchObject([
      {
        kind: "invoice",
        row: 2,
        invoice: {
          id: "000123456789|2026-09|77|",
          payerAccountId: "000123456789",
          entity: "AWS EMEA; SARL",
          total: "1234.5600000000",
          tax: "12.0000000000",
          currency: "EUR",
          source: "invoices.csv",
        },
      },
    ]);
  });

  it("has its errors told by row, and the other rows are read", () => {
    const rows = read(
      [
        "month,payer,invoice id,total,currency",
        "2026-09,111122223333,1,10.00,USD",
        "soon,1111,2,ten,dollars",
        "2026-09,111122223333,1,11.00,USD",
        "2026-10,,3,,",
      ].join("\n"),
    );
    expect(rows.map((each) => (each.kind === "invoice" ? each.invoice.total : each.problems))).toEqual([
      "10.0000000000",
      [
        '"soon" is no month',
        '"1111" is no account id of 12 digits',
        '"ten" is no amount',
        '"dollars" is no currency of three letters',
      ],
      ["It is the same invoice as row 2"],
      ["The payer account is missing", "The total is missing", "The currency is missing"],
    ]);
    expect(rows.map(({ row }) => row)).toEqual([2, 3, 4, 5]);
  });

  it("takes what it does not tell from the defaults", () => {
    const table = readInvoiceTable("month,total\n2026-09,5\n");
    const [row] = readInvoices(table, guessMapping(table.header), {
      payerAccountId: "111122223333",
      currency: "USD",
      mark: ".",
      source: "x",
    });
    expect(row).toMatchObject({
      invoice: { payerAccountId: "111122223333", invoiceId: null, currency: "USD" },
    });
  });
});
