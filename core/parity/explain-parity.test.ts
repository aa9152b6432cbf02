import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatScaled, scaledOf, sum } from "../money/decimal.ts";
import { chargeGroupOf, explainParity, foldCells, sumOf, type ParityRow } from "./explain-parity.ts";
import { PARITY_DIMENSIONS, type ParityMetric } from "./parity.ts";

type Amounts = Partial<Record<ParityMetric, string>>;

function row(lineItemType: string, amounts: Amounts, service = "AmazonEC2", account = "1"): ParityRow {
  const unblended = amounts.unblended ?? "0";
  const of = (metric: ParityMetric, otherwise: string): bigint => scaledOf(amounts[metric] ?? otherwise);
  return {
    account,
    service,
    lineItemType,
    lineItems: 1,
    amounts: {
      unblended: of("unblended", "0"),
      blended: of("blended", unblended),
      amortized: of("amortized", unblended),
      netUnblended: of("netUnblended", unblended),
      netAmortized: of("netAmortized", amounts.amortized ?? amounts.netUnblended ?? unblended),
      onDemandEquivalent: of("onDemandEquivalent", unblended),
    },
  };
}

const explain = (
  left: readonly ParityRow[],
  right: readonly ParityRow[],
  metric: ParityMetric = "unblended",
) => explainParity({ format: "legacy", rows: left }, { format: "focus", rows: right }, metric);
const rulesOf = (cells: ReturnType<typeof explain>) =>
  cells.flatMap(({ explained, unexplained }) => [
    ...explained.map(({ rule, amount }) => `${rule} ${amount}`),
    ...(scaledOf(unexplained) === 0n ? [] : [`unexplained ${unexplained}`]),
  ]);

describe("from a Cost and Usage Report to FOCUS", () => {
  it("covered usage and what cancels it are not billed", () => {
    const cells = explain(
      [
        row("SavingsPlanCoveredUsage", { unblended: "10", netUnblended: "10" }),
        row("SavingsPlanNegation", { unblended: "-10", netUnblended: "-10" }, "ComputeSavingsPlans"),
      ],
      [row("Usage", { unblended: "0" })],
    );
    expect(rulesOf(cells)).toEqual(["coveredUsage -10.0000000000", "coveredUsage 10.0000000000"]);
  });

  it("private discounts are inside the billed cost, rows of discounts are not there", () => {
    const cells = explain(
      [
        row("Usage", { unblended: "100", netUnblended: "94" }),
        row("EdpDiscount", { unblended: "-6", netUnblended: "0" }),
      ],
      [row("Usage", { unblended: "94" })],
    );
    expect(rulesOf(cells)).toEqual(["privateDiscounts -6.0000000000", "privateDiscounts 6.0000000000"]);
    expect(sumOf(cells).difference).toBe("0.0000000000");
  });

  it("what a commitment left unused is usage", () => {
    const cells = explain(
      [row("SavingsPlanRecurringFee", { unblended: "5", amortized: "2" })],
      [row("Purchase", { unblended: "5", amortized: "0" }), row("Usage", { unblended: "0", amortized: "2" })],
      "amortized",
    );
    expect(rulesOf(cells)).toEqual(["unusedCommitments -2.0000000000", "unusedCommitments 2.0000000000"]);
  });

  it("the same charge under another service name is recognised by its exact amount, twice the same is not", () => {
    expect(
      rulesOf(
        explain(
          [row("Usage", { unblended: "7" }, "Scanner Pro")],
          [row("Usage", { unblended: "7" }, "abc123")],
        ),
      ),
    ).toEqual(["serviceNames -7.0000000000", "serviceNames 7.0000000000"]);
    const twice = explain(
      [row("Usage", { unblended: "7" }, "a")],
      [row("Usage", { unblended: "7" }, "b"), row("Usage", { unblended: "7" }, "c")],
    );
    expect(rulesOf(twice)).toContain("unexplained -7.0000000000");
  });

  it("rounding is bounded by half a digit for every line item, and more is listed", () => {
    const off = (more: string) =>
      rulesOf(explain([row("Usage", { unblended: "1" })], [row("Usage", { unblended: more })]));
    expect(off("1.0000000001")).toEqual(["rounding 0.0000000001"]);
    expect(off("1.0000000002")).toEqual(["unexplained 0.0000000002"]);
  });

  it("works the other way round too", () => {
    const cells = explainParity(
      { format: "focus", rows: [row("Usage", { unblended: "94" })] },
      { format: "cur2", rows: [row("Usage", { unblended: "100", netUnblended: "94" })] },
      "unblended",
    );
    expect(rulesOf(cells)).toEqual(["privateDiscounts 6.0000000000"]);
  });
});

it("every type of charge has its group", () => {
  expect(
    [
      "Usage",
      "DiscountedUsage",
      "RIFee",
      "SavingsPlanUpfrontFee",
      "Fee",
      "BundledDiscount",
      "Refund",
      null,
    ].map(chargeGroupOf),
  ).toEqual(["usage", "usage", "purchase", "purchase", "purchase", "discount", "adjustment", "other"]);
});

const rows = fc.array(
  fc
    .record({
      type: fc.constantFrom(
        "Usage",
        "SavingsPlanCoveredUsage",
        "SavingsPlanNegation",
        "RIFee",
        "EdpDiscount",
        "Tax",
        "Purchase",
        "Credit",
      ),
      service: fc.constantFrom("a", "b", "c"),
      account: fc.constantFrom("1", "2"),
      unblended: fc.bigInt(-(10n ** 20n), 10n ** 20n),
      net: fc.bigInt(-(10n ** 20n), 10n ** 20n),
    })
    .map(({ type, service, account, unblended, net }) =>
      row(type, { unblended: formatScaled(unblended), netUnblended: formatScaled(net) }, service, account),
    ),
  { maxLength: 12 },
);
const metric = fc.constantFrom<ParityMetric>(
  "unblended",
  "netUnblended",
  "amortized",
  "netAmortized",
  "onDemandEquivalent",
);
const format = fc.constantFrom("legacy" as const, "cur2" as const, "focus" as const);

it("whatever is compared, explanations and rest sum to the difference, in every cell and every division", () => {
  fc.assert(
    fc.property(rows, rows, metric, format, format, (left, right, by, one, two) => {
      const cells = explainParity({ format: one, rows: left }, { format: two, rows: right }, by);
      for (const division of [cells, ...PARITY_DIMENSIONS.map((each) => foldCells(cells, each))])
        for (const { difference, explained, unexplained } of division)
          expect(sum([...explained.map(({ amount }) => amount), unexplained])).toBe(difference);
      const whole = (side: readonly ParityRow[]) =>
        formatScaled(side.reduce((total, { amounts }) => total + (amounts[by] ?? 0n), 0n));
      expect([sumOf(cells).left, sumOf(cells).right]).toEqual([whole(left), whole(right)]);
    }),
  );
});
