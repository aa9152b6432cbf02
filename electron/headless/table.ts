export type TableColumn = { readonly name: string; readonly align: "left" | "right" };

/** A plain text table: a header, a rule, the rows, and a last row of totals where there is one. */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  totals?: readonly string[],
): string {
  const head = columns.map(({ name }) => name);
  const all = totals === undefined ? [head, ...rows] : [head, ...rows, totals];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => width(row[index] ?? ""))));
  const line = (row: readonly string[]): string =>
    columns
      .map(({ align }, index) => pad(row[index] ?? "", widths[index] ?? 0, align))
      .join("  ")
      .trimEnd();
  const rule = widths.map((size) => "-".repeat(size)).join("  ");
  const body = [line(head), rule, ...rows.map(line)];
  if (totals !== undefined) body.push(rule, line(totals));
  return `${body.join("\n")}\n`;
}

function pad(text: string, size: number, align: TableColumn["align"]): string {
  const space = " ".repeat(Math.max(0, size - width(text)));
  return align === "right" ? space + text : text + space;
}

function width(text: string): number {
  return [...text].length;
}
