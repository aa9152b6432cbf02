import { scaledOf } from "#core/money/decimal.ts";
import { explainParity, roundingBound, sumOf, type ParityRow } from "#core/parity/explain-parity.ts";
import type {
  ParityAnswer,
  ParityLineAnswer,
  ParityLineQuery,
  ParityPair,
  ParityQuery,
} from "#core/parity/parity.ts";

/** service, type (FOCUS: charge category), unblended and net cost */
const LEGACY = [
  ["AmazonEC2", "Usage", "41200.5", "38728.47"],
  ["AmazonEC2", "EdpDiscount", "-2472.03", "0.0"],
  ["AmazonS3", "Usage", "4820.0", "4820.0"],
  ["AmazonEC2", "Tax", "310.0", "310.0"],
] as const;
const FOCUS = [
  ["AmazonEC2", "Usage", "38728.47", "38728.47"],
  ["AmazonS3", "Usage", "4818.5", "4818.5"],
  ["AmazonEC2", "Tax", "310.0", "310.0"],
] as const;

/** One month that came as a legacy report and as FOCUS. */
export function parityPairs(): readonly ParityPair[] {
  const side = { version: "v1", rows: 4_800, currencies: ["USD"] };
  return [
    {
      billingPeriod: "2026-09",
      payerAccountId: "111122223333",
      left: {
        ...side,
        deliveryId: "p-legacy",
        reportName: "acme-cost-and-usage",
        format: "legacy",
        counted: true,
      },
      right: { ...side, deliveryId: "p-focus", reportName: "acme-focus", format: "focus", counted: false },
    },
  ];
}

/** Private discounts explained, one and a half dollars of storage not. */
export function answerParity({ metric }: ParityQuery): ParityAnswer {
  const cells =
    metric === "blended"
      ? []
      : explainParity(
          { format: "legacy", rows: LEGACY.map(rowOf) },
          { format: "focus", rows: FOCUS.map(rowOf) },
          metric,
        );
  const { left, right } = sumOf(cells);
  return {
    currency: "USD",
    left,
    right,
    rowsLeft: LEGACY.length,
    rowsRight: FOCUS.length,
    cells,
    roundingBound: roundingBound(1),
    missing: metric === "blended" ? [{ format: "focus", columns: ["line_item_blended_cost"] }] : [],
  };
}

/** The line items that make the difference of storage: one has another amount, one is in the report only. */
export function parityLines({ value }: ParityLineQuery): ParityLineAnswer {
  const key = {
    day: "2026-09-04",
    account: "111122223333",
    service: value,
    group: "usage",
    usageType: "EU-TimedStorage-ByteHrs",
    operation: "StandardStorage",
    resourceId: "acme-archive",
  };
  return {
    currency: "USD",
    lines: [
      {
        key,
        left: "12.5000000000",
        right: "11.5000000000",
        difference: "-1.0000000000",
        rowsLeft: 1,
        rowsRight: 1,
      },
      {
        key: { ...key, usageType: "EU-Requests-Tier1", resourceId: null },
        left: "0.5000000000",
        right: "0.0000000000",
        difference: "-0.5000000000",
        rowsLeft: 2,
        rowsRight: 0,
      },
    ],
    count: 2,
    alike: 410,
    total: { left: "13.0000000000", right: "11.5000000000", difference: "-1.5000000000" },
  };
}

function rowOf([service, lineItemType, gross, net]: (typeof LEGACY | typeof FOCUS)[number]): ParityRow {
  return {
    account: "111122223333",
    service,
    lineItemType,
    lineItems: 1,
    amounts: {
      unblended: scaledOf(gross),
      blended: scaledOf(gross),
      amortized: scaledOf(gross),
      netUnblended: scaledOf(net),
      netAmortized: scaledOf(net),
      onDemandEquivalent: scaledOf(gross),
    },
  };
}
