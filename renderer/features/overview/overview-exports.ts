import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import { costTable } from "#core/report/cost-table.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { costExport } from "../../analysis/cost-export.ts";
import { type ExportChoice, ofRowsDay, tableChoice } from "../../analysis/export-choice.ts";

type Part = {
  readonly title: string;
  readonly dimension: DimensionRef;
  readonly now: CostAnswer | null;
  readonly before: CostAnswer | null;
};

/** Every table of the Overview that has been answered, whole where the screen shows its largest rows. */
export function overviewExports(
  parts: readonly Part[],
  trend: CostAnswer | null,
  {
    month,
    comparedWith,
    isQuantity,
  }: { readonly month: BillingPeriod; readonly comparedWith: string; readonly isQuantity: boolean },
): readonly ExportChoice[] {
  const tables = parts.flatMap(({ title, dimension, now, before }) => {
    if (now === null) return [];
    const table = costTable(now, before);
    return [
      tableChoice(
        title,
        () =>
          costExport(table, {
            groupBy: [dimension],
            rows: table.other === null ? table.rows : [...table.rows, table.other],
            buckets: [],
            comparedWith: before === null ? null : comparedWith,
            currency: isQuantity ? null : now.currency,
          }),
        { monthOf: (_, { name }) => (name === "Total" ? month : null) },
      ),
    ];
  });
  return trend === null ? tables : [...tables, tableChoice("Cost a day", () => dayTable(trend), ofRowsDay)];
}

function dayTable({ buckets, values, currency }: CostAnswer): Omit<ExportTable, "title"> {
  return {
    columns: [
      column("Day", "date"),
      currency === null ? column("Total", "decimal") : moneyColumn("Total", currency),
    ],
    rows: buckets.map((bucket, at) => [bucket, values[at] ?? null]),
  };
}
