/** Prints a table as the formatter of this project leaves it, so that it can be put into a document. */
export function printMarkdown(rows: readonly (readonly string[])[]): void {
  const widths =
    rows[0]?.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]): void => console.log(`| ${cells.join(" | ")} |`);
  const [head = [], ...body] = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)));
  line(head);
  line(widths.map((width) => "-".repeat(width)));
  for (const row of body) line(row);
}
