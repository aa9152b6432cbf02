import { columnsById } from "../cost/source/columns.ts";
import { type Delivery, familyOf } from "../delivery/delivery.ts";
import { curParts } from "./cur-parts.ts";
import { focusParts } from "./focus-parts.ts";
import type { LineItemParts } from "./line-item-parts.ts";

/** What the line items of a delivery say about commitments. */
export function lineItemParts({ format, columns }: Delivery): LineItemParts {
  const known = columnsById(columns);
  return familyOf(format) === "focus" ? focusParts(known) : curParts(known);
}
