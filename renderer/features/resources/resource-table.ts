import type { ExportTable } from "#core/export/export-table.ts";
import { ratio, subtract, type Decimal } from "#core/money/decimal.ts";
import { RESOURCE_ATTRIBUTES, resourceColumns, type ResourceLayout } from "#core/resource/resource-table.ts";
import { valueName } from "../../format/dimensions.ts";
import { plainRatio } from "#core/format/numeric.ts";
import { resourceName, stateName } from "../../format/resources.ts";
import type { TaggedRow } from "../../queries/use-resources.ts";

/** The list with exact figures, in the order shown; names stand beside what was billed. */
export function resourceTable(
  rows: readonly TaggedRow[],
  layout: ResourceLayout,
): Omit<ExportTable, "title"> {
  const { currency, before } = layout;
  return {
    columns: resourceColumns(layout),
    rows: rows.map(({ resource, tags }) => [
      resourceName(resource.resourceId),
      resource.resourceId,
      ...RESOURCE_ATTRIBUTES.flatMap(({ dimension, hasLabel }) => {
        const { value, label } = resource[dimension];
        if (!hasLabel) return [value];
        return [value === null ? null : valueName(dimension, value, label), value];
      }),
      (tags ?? []).map(({ key, value }) => `${key}=${value}`).join("; "),
      resource.firstSeen,
      resource.lastSeen,
      ...(before === null ? [] : [resource.state === null ? null : stateName(resource.state)]),
      resource.cost,
      ...(currency === null ? [resource.unit] : []),
      ...(before === null ? [] : changeCells(resource.cost, resource.before)),
    ]),
  };
}

function changeCells(cost: Decimal | null, before: Decimal | null): readonly (string | null)[] {
  if (cost === null || before === null) return [before, null, null];
  const change = subtract(cost, before);
  const share = ratio(change, before.replace(/^-/, ""));
  return [before, change, share === null ? null : plainRatio(share)];
}
