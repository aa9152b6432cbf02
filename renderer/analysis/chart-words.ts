import type { ChartWords } from "../charts/series.ts";
import type { Format } from "../format/format.ts";

/** How a chart of costs writes its numbers and dates. */
export function chartWords(format: Format, currency: string | null): ChartWords {
  return {
    bucket: format.bucket,
    value: (value) => format.moneyDrawn(value, currency),
    valueShort: (value) => format.moneyShort(value, currency),
    total: "Total",
    more: (count) => `${format.count(count)} more`,
    nothing: "No data",
  };
}
