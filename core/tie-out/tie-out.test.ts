import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatScaled, scaledOf, sum } from "../money/decimal.ts";
import { partOf, type BillCell } from "./bill-cell.ts";
import { invoiceKey, type Invoice } from "./invoice.ts";
import { tieOut, type DeliveredCells } from "./ledger.ts";
import { isStale, signedFacts, signOffKey, signOffState, type SignOff } from "./sign-off.ts";
import type { TieOutLine, TieOutMonth } from "./tie-out.ts";

const PAYER = "111122223333";
const CENT = 10n ** 16n;

function cell(amount: string, key: Partial<BillCell["key"]> = {}, currency = "USD"): BillCell {
  return {
    billingPeriod: "2026-09",
    currency,
    amount: scaledOf(amount),
    lineItems: 2,
    key: {
      payerAccount: PAYER,
      invoiceId: "100",
      invoicingEntity: "Amazon Web Services, Inc.",
      billingEntity: "AWS",
      lineItemType: "Usage",
      service: "AmazonEC2",
      usageMonth: "2026-09",
      ...key,
    },
  };
}

function invoice(total: string, more: Partial<Invoice> = {}): Invoice {
  const made = {
    payerAccountId: PAYER,
    billingPeriod: "2026-09",
    entity: null,
    invoiceId: "100",
    total,
    tax: null,
    currency: "USD",
    rate: null,
    note: "",
    source: "typed",
    ...more,
  };
  return { id: invoiceKey(made), ...made };
}

function delivered(cells: readonly BillCell[], tellsInvoices = true): DeliveredCells {
  return {
    billingPeriod: "2026-09",
    tellsInvoices,
    cells,
    delivery: {
      deliveryId: "d1",
      reportName: "report",
      version: "1",
      importedAt: "2026-10-08T00:00:00Z",
      fingerprint: "f1",
      metric: "unblended",
    },
  };
}

function month(cells: readonly BillCell[], ...invoices: readonly Invoice[]): TieOutMonth {
  const [found] = tieOut([delivered(cells)], invoices, () => null).months;
  if (found === undefined) throw new Error("no month");
  return found;
}

function line(cells: readonly BillCell[], entered: Invoice): TieOutLine {
  const found = month(cells, entered).lines.find((each) => each.invoice !== null);
  if (found === undefined) throw new Error("no line");
  return found;
}

const BILL = [
  cell("100.004"),
  cell("20.003", { service: "AmazonS3" }),
  cell("30.0", { service: "AWSSupportBusiness", lineItemType: "Fee" }),
  cell("-12.5", { lineItemType: "Credit" }),
  cell("-1.25", { lineItemType: "Refund" }),
  cell("7.0", { usageMonth: "2026-08" }),
  cell("11.0", { lineItemType: "Tax" }),
  cell("50.0", {
    billingEntity: "AWS Marketplace",
    service: "Scanner",
    invoiceId: "200",
    invoicingEntity: "Lumen Software, Inc.",
  }),
  cell("3.0", { service: "AmazonRDS", invoiceId: null }),
];
/** All of invoice 100. */
const HUNDRED = "154.257";

describe("a line item is one part", () => {
  it("tax, credits and refunds whatever they are for, then Marketplace and support, then late usage", () => {
    expect(BILL.map(partOf)).toEqual([
      "usage",
      "usage",
      "support",
      "credits",
      "refunds",
      "late",
      "tax",
      "marketplace",
      "usage",
    ]);
    expect(partOf(cell("1.0", { lineItemType: "Tax", billingEntity: "AWS Marketplace" }))).toBe("tax");
    expect(partOf(cell("1.0", { lineItemType: "Adjustment" }))).toBe("refunds");
  });
});

describe("an invoice", () => {
  it("ties to the last digit", () => {
    expect(line(BILL, invoice(HUNDRED))).toMatchObject({ state: "ties", variance: "0.0000000000", why: [] });
  });

  it("ties when its total is rounded, with the bound stated", () => {
    expect(line(BILL, invoice("154.26"))).toMatchObject({
      state: "ties",
      why: [{ kind: "rounding", of: "total", amount: "0.0030000000", bound: "0.0050000000" }],
    });
  });

  it("ties when every service is rounded by itself", () => {
    const cells = [cell("0.004"), cell("0.014", { service: "b" }), cell("0.004", { service: "c" })];
    expect(line(cells, invoice("0.01"))).toMatchObject({
      state: "ties",
      why: [{ kind: "rounding", of: "services", amount: "-0.0120000000", bound: "0.0120000000" }],
    });
  });

  it.each([
    ["143.26", "tax", "-11.0000000000"],
    ["166.76", "credits", "12.5000000000"],
    ["155.51", "refunds", "1.2500000000"],
    ["124.26", "support", "-30.0000000000"],
    ["147.26", "late", "-7.0000000000"],
  ])("of %s leaves out %s", (total, part, amount) => {
    expect(line(BILL, invoice(total))).toMatchObject({
      state: "explained",
      why: [{ kind: "leftOut", part, amount }, { kind: "rounding" }],
    });
  });

  it("leaves out several at once", () => {
    const { why } = line(BILL, invoice("155.76"));
    expect(why.map((each) => ("part" in each ? each.part : each.kind))).toEqual([
      "tax",
      "credits",
      "rounding",
    ]);
  });

  it("holds what the bill has under another invoice, or under none yet", () => {
    expect(line(BILL, invoice("204.257")).why).toMatchObject([{ kind: "elsewhere", invoiceId: "200" }]);
    expect(line(BILL, invoice("157.257")).why).toMatchObject([
      { kind: "elsewhere", invoiceId: null, lineItems: 2, amount: "3.0000000000" },
    ]);
  });

  it("with another tax than the bill says so exactly", () => {
    expect(line(BILL, invoice("155.257", { tax: "12.0" }))).toMatchObject({
      state: "explained",
      why: [{ kind: "given", part: "tax", amount: "1.0000000000" }],
    });
  });

  it("with an unexplained rest shows it whole, not less a rounding", () => {
    expect(line(BILL, invoice("160.26"))).toMatchObject({
      state: "unexplained",
      why: [{ kind: "unexplained", amount: "6.0030000000" }],
    });
  });

  it("in another currency needs a rate, and ties within what the printed digits of the rate allow", () => {
    const euros = { currency: "EUR", total: "142.70" };
    expect(line(BILL, invoice("142.70", euros))).toMatchObject({ state: "needsRate", variance: null });
    expect(line(BILL, invoice("142.70", { ...euros, rate: "0.9251" }))).toMatchObject({
      state: "ties",
      why: [{ kind: "rounding" }],
    });
    const rough = line(BILL, invoice("142.70", { ...euros, rate: "0.925" }));
    expect(rough).toMatchObject({ state: "ties", why: [{ kind: "currency" }] });
    expect(line(BILL, invoice("142.70", { ...euros, rate: "0.95" })).state).toBe("unexplained");
  });

  it("that the bill does not know is said to be unknown, and so is a month that is not held", () => {
    expect(line(BILL, invoice("1.5", { invoiceId: "999" }))).toMatchObject({
      state: "notInBill",
      bill: null,
    });
    const [alone] = tieOut([], [invoice("1.5")], () => null).months;
    expect(alone?.lines).toMatchObject([{ state: "noBill", bill: null, variance: null }]);
    expect(alone?.finality).toBe("unknown");
  });

  it("of a whole entity takes what no single invoice took", () => {
    const whole = invoice("50.0", { invoiceId: null, entity: "lumen software inc" });
    const held = month(BILL, whole, invoice(HUNDRED));
    expect(held.lines.map(({ state, bill }) => [state, bill?.amount])).toEqual([
      ["ties", "50.0000000000"],
      ["ties", "154.2570000000"],
      ["open", "3.0000000000"],
    ]);
  });
});

describe("a month", () => {
  it("tells how far AWS has invoiced it", () => {
    expect(month(BILL).finality).toBe("closing");
    expect(month(BILL.slice(0, 8)).finality).toBe("final");
    expect(month(BILL.slice(8)).finality).toBe("open");
    expect(tieOut([delivered(BILL, false)], [], () => null).months[0]?.finality).toBe("unknown");
  });

  it("has a line for every invoice of the bill, entered or not", () => {
    expect(month(BILL, invoice(HUNDRED)).lines.map(({ state, invoiceId }) => [state, invoiceId])).toEqual([
      ["ties", "100"],
      ["notEntered", "200"],
      ["open", null],
    ]);
  });

  it("keeps currencies apart", () => {
    const { sums, lines } = month([cell("1.0"), cell("2.0", { invoiceId: "7" }, "EUR")]);
    expect(sums.map(({ currency, bill }) => [currency, bill])).toEqual([
      ["EUR", "2.0000000000"],
      ["USD", "1.0000000000"],
    ]);
    expect(lines).toHaveLength(2);
  });
});

const key = fc.record({
  payerAccount: fc.constant(PAYER),
  invoiceId: fc.constantFrom("100", "200", null),
  invoicingEntity: fc.constantFrom("Amazon Web Services, Inc.", "Lumen", null),
  billingEntity: fc.constantFrom("AWS", "AWS Marketplace"),
  lineItemType: fc.constantFrom("Usage", "Tax", "Credit", "Refund", "Fee"),
  service: fc.constantFrom("AmazonEC2", "AmazonS3", "AWSSupportBusiness"),
  usageMonth: fc.constantFrom("2026-08", "2026-09"),
});
const cells = fc
  .uniqueArray(fc.tuple(key, fc.bigInt(-(10n ** 21n), 10n ** 21n)), {
    maxLength: 24,
    selector: ([each]) => JSON.stringify(each),
  })
  .map((pairs) => pairs.map(([each, amount]) => cell(formatScaled(amount), each)));
const invoices = fc
  .uniqueArray(
    fc.record({
      invoiceId: fc.constantFrom("100", "200", "300", null),
      entity: fc.constantFrom("Lumen", null),
      total: fc.bigInt(-(10n ** 22n), 10n ** 22n).map(formatScaled),
      tax: fc.option(fc.bigInt(0n, 10n ** 20n).map(formatScaled)),
      currency: fc.constantFrom("USD", "EUR"),
      rate: fc.constantFrom(null, "0.92", "131.255"),
    }),
    { maxLength: 4, selector: (each) => invoiceKey({ ...invoice("0.0"), ...each }) },
  )
  .map((all) => all.map(({ total, ...more }) => invoice(total, more)));

describe("whatever the bill and the invoices", () => {
  it("the parts of a variance sum to it, and every line item stands in exactly one line", () => {
    fc.assert(
      fc.property(cells, invoices, (bill, entered) => {
        for (const { lines, sums } of tieOut([delivered(bill)], entered, () => null).months) {
          for (const each of lines) {
            if (each.variance !== null) expect(sum(each.why.map(({ amount }) => amount))).toBe(each.variance);
            if (each.bill !== null) {
              expect(sum(each.parts.map(({ amount }) => amount))).toBe(each.bill.amount);
              const rows = each.parts.reduce((count, { lineItems }) => count + lineItems, 0);
              expect(rows).toBe(each.bill.lineItems);
            }
          }
          const all = lines.flatMap(({ bill: held }) => held ?? []);
          expect(sum(all.map(({ amount }) => amount))).toBe(sum(sums.map((each) => each.bill)));
          expect(all.reduce((count, { lineItems }) => count + lineItems, 0)).toBe(2 * bill.length);
        }
      }),
    );
  });

  it("a remainder never exceeds its bound", () => {
    fc.assert(
      fc.property(cells, fc.bigInt(-10n * CENT, 10n * CENT), (bill, off) => {
        const own = bill.filter(({ key: { invoiceId } }) => invoiceId === "100");
        const total = own.reduce((all, { amount }) => all + amount, off);
        for (const part of line([...bill, cell("1.0")], invoice(formatScaled(total + 10n ** 18n))).why)
          if (part.kind === "rounding" || part.kind === "currency")
            expect(magnitude(scaledOf(part.amount))).toBeLessThanOrEqual(scaledOf(part.bound));
      }),
    );
  });

  it("filters keep exactly the line items of a sum", () => {
    fc.assert(
      fc.property(cells, invoices, (bill, entered) => {
        for (const { lines } of tieOut([delivered(bill)], entered, () => null).months)
          for (const held of lines.flatMap(({ bill: whole, parts }) => [
            ...(whole ? [whole] : []),
            ...parts,
          ])) {
            if (held.narrow === null) continue;
            const passing = bill.filter((each) =>
              held.narrow?.every(({ dimension, values }) => values.includes(valueOf(each, dimension))),
            );
            expect(formatScaled(passing.reduce((all, { amount }) => all + amount, 0n))).toBe(held.amount);
          }
      }),
    );
  });
});

describe("a sign-off", () => {
  const signed = (of: TieOutMonth): SignOff => ({
    id: signOffKey(of),
    billingPeriod: of.billingPeriod,
    payerAccountId: of.payerAccountId,
    by: "Ana",
    at: "2026-10-10T08:00:00Z",
    note: "",
    ...signedFacts(of),
  });
  const before = month(BILL, invoice(HUNDRED));

  it("holds while nothing changes", () => {
    expect(signOffState(signed(before), before)).toBe("valid");
  });

  it("is of something else when the bill or an invoice changes", () => {
    const changed = [signOffState(signed(before), month([...BILL, cell("0.01")], invoice(HUNDRED)))];
    changed.push(signOffState(signed(before), month(BILL, invoice("154.3"))));
    expect(changed).toEqual(["billChanged", "invoicesChanged"]);
    expect(changed.every(isStale)).toBe(true);
  });

  it("tells of a delivery that changes no sum, and holds", () => {
    const again = {
      ...before,
      deliveries: before.deliveries.map((each) => ({ ...each, fingerprint: "f2" })),
    };
    const state = signOffState(signed(before), again);
    expect([state, isStale(state)]).toEqual(["redelivered", false]);
  });
});

function valueOf({ key: held, currency }: BillCell, dimension: string): string | null {
  if (dimension === "currency") return currency;
  return Object.entries(held).find(([name]) => name === dimension)?.[1] ?? null;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
