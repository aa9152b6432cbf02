import { html, type Html, NOTHING, trusted } from "./html.ts";
import { cut, linesOf, widthOf } from "./text-size.ts";

/**
 * A cell: text, text so many levels below others, text with a bar of a share of the column's largest before it, or our own prose
 * with `code` in it.
 */
export type Cell =
  | string
  | { readonly text: string; readonly depth: number }
  | { readonly text: string; readonly bar: number }
  | { readonly prose: string };

export type ReportColumn = {
  readonly name: string;
  readonly align: "left" | "right";
  /** Pixels. */
  readonly width: number;
};

export type ReportTable = {
  /** For who hears the table instead of seeing it. */
  readonly name: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Below the last row. */
  readonly sum: readonly Cell[] | null;
};

const FONT = 11.5;
const LINE = 16;
const PADDING = { row: 9, cell: 16 } as const;
const HEAD = 15;
/** Pixels of a level; the lowest levels share one, so that there is room for text. */
const INDENT = { level: 12, most: 120 } as const;
/** Lines of a cell at most, so that every row fits every page; the workbook has the whole text. */
const MOST_LINES = 10;

/** A part of a table that fits a page, and how high it is at most. */
export type TablePart = { readonly markup: Html; readonly height: number; readonly rows: number };

/**
 * Breaks a table over pages, `first` pixels of the first one; every row is on exactly one of them, the heads on each. Where
 * `first` has no room for a row, the first part has none.
 */
export function tableParts(table: ReportTable, first: number, others: number): readonly TablePart[] {
  const head = headHeight(table);
  const rows = table.rows.map((cells) => ({ cells, height: rowHeight(table, cells) }));
  const parts: { rows: (readonly Cell[])[]; height: number }[] = [{ rows: [], height: head }];
  const sumHeight = table.sum === null ? 0 : rowHeight(table, table.sum, "bold") + 2;
  for (const [at, { cells, height }] of rows.entries()) {
    const part = parts.at(-1);
    const room = parts.length === 1 ? first : others;
    const needed = height + (at === rows.length - 1 ? sumHeight : 0);
    if (part !== undefined && part.height + needed <= room) {
      part.rows.push(cells);
      part.height += height;
    } else parts.push({ rows: [cells], height: head + height });
  }
  return parts.map((part, at) => {
    const isLast = at === parts.length - 1;
    return {
      markup: tableMarkup(table, part.rows, isLast ? table.sum : null),
      height: part.height + (isLast ? sumHeight : 0),
      rows: part.rows.length,
    };
  });
}

function headHeight({ columns }: ReportTable): number {
  const lines = columns.map(({ name, width }) => linesOf(name, width - PADDING.cell, FONT - 1, "bold"));
  return Math.max(1, ...lines) * HEAD + PADDING.row + 2;
}

function rowHeight(
  { columns }: ReportTable,
  cells: readonly Cell[],
  weight: "normal" | "bold" = "normal",
): number {
  const lines = columns.map(({ width }, at) => {
    const cell = cells[at] ?? "";
    const text = textOf(cell);
    if (text === null) return 1;
    const room = width - indentOf(cell);
    return linesOf(fitted(text, room), room - PADDING.cell, FONT, weight);
  });
  return Math.max(1, ...lines) * LINE + PADDING.row;
}

function tableMarkup(
  table: ReportTable,
  rows: readonly (readonly Cell[])[],
  sum: readonly Cell[] | null,
): Html {
  const { name, columns } = table;
  const bars = columns.map((_, at) => figureRoom(table, at));
  const cellsOf = (cells: readonly Cell[]): readonly Html[] =>
    columns.map((column, at) => cellMarkup(column, cells[at] ?? "", bars[at] ?? 0));
  return html`<table aria-label="${name}">
    <colgroup>
      ${columns.map(({ width }) => html`<col style="width:${width}px" />`)}
    </colgroup>
    <thead>
      <tr>
        ${columns.map(({ name, align }) => html`<th scope="col" class="${align}">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cellsOf(cells)}
          </tr>`,
      )}
    </tbody>
    ${
      sum === null
        ? NOTHING
        : html`<tfoot>
            <tr>
              ${cellsOf(sum)}
            </tr>
          </tfoot>`
    }
  </table>`;
}

/** Pixels of the widest figure behind a bar of a column, so that all bars of it have one scale. */
function figureRoom({ rows, sum }: ReportTable, column: number): number {
  const figures = [...rows, sum ?? []].map((cells) => {
    const cell = cells[column] ?? "";
    return typeof cell !== "string" && "bar" in cell ? widthOf(cell.text, FONT, "bold") : 0;
  });
  return Math.max(...figures) + BAR_GAP;
}

function cellMarkup({ align, width }: ReportColumn, cell: Cell, figure: number): Html {
  if (typeof cell === "string") return html`<td class="${align}">${fitted(cell, width)}</td>`;
  if ("prose" in cell) return html`<td class="${align}">${prose(fitted(cell.prose, width))}</td>`;
  if ("depth" in cell) {
    const indent = indentOf(cell);
    return html`<td class="${align}">
      <div style="padding-left:${indent}px">${fitted(cell.text, width - indent)}</div>
    </td>`;
  }
  const length = Math.max(0, Math.min(1, cell.bar)) * Math.max(0, width - PADDING.cell - figure);
  const bar = trusted(
    `<svg class="bar" width="${length.toFixed(1)}" height="10" aria-hidden="true"><rect width="100%" height="10"/></svg>`,
  );
  return html`<td class="${align}">
    <div class="barred">${bar}<span>${cell.text}</span></div>
  </td>`;
}

/** Every second part between backticks is code. */
function prose(text: string): readonly Html[] {
  return text.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

/** The text of a cell that may take several lines; null where it takes one. */
function textOf(cell: Cell): string | null {
  if (typeof cell === "string") return cell;
  if ("prose" in cell) return cell.prose;
  return "depth" in cell ? cell.text : null;
}

function indentOf(cell: Cell): number {
  return typeof cell !== "string" && "depth" in cell ? Math.min(INDENT.most, cell.depth * INDENT.level) : 0;
}

function fitted(cell: string, width: number): string {
  let text = cell;
  while (linesOf(text, width - PADDING.cell, FONT, "bold") > MOST_LINES)
    text = cut(text, Math.floor([...text].length * 0.9));
  return text;
}

/** Between a bar and its figure. */
const BAR_GAP = 10;
