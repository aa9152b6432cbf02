import { sum } from "#core/money/decimal.ts";
import type { CostRow, CostTable } from "#core/report/cost-table.ts";

/** The first rows of a table as they are, the others as one row. One row more is shown rather than folded alone. */
export function foldRows(table: CostTable, most: number): CostTable {
  const all = table.other === null ? table.rows : [...table.rows, table.other];
  if (all.length <= most + 1) return { ...table, rows: all };
  const hidden = all.slice(most);
  return { ...table, rows: [...all.slice(0, most), together(hidden)] };
}

function together(rows: readonly CostRow[]): CostRow {
  const add = (pick: (row: CostRow) => string | null): string | null => {
    const values = rows.map(pick);
    return values.every((value) => value !== null) ? sum(values) : null;
  };
  return {
    id: "other",
    kind: "other",
    key: [],
    labels: [],
    groups: rows.reduce((count, row) => count + row.groups, 0),
    total: add((row) => row.total),
    before: add((row) => row.before),
    values: [],
    lineItems: rows.reduce((count, row) => count + row.lineItems, 0),
    units: [],
  };
}
