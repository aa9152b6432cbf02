import { currencyPlaces } from "../../money/currency-places.ts";
import type { TableColumn } from "../export-table.ts";
import { xmlDocument, xmlText } from "./xml.ts";

/** Cell styles of a workbook: number formats get their index as they are first asked for. */
export class Styles {
  readonly #formats: string[] = [];

  /** Index of the style for the cells of a column. */
  of(column: TableColumn): number {
    const format = formatOf(column);
    if (format === null) return TEXT;
    const at = this.#formats.indexOf(format);
    return FIRST_FORMAT + (at >= 0 ? at : this.#formats.push(format) - 1);
  }

  xml(): string {
    const formats = this.#formats.map(
      (format, at) => `<numFmt numFmtId="${FIRST_ID + at}" formatCode="${xmlText(format)}"/>`,
    );
    const cells = [
      '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
      '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
      '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>',
      '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/>',
      '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="right"/></xf>',
      '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
      ...this.#formats.map(
        (_, at) =>
          `<xf numFmtId="${FIRST_ID + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
      ),
    ];
    return xmlDocument(
      `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${
        formats.length === 0 ? "" : `<numFmts count="${formats.length}">${formats.join("")}</numFmts>`
      }<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDEFF2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FFB6BCC6"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    );
  }
}

/** Indexes of the styles every workbook has. */
export const TEXT = 1;
/** Text that would else be a formula once somebody edits the cell. */
export const QUOTED = 2;
export const HEAD = 3;
export const HEAD_RIGHT = 4;
export const WRAPPED = 5;
const FIRST_FORMAT = 6;
/** Lower ids are Excel's own formats. */
const FIRST_ID = 164;

function formatOf({ kind, currency }: TableColumn): string | null {
  switch (kind) {
    case "text":
      return null;
    case "integer":
      return "#,##0";
    case "decimal":
      return "General";
    case "money":
      return currency === null ? "#,##0.00########" : places(currencyPlaces(currency));
    case "percent":
      return "0.00%";
    case "date":
      return "yyyy\\-mm\\-dd";
    case "timestamp":
      return "yyyy\\-mm\\-dd\\ hh:mm:ss";
  }
}

function places(count: number): string {
  return count === 0 ? "#,##0" : `#,##0.${"0".repeat(count)}`;
}
