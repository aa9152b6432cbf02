import { headOf, type TableColumn } from "../export-table.ts";
import { columnLetters, textCell, writeCell } from "./cells.ts";
import { HEAD, HEAD_RIGHT, type Styles, WRAPPED } from "./styles.ts";
import { xmlDocument, xmlText } from "./xml.ts";

/** Rows of a sheet, its head among them. */
export const MOST_ROWS = 1_048_576;

/** What a sheet could not keep of a value; the exact one stands elsewhere. */
export type LostCell = {
  readonly sheet: string;
  readonly place: string;
  readonly column: string;
  readonly value: string;
  readonly lost: "digits" | "text";
};

const OPEN =
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">';
const WIDTHS: Readonly<Record<TableColumn["kind"], number>> = {
  text: 26,
  integer: 12,
  decimal: 16,
  money: 16,
  percent: 11,
  date: 12,
  timestamp: 20,
};

/** Writes one sheet of a table piece by piece: its opening with the head, rows as they come, its end. */
export class SheetWriter {
  readonly #name: string;
  readonly #columns: readonly TableColumn[];
  readonly #letters: readonly string[];
  readonly #looks: readonly number[];
  readonly #onLost: (cell: LostCell) => void;
  #rows = 1;

  constructor(
    name: string,
    columns: readonly TableColumn[],
    { styles, onLost }: { readonly styles: Styles; readonly onLost: (cell: LostCell) => void },
  ) {
    this.#name = name;
    this.#columns = columns;
    this.#letters = columns.map((_, at) => columnLetters(at));
    this.#looks = columns.map((column) => styles.of(column));
    this.#onLost = onLost;
  }

  get isFull(): boolean {
    return this.#rows >= MOST_ROWS;
  }

  open(): string {
    const widths = this.#columns.map((column, at) => {
      const width = Math.min(60, Math.max(WIDTHS[column.kind], headOf(column).length + 2));
      return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
    });
    const heads = this.#columns.map(
      (column, at) =>
        textCell(`${this.#letters[at]}1`, headOf(column), column.kind === "text" ? HEAD : HEAD_RIGHT).xml,
    );
    return xmlDocument(
      `${OPEN}<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${
        widths.length === 0 ? "" : `<cols>${widths.join("")}</cols>`
      }<sheetData><row r="1">${heads.join("")}</row>`,
    );
  }

  row(cells: readonly (string | null)[]): string {
    this.#rows += 1;
    const number = this.#rows;
    let xml = `<row r="${number}">`;
    for (const [at, column] of this.#columns.entries()) {
      const value = cells[at] ?? null;
      if (value === null) continue;
      const place = `${this.#letters[at]}${number}`;
      const { xml: cell, lost } = writeCell(column, this.#looks[at] ?? 0, place, value);
      if (lost !== null) this.#onLost({ sheet: this.#name, place, column: headOf(column), value, lost });
      xml += cell;
    }
    return `${xml}</row>`;
  }

  close(): string {
    const last = this.#letters.at(-1);
    const filter = last === undefined ? "" : `<autoFilter ref="A1:${last}${this.#rows}"/>`;
    return `</sheetData>${filter}</worksheet>`;
  }
}

/** A sheet of names and what there is to say of them, to be read. */
export function notesSheet(notes: readonly { readonly name: string; readonly value: string }[]): string {
  const rows = notes.map(
    ({ name, value }, at) =>
      `<row r="${at + 1}">${textCell(`A${at + 1}`, name, HEAD).xml}${textCell(`B${at + 1}`, value, WRAPPED).xml}</row>`,
  );
  return xmlDocument(
    `${OPEN}<cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="100" customWidth="1"/></cols><sheetData>${rows.join("")}</sheetData></worksheet>`,
  );
}

/** Parts of a workbook beside its sheets, which are named in their order. */
export function workbookParts(
  sheets: readonly { readonly name: string; readonly file: string }[],
): readonly { readonly path: string; readonly xml: string }[] {
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  return [
    {
      path: "[Content_Types].xml",
      xml: xmlDocument(
        `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${sheets
          .map(
            ({ file }) =>
              `<Override PartName="/xl/worksheets/${file}" ContentType="${types}.worksheet+xml"/>`,
          )
          .join("")}</Types>`,
      ),
    },
    {
      path: "_rels/.rels",
      xml: xmlDocument(
        `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    },
    {
      path: "xl/workbook.xml",
      xml: xmlDocument(
        `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><bookViews><workbookView activeTab="${sheets.length > 1 ? 1 : 0}"/></bookViews><sheets>${sheets
          .map(({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
          .join("")}</sheets></workbook>`,
      ),
    },
    {
      path: "xl/_rels/workbook.xml.rels",
      xml: xmlDocument(
        `<Relationships xmlns="${packages}/relationships">${sheets
          .map(
            ({ file }, at) =>
              `<Relationship Id="rId${at + 1}" Type="${relations}/worksheet" Target="worksheets/${file}"/>`,
          )
          .join(
            "",
          )}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
      ),
    },
  ];
}
