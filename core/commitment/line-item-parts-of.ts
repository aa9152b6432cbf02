import { type Columns, columnsById } from "../cost/source/columns.ts";
import { type Delivery, familyOf, type ReportFormat } from "../delivery/delivery.ts";
import { curParts } from "./cur-parts.ts";
import { focusParts } from "./focus-parts.ts";
import type { LineItemParts } from "./line-item-parts.ts";

/** What the line items of a delivery say about commitments. */
export function lineItemParts({ format, columns }: Delivery): LineItemParts {
  return partsOfColumns(format, columnsById(columns));
}

/** The same over given columns. */
export function partsOfColumns(format: ReportFormat, columns: Columns): LineItemParts {
  return familyOf(format) === "focus" ? focusParts(columns) : curParts(columns);
}
