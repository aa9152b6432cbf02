import { foldCells } from "#core/parity/explain-parity.ts";
import type { ParityAnswer, ParityDimension } from "#core/parity/parity.ts";
import { UsageError } from "./usage.ts";

/** What stands for the value of a row that has none. */
export const NO_VALUE = "(no value)";

/** The value of the row that is meant, whatever its case. */
export function parityRow({ cells }: ParityAnswer, by: ParityDimension, wanted: string): string | null {
  const values = foldCells(cells, by).map(({ value }) => value);
  const found = values.find((value) => (value ?? NO_VALUE).toLowerCase() === wanted.toLowerCase());
  if (found === undefined)
    throw new UsageError(
      `there is no row "${wanted}" by ${by}, only ${values.map((value) => value ?? NO_VALUE).join(", ")}`,
    );
  return found;
}
