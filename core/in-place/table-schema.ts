import type { AthenaTable } from "../cost/athena/athena-table.ts";
import { DIMENSION_IDS } from "../cost/dimension/dimension-ref.ts";
import { METRIC_IDS } from "../cost/metric/metric-id.ts";
import { familySource } from "../cost/source/availability.ts";
import { distinctOpenKeys, openKeyOfColumn } from "../cost/source/open-key.ts";
import { familyOf } from "../delivery/delivery.ts";
import type { WorkspaceSchema } from "../workspace/workspace.ts";

/** What the columns of a table can answer. Keys within maps are not among its columns: no query tells them for free. */
export function schemaOfTable({
  format,
  columns,
}: AthenaTable): Pick<WorkspaceSchema, "metrics" | "dimensions"> {
  const stored = new Set(columns.map(({ id }) => id));
  const { metrics } = familySource(familyOf(format));
  const keys = columns.map(openKeyOfColumn).filter((key) => key !== null);
  return {
    metrics: METRIC_IDS.map((id) => {
      const missing = metrics[id].needs.filter((column) => !stored.has(column));
      return { id, available: missing.length === 0, missing };
    }),
    dimensions: [
      ...DIMENSION_IDS.map((id) => ({ ref: id, kind: "fixed" as const, key: id })),
      ...distinctOpenKeys(keys).map(({ ref, key }) => ({ ref, kind: key.kind, key: key.key })),
    ],
  };
}
