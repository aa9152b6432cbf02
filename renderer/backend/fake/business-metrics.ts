import { addMonths } from "#core/time/period.ts";
import type { BusinessMetric } from "#core/unit-economics/business-metric.ts";

/** Orders of twelve months, and users by unit of one. */
export const METRICS: readonly BusinessMetric[] = [
  {
    id: "bm-orders",
    name: "Orders",
    grain: "month",
    combine: "sum",
    per: 1,
    figures: Array.from({ length: 12 }, (_, at) => ({
      from: `${addMonths("2025-11", at)}-01`,
      unit: null,
      value: `${120_000 + at * 4_200}.0`,
    })),
  },
  {
    id: "bm-users",
    name: "Users",
    grain: "month",
    combine: "average",
    per: 1_000,
    figures: [
      { from: "2026-09-01", unit: "Web shop", value: "48000.0" },
      { from: "2026-09-01", unit: "Wholesale", value: "900.0" },
    ],
  },
];

/** Cells of simple text, as the real host splits them. */
export function cellsOf(text: string): readonly (readonly string[])[] {
  return text.split("\n").map((line) => line.split(/[;\t]/).map((cell) => cell.trim()));
}

/** What the fake's only file holds. */
export const FIGURE_FILE = "Month;Orders;Returns\n2026-08;150000;1.234,5\n2026-09;155000;980\n";
