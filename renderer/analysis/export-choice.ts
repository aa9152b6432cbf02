import type { ExportSource, ExportTable } from "#core/export/export-table.ts";

/** A table that a screen offers for export. */
export type ExportChoice = {
  readonly title: string;
  /** Made or read when it is asked for. */
  readonly source: () => ExportSource | Promise<ExportSource>;
  /** True of what is too long for the clipboard and is written row by row. */
  readonly isLong?: boolean;
  /** What is copied, where a file is written from what the workspace holds. */
  readonly copied?: () => Promise<ExportTable>;
};

/** A choice whose rows are at hand. */
export function tableChoice(title: string, table: () => Omit<ExportTable, "title">): ExportChoice {
  return { title, source: () => ({ kind: "table", table: { title, ...table() } }) };
}
