import type { ExportFact } from "../export/export-table.ts";
import type { BillingPeriod } from "../time/period.ts";
import { CONVERTED_PLACES, type Conversion } from "./convert.ts";
import { rateInForce, type RateInForce } from "./rate.ts";

/** A rate that a table was converted with. */
export type UsedRate = RateInForce & { readonly from: string; readonly month: BillingPeriod };

/** The rates that amounts of these months take. */
export function usedRates(
  from: string,
  months: readonly BillingPeriod[],
  { to, rates }: Conversion,
): readonly UsedRate[] {
  return months.flatMap((month) => {
    const found = from === to ? null : rateInForce(rates, { from, to, month });
    return found === null ? [] : [{ ...found, from, month }];
  });
}

/** What an exported table says of the rates it was converted with, each once. */
export function rateFacts(used: readonly UsedRate[], to: string): readonly ExportFact[] {
  const told = new Map<string, string[]>();
  const ordered = used.toSorted((a, b) => (a.month < b.month ? -1 : 1));
  for (const { from, month, rate, asOf, isEarlier, note } of ordered) {
    const words = [
      `${month} at ${rate.replace(/\.?0+$/, "")}`,
      ...(isEarlier ? [`the latest earlier rate (${asOf})`] : []),
      ...(note === "" ? [] : [note]),
    ].join(", ");
    const held = told.get(from) ?? [];
    if (!held.includes(words)) told.set(from, [...held, words]);
  }
  return [...told].map(([from, months]) => ({
    name: `${from} in ${to}`,
    value: `${months.join("; ")}; each amount rounded half away from zero to ${CONVERTED_PLACES} places`,
  }));
}
