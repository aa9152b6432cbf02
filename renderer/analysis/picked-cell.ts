import { groupCell, restCell, wholeCell, type CostCell } from "#core/cost/explain/cost-cell.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { keyId } from "#core/report/cost-table.ts";
import type { PickedPoint } from "../charts/series.ts";

/** The number a point of a chart stands for; null where nothing is known there. `drawn` groups have series of their own. */
export function pickedCell(
  { bucket: at, series }: PickedPoint,
  {
    answer,
    query,
    drawn,
  }: { readonly answer: CostAnswer; readonly query: CostQuery; readonly drawn: number },
): CostCell | null {
  const bucket = answer.buckets[at];
  if (bucket === undefined || (answer.values[at] ?? null) === null) return null;
  const shown = answer.groups.slice(0, drawn);
  const group = shown.find(({ key }) => keyId(key) === series);
  if (group !== undefined) return groupCell(query, group.key, bucket);
  if (series !== "other") return wholeCell(query, bucket);
  return restCell(
    query,
    shown.map(({ key }) => key),
    bucket,
  );
}
