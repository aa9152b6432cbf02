import type { CellDifference, CostCell } from "#core/cost/explain/cost-cell.ts";
import type { FigureQuestion } from "#core/cost/explain/figure.ts";
import { cellOf } from "./explained/cell.ts";
import { figureOf } from "./explained/figure.ts";
import { field } from "./explained/parts.ts";

/** A number, a difference of two or a figure that is being explained as text for the address. */
export function encodeExplained(explained: CostCell | CellDifference | FigureQuestion): string {
  return JSON.stringify(explained);
}

/** Reads a number back; null for anything that is no such text. The engine checks its question once more. */
export function decodeCell(text: unknown): CostCell | null {
  return cellOf(parsed(text));
}

/** Reads a difference back, likewise. */
export function decodeDifference(text: unknown): CellDifference | null {
  const value = parsed(text);
  const [before, now] = [cellOf(field(value, "before")), cellOf(field(value, "now"))];
  return before === null || now === null ? null : { before, now };
}

/** Reads a figure back, likewise. */
export function decodeFigure(text: unknown): FigureQuestion | null {
  return figureOf(parsed(text));
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
