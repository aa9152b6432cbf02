import type { Decimal } from "#core/money/decimal.ts";
import { sentence } from "#core/result/sentence.ts";
import { size } from "#core/result/wording.ts";
import type { PlacesEstimate } from "../../in-place/join-places.ts";

/** For scripts: bytes and cost are null where the sizes of the files are not known. */
export function estimateJson(estimate: PlacesEstimate, scannedBytesToday: number): string {
  const { queries, mostBytes, mostCostUsd, periods } = estimate;
  return `${JSON.stringify({ queries, mostBytes, mostCostUsd, periods, scannedBytesToday }, null, 2)}\n`;
}

export function estimateText(
  { queries, periods, mostBytes, mostCostUsd, unknown }: PlacesEstimate,
  todayBytes: number,
): string {
  const today = `${size(todayBytes)} today so far.\n`;
  if (queries === 0) return `Nothing would be read: the answer is kept. ${today}`;
  const asked = queries === 1 ? "1 query" : `${queries} queries`;
  const months = periods.length === 1 ? "1 month" : `${periods.length} months`;
  if (mostBytes !== null && mostCostUsd !== null)
    return `Athena would read at most ${size(mostBytes)} of ${months} in ${asked}, about ${cents(mostCostUsd)} USD; columns that are not needed are not read. ${today}`;
  const why = unknown === null ? [] : [sentence(unknown)];
  const reasons = why.map(({ title, advice }) => `${title} ${advice}\n`);
  return [`Athena would read ${months} in ${asked}; how much is not known. ${today}`, ...reasons].join("");
}

/** Four digits: most questions cost less than a cent. */
export function cents(cost: Decimal): string {
  const [whole = "0", digits = ""] = cost.split(".");
  return `${whole}.${digits.slice(0, 4)}`;
}
