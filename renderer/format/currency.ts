import { CONVERTED_PLACES, type Converted } from "#core/currency/convert.ts";
import type { Format } from "./format.ts";

/** How an amount was converted: each month with its rate, what has none, and how it is rounded. */
export function conversionWords(format: Format, { to, total, months, missing }: Converted): string {
  const lines = months.flatMap(({ month, converted, rate }) => {
    if (converted === null || rate === null) return [];
    const own = rate.isEarlier ? `, the latest earlier rate (${rate.asOf})` : "";
    const source = rate.note === "" ? "" : ` (${rate.note})`;
    return [
      `${format.periodShort(month)}: ${format.moneyExact(converted, to)} at ${rate.rate.replace(/\.?0+$/, "")}${own}${source}`,
    ];
  });
  return [
    total === null ? `Not converted to ${to}` : `${format.moneyExact(total, to)}, the sum of its months`,
    ...lines,
    ...(missing.length === 0
      ? []
      : [`No rate, so not converted: ${missing.map((month) => format.periodShort(month)).join(", ")}`]),
    `Each month is rounded half away from zero to ${CONVERTED_PLACES} places.`,
  ].join("\n");
}
