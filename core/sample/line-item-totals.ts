import type { SampleMonth } from "./calendar.ts";
import type { LineItem } from "./line-item.ts";
import type { TotalsEntry, TotalsLedger } from "./totals.ts";

/** Metrics of Cost and Usage Reports, in the order their sums are kept. */
export const LINE_ITEM_METRICS = [
  "unblended",
  "blended",
  "amortized",
  "netUnblended",
  "netAmortized",
  "onDemandEquivalent",
  "usageAmount",
] as const;

/** What a line item adds to the totals. */
export function totalsEntry(item: LineItem, month: SampleMonth): TotalsEntry {
  const { service } = item.product;
  return {
    billingPeriod: month.billingPeriod,
    service: service.isMarketplace === true ? service.name : service.code,
    account: item.account.id,
    type: item.type,
    day: item.slot.date,
    amounts: [
      item.unblended,
      item.blended ?? 0n,
      item.amortized,
      item.netUnblended,
      item.netAmortized,
      item.onDemandEquivalent,
      item.isUsage ? item.amount : 0n,
    ],
  };
}

/** Spells line items and adds them to the totals on the way. */
export function* countedRows(
  items: Iterable<LineItem>,
  text: (item: LineItem) => string,
  month: SampleMonth,
  ledger: TotalsLedger,
): Generator<string, void> {
  for (const item of items) {
    if (item.split === undefined) ledger.add(totalsEntry(item, month));
    else ledger.leaveOut(month.billingPeriod);
    yield text(item);
  }
}
