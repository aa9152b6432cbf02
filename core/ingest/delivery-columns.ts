import { assignColumnIds } from "../cur/schema/column-ids.ts";
import type { ColumnFamily, StoredColumn } from "../delivery/delivery.ts";

/** Columns of a delivery whose files may differ in columns and their order. */
export type DeliveryColumns = {
  /** Every distinct column, in order of first appearance. */
  readonly all: readonly StoredColumn[];
  /** Columns of each file, by position. */
  readonly perFile: readonly (readonly StoredColumn[])[];
};

/** One id per distinct header over all files of a delivery; a header that a file repeats counts as a column of its own. */
export function deliveryColumns(
  files: readonly (readonly string[])[],
  family: ColumnFamily,
): DeliveryColumns {
  const positions = new Map<string, number>();
  const names: string[] = [];
  const perFile = files.map((headers) =>
    headers.map((name, index) => {
      const repeat = headers.slice(0, index).filter((other) => other === name).length;
      const key = `${repeat} ${name}`;
      const known = positions.get(key);
      if (known !== undefined) return known;
      positions.set(key, names.length);
      return names.push(name) - 1;
    }),
  );
  const all = assignColumnIds(names, family);
  return { all, perFile: perFile.map((columns) => columns.flatMap((position) => all[position] ?? [])) };
}
