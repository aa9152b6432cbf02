import { type Decimal, subtract } from "#core/money/decimal.ts";
import type { TimePicture } from "../../charts/series.ts";
import type { Evaluated } from "../../analysis/burn-scale.ts";

/** What the periods of a draft cost, oldest first, with what is still expected of the last one, beside its amount. */
export function previewPicture(status: Evaluated, hasAmount: boolean): TimePicture {
  const { history, range, actual, expected, amount } = status;
  const past = history.toReversed();
  const bars = [...past, { range, actual, amount }];
  const toCome =
    actual === null || expected === null ? null : Math.max(0, Number(subtract(expected, actual)));
  return {
    kind: "bars",
    // Periods of several months are named by the month they begin with.
    buckets: bars.map((bar) => bar.range.from.slice(0, 7)),
    series: [
      { id: "charged", name: "Charged", ink: 0, values: bars.map((bar) => drawn(bar.actual)) },
      { id: "expected", name: "Still expected", ink: "other", values: [...past.map(() => null), toCome] },
    ],
    reference: hasAmount
      ? { id: "amount", name: "Budget", ink: "plain", values: bars.map((bar) => drawn(bar.amount)) }
      : null,
  };
}

function drawn(amount: Decimal | null): number | null {
  return amount === null ? null : Number(amount);
}
