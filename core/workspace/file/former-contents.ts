import { type FormerDelivery, formerId, formerPlace } from "../../restatement/former-delivery.ts";
import type { EntryName } from "./entry-name.ts";

/** Deliveries that were replaced, as they go along in a workspace file. */
export type FormerContents = {
  /** How much of their line items the workspace keeps, in bytes. */
  readonly limitBytes: number;
  readonly deliveries: readonly FormerDelivery[];
};

export const NO_FORMER: FormerContents = { limitBytes: 0, deliveries: [] };

/** Parts a workspace file has of a former delivery besides the list. */
export function formerParts(former: FormerDelivery): readonly EntryName[] {
  const sums: readonly EntryName[] = former.hasSums ? [{ kind: "formerSums", formerId: former.id }] : [];
  if (!former.hasRows) return sums;
  const rows = former.delivery.files.map((_, index): EntryName => ({
    kind: "formerLineItems",
    formerId: former.id,
    number: index + 1,
  }));
  return [...sums, ...rows];
}

/** Why a list of former deliveries out of a file cannot be true; null when nothing speaks against it. */
export function formerProblem({ deliveries }: FormerContents): string | null {
  if (new Set(deliveries.map(({ id }) => id)).size !== deliveries.length)
    return "a former delivery is there twice";
  for (const former of deliveries) {
    const { id, delivery, replacedBy } = former;
    if (id !== formerId(delivery, { ...delivery, id: replacedBy })) return `${id} is not what it is called`;
    const places = formerPlace(former).files.map(({ stored }) => stored);
    if (places.some((place, index) => place !== `former/${id}/${index + 1}.parquet`))
      return `${id} keeps line items elsewhere`;
    if (delivery.files.reduce((sum, { rows }) => sum + rows, 0) !== delivery.rows)
      return `${id} counts its rows twice`;
  }
  return null;
}
