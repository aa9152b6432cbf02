import { fixedText, javaText } from "./amount.ts";
import type { SampleMonth } from "./calendar.ts";
import type { Cell, Column } from "./column.ts";
import type { LineItem } from "./line-item.ts";

/** How amounts are spelled: ten digits as legacy reports do, or like a Java double as Data Exports do. */
export type NumberStyle = "fixed" | "java";

export type RowText = (item: LineItem) => string;

/** Rows that are handed on together: enough to write fast, few enough to keep memory flat. */
const ROWS_PER_CHUNK = 256;

/**
 * Makes the writer of one month's CSV rows. Neighbouring columns with one source become one segment; what depends on
 * the month, the product, the tags or the account alone is spelled once and reused.
 */
export function rowText(columns: readonly Column[], month: SampleMonth, style: NumberStyle): RowText {
  const segments = segmentsOf(columns).map((segment, index) =>
    segmentText(segment, { month, style, comma: index === 0 ? "" : "," }),
  );
  return (item) => {
    let text = "";
    for (const segment of segments) text += segment(item);
    return `${text}\n`;
  };
}

/** Text of one CSV cell: quoted only where it must be. */
export function cellText(cell: Cell, style: NumberStyle): string {
  if (cell === undefined) return "";
  if (typeof cell === "bigint") return style === "fixed" ? fixedText(cell) : javaText(cell);
  return quoted(cell);
}

export function quoted(text: string): string {
  const needsQuotes = text.includes(",") || text.includes('"') || text.includes("\n");
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Joins rows to chunks. */
export function* chunksOf(header: string, rows: Iterable<string>): Generator<string, void> {
  let chunk = [header];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < ROWS_PER_CHUNK) continue;
    yield chunk.join("");
    chunk = [];
  }
  if (chunk.length > 0) yield chunk.join("");
}

function segmentsOf(columns: readonly Column[]): readonly Column[][] {
  const segments: Column[][] = [];
  for (const column of columns) {
    const last = segments.at(-1);
    if (last?.[0]?.of === column.of) last.push(column);
    else segments.push([column]);
  }
  return segments;
}

type Spelling = { readonly month: SampleMonth; readonly style: NumberStyle; readonly comma: "" | "," };

/** Text of a segment with the comma before it. */
function segmentText(columns: readonly Column[], spelling: Spelling): RowText {
  const { style, comma } = spelling;
  const spell = (cells: readonly Cell[]) => comma + cells.map((cell) => cellText(cell, style)).join(",");
  const blank = comma + ",".repeat(columns.length - 1);
  switch (columns[0]?.of) {
    case "product": {
      const own = columns.filter((column) => column.of === "product");
      return remembered(
        (item) => item.product,
        (product) => spell(own.map((column) => column.cell(product))),
      );
    }
    case "month": {
      const own = columns.filter((column) => column.of === "month");
      const text = spell(own.map((column) => column.cell(spelling.month)));
      return () => text;
    }
    case "account": {
      const own = columns.filter((column) => column.of === "account");
      return remembered(
        (item) => item.account,
        (account) => spell(own.map((column) => column.cell(account))),
      );
    }
    case "tags": {
      const own = columns.filter((column) => column.of === "tags");
      return remembered(
        (item) => item.tags,
        (tags) => spell(own.map((column) => column.cell(tags))),
      );
    }
    case "reservation": {
      const own = columns.filter((column) => column.of === "reservation");
      return ({ reservation }) =>
        reservation === undefined ? blank : spell(own.map((column) => column.cell(reservation)));
    }
    case "plan": {
      const own = columns.filter((column) => column.of === "plan");
      return ({ plan }) => (plan === undefined ? blank : spell(own.map((column) => column.cell(plan))));
    }
    case "split": {
      const own = columns.filter((column) => column.of === "split");
      return ({ split }) => (split === undefined ? blank : spell(own.map((column) => column.cell(split))));
    }
    default:
      return itemText(
        columns.filter((column) => column.of === "item"),
        spelling,
      );
  }
}

function itemText(
  columns: readonly Extract<Column, { of: "item" }>[],
  { month, style, comma }: Spelling,
): RowText {
  const amountText = style === "fixed" ? fixedText : javaText;
  return (item) => {
    let text = "";
    let separator: string = comma;
    for (const column of columns) {
      const cell = column.cell(item, month);
      text += separator;
      separator = ",";
      if (typeof cell === "bigint") text += amountText(cell);
      else if (cell !== undefined) text += column.isFreeText === true ? quoted(cell) : cell;
    }
    return text;
  };
}

function remembered<Source>(source: (item: LineItem) => Source, text: (source: Source) => string): RowText {
  const known = new Map<Source, string>();
  return (item) => {
    const key = source(item);
    let spelled = known.get(key);
    if (spelled === undefined) {
      spelled = text(key);
      known.set(key, spelled);
    }
    return spelled;
  };
}
