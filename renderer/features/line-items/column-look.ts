import type { LineItemColumn } from "#core/cost/query/line-item-query.ts";
import type { Format } from "../../format/format.ts";

const PREFIXES =
  /^(lineItem|bill|product|pricing|reservation|savingsPlan|discount|splitLineItem|identity)\/|^(line_item|bill|product|pricing|reservation|savings_plan|discount|split_line_item|identity)_/;
const WIDTHS = { timestamp: 166, decimal: 128, map: 280, text: 168 } as const;
const WIDE = /description|resource_id|resource_name|arn|comment|source_file/i;

/** `lineItem/UnblendedCost` and `line_item_unblended_cost` read `Unblended cost`; tags and unknown columns keep their names. */
export function columnTitle({ name }: Pick<LineItemColumn, "name">): string {
  if (/^(resourceTags|costCategory|tags)\//i.test(name)) return name.slice(name.indexOf("/") + 1);
  const spaced = name
    .replace(PREFIXES, "")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .replace(/_/g, " ")
    .trim();
  if (spaced === "") return name;
  const words = spaced
    .split(" ")
    .map((word, at) => (at > 0 && /^[A-Z][a-z]+$/.test(word) ? word.toLowerCase() : word));
  const title = words.join(" ");
  return (title[0] ?? "").toUpperCase() + title.slice(1);
}

/** Titles that are each their own: where two columns would read alike, both keep their full names. */
export function columnTitles(columns: readonly LineItemColumn[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const column of columns) counts.set(columnTitle(column), (counts.get(columnTitle(column)) ?? 0) + 1);
  return new Map(
    columns.map((column) => {
      const title = columnTitle(column);
      return [column.id, (counts.get(title) ?? 0) > 1 ? column.name : title];
    }),
  );
}

const LEADING: readonly RegExp[] = [
  /(usage_start_date|charge_period_start)$/,
  /(usage_account_id|sub_account_id)$/,
  /(product_code|service_name)$/,
  /usage_type$/,
  /(usage_amount|consumed_quantity)$/,
  /(unblended_cost|billed_cost)$/,
];

/** Columns as they are first shown: when, who, what and how much before the others. */
export function leadingFirst(columns: readonly LineItemColumn[]): readonly LineItemColumn[] {
  const rank = ({ id }: LineItemColumn): number => {
    const at = LEADING.findIndex((pattern) => pattern.test(id));
    return at < 0 ? LEADING.length : at;
  };
  return [...columns].sort((a, b) => rank(a) - rank(b));
}

export function columnWidth({ id, type }: LineItemColumn): number {
  if (id === "source_row") return 96;
  if (/currency/i.test(id)) return 110;
  if (id.endsWith("usage_type")) return 232;
  if (id.endsWith("line_item_type")) return 184;
  return type === "text" && WIDE.test(id) ? 280 : WIDTHS[type];
}

export function isNumeric({ type }: LineItemColumn): boolean {
  return type === "decimal";
}

/** A cell as it is read; the exact text stays a hover and a copy away. */
export function cellText(format: Format, column: LineItemColumn, cell: string | null): string {
  if (cell === null || cell === "") return "";
  if (column.type === "decimal") return /^-?\d+(\.\d+)?$/.test(cell) ? decimalText(format, cell) : cell;
  return column.type === "timestamp" ? instantText(cell) : cell;
}

function decimalText(format: Format, cell: string): string {
  return cell.includes(".") ? format.moneyExact(cell, null) : format.quantity(cell);
}

/** `2026-10-01T05:00:00Z` reads `2026-10-01 05:00`: bills are in UTC, and so is this. */
function instantText(cell: string): string {
  return cell
    .replace("T", " ")
    .replace(/(\.0+)?Z$/, "")
    .replace(/:00$/, "");
}
