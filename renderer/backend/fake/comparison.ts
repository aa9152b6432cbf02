import { compare } from "#core/compare/compare.ts";
import {
  PRODUCT_DIMENSIONS,
  type AcrossQuery,
  type AcrossSide,
  type ChargeClass,
  type ComparedSide,
  type ComparisonAnswer,
  type ComparisonQuery,
  type PeriodQuery,
  type PeriodSum,
  type PeriodSums,
} from "#core/compare/comparison.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { formatScaled, scaledOf, type Decimal } from "#core/money/decimal.ts";
import { periodOf, type DateRange } from "#core/time/period.ts";
import { answerCosts } from "./answer.ts";
import { LABELS, WORLD } from "./world.ts";

/** Holds two periods of the fake costs against each other, by the real formulas. */
export function answerComparison(query: ComparisonQuery): ComparisonAnswer {
  const sums = (side: ComparedSide): PeriodSums =>
    side.kind === "given" ? side.sums : fakeSums({ ...query, range: side.range });
  return compare({ before: sums(query.before), now: sums(query.now) }, query);
}

/** The other workspace of the fake is billed in euros, or is a third smaller. */
export function answerAcross(query: AcrossQuery): ComparisonAnswer {
  const sums = ({ workspaceId, range }: AcrossSide): PeriodSums => {
    const own = fakeSums({ ...query, range });
    if (workspaceId === null) return own;
    return workspaceId === "w-3" ? { ...own, currency: "EUR", currencies: ["EUR"] } : smaller(own);
  };
  return compare({ before: sums(query.before), now: sums(query.now) }, query);
}

export function fakeSums(query: PeriodQuery): PeriodSums {
  const dimensions: readonly DimensionRef[] = [
    ...query.groupBy,
    ...PRODUCT_DIMENSIONS,
    "purchaseOption",
    "lineItemType",
  ];
  const asked = {
    ...query,
    range: heldOf(query.range) ?? query.range,
    granularity: "total",
    groupBy: dimensions,
    top: null,
  } as const;
  const costs = answerCosts(asked);
  const used = new Map(
    answerCosts({ ...asked, metric: "usageAmount" }).groups.map((group) => [
      JSON.stringify(group.key),
      group,
    ]),
  );
  const held = heldOf(query.range);
  const sums = costs.groups.map(({ key, total, lineItems }): PeriodSum => {
    const groups = key.slice(0, query.groupBy.length);
    const product = key.slice(groups.length, groups.length + PRODUCT_DIMENSIONS.length);
    const charge = chargeOf(key.at(-1) ?? null);
    const usage = used.get(JSON.stringify(key));
    const isUsage = charge === "usage";
    return {
      key: groups,
      charge,
      product: isUsage ? product.map((value, at) => (at === 0 && !query.byAccount ? null : value)) : null,
      purchaseOption: isUsage ? (key.at(-2) ?? null) : null,
      units: isUsage ? (usage?.units ?? []) : [],
      amount: total,
      quantity: isUsage ? cheaper(usage?.total ?? null, query.range) : null,
      lineItems,
    };
  });
  return {
    range: query.range,
    held: held === null ? [] : [held],
    openDay: query.range.to >= WORLD.to && query.range.from < WORLD.to ? "2026-10-20" : null,
    currency: "USD",
    currencies: ["USD"],
    total: held === null ? null : costs.total,
    lineItems: costs.lineItems,
    sums: held === null ? [] : sums,
    labels: [...query.groupBy, ...PRODUCT_DIMENSIONS].flatMap((dimension) =>
      Object.entries(LABELS).map(([value, label]) => ({ dimension, value, label })),
    ),
    missing: [],
    answeredFrom: "daily",
  };
}

function heldOf({ from, to }: DateRange): DateRange | null {
  const held = { from: from > WORLD.from ? from : WORLD.from, to: to < WORLD.to ? to : WORLD.to };
  return held.from < held.to ? held : null;
}

/** Prices rise by a thousandth from month to month, so that there is an effect of price. */
function cheaper(quantity: Decimal | null, { from }: DateRange): Decimal | null {
  const month = BigInt(periodOf(from).slice(5));
  return quantity === null ? null : formatScaled((scaledOf(quantity) * (1000n - month)) / 1000n);
}

function chargeOf(type: string | null): ChargeClass {
  if (type === "Tax") return "tax";
  if (type === "Credit") return "credits";
  return type === "Fee" ? "fees" : "usage";
}

function smaller(sums: PeriodSums): PeriodSums {
  const part = (value: Decimal | null) => (value === null ? null : formatScaled((scaledOf(value) * 2n) / 3n));
  const smallerSums = sums.sums.map((each) => ({
    ...each,
    amount: part(each.amount),
    quantity: part(each.quantity),
  }));
  const total = smallerSums.reduce((all, { amount }) => all + scaledOf(amount ?? "0"), 0n);
  return { ...sums, sums: smallerSums, total: sums.total === null ? null : formatScaled(total) };
}
