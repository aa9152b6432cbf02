import { scanCost } from "#core/cost/athena/scan-cost.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { sentence } from "#core/result/sentence.ts";
import { size } from "#core/result/wording.ts";
import type { InPlaceEstimate } from "../../in-place/estimate.ts";

/** For scripts: bytes and cost are null where the sizes of the files are not known. */
export function estimateJson(estimate: InPlaceEstimate, price: Decimal): string {
  const most = mostOf(estimate, price);
  return JSON.stringify(
    {
      queries: estimate.queries.length,
      mostBytes: most?.bytes ?? null,
      mostCostUsd: most?.costUsd ?? null,
      periods: periodsOf(estimate),
      scannedBytesToday: estimate.todayBytes,
    },
    null,
    2,
  );
}

export function estimateText(estimate: InPlaceEstimate, price: Decimal): string {
  const { queries, todayBytes, unknown } = estimate;
  const today = `${size(todayBytes)} today so far.\n`;
  if (queries.length === 0) return `Nothing would be read: the answer is kept. ${today}`;
  const asked = queries.length === 1 ? "1 query" : `${queries.length} queries`;
  const periods = periodsOf(estimate);
  const months = periods.length === 1 ? "1 month" : `${periods.length} months`;
  const most = mostOf(estimate, price);
  if (most !== null)
    return `Athena would read at most ${size(most.bytes)} of ${months} in ${asked}, about ${cents(most.costUsd)} USD; columns that are not needed are not read. ${today}`;
  const why = unknown === null ? [] : [sentence(unknown)];
  const reasons = why.map(({ title, advice }) => `${title} ${advice}\n`);
  return [`Athena would read ${months} in ${asked}; how much is not known. ${today}`, ...reasons].join("");
}

/** Four digits: most questions cost less than a cent. */
export function cents(cost: Decimal): string {
  const [whole = "0", digits = ""] = cost.split(".");
  return `${whole}.${digits.slice(0, 4)}`;
}

function mostOf({ queries }: InPlaceEstimate, price: Decimal) {
  const sizes = queries.map(({ mostBytes }) => mostBytes);
  if (!sizes.every((bytes) => bytes !== null)) return null;
  return { bytes: sizes.reduce((sum, bytes) => sum + bytes, 0), costUsd: scanCost(sizes, price) };
}

function periodsOf({ queries }: InPlaceEstimate): readonly string[] {
  return [...new Set(queries.flatMap(({ periods }) => periods))].toSorted();
}
