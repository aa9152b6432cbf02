import { column, type ExportTable, moneyColumn, type TableColumn } from "#core/export/export-table.ts";
import { ratio, subtract, type Decimal } from "#core/money/decimal.ts";
import type { ResourceAttribute } from "#core/resource/resource-query.ts";
import { valueName } from "../../format/dimensions.ts";
import { plainRatio } from "../../format/numeric.ts";
import { resourceName, stateName } from "../../format/resources.ts";
import type { TaggedRow } from "../../queries/use-resources.ts";

type Layout = {
  readonly metric: string;
  readonly currency: string | null;
  /** The days compared with as ISO dates; null without a comparison. */
  readonly comparedWith: string | null;
};

const ATTRIBUTES = [
  ["Service", "service"],
  ["Account", "linkedAccount"],
  ["Region", "region"],
  ["Product family", "productFamily"],
  ["Instance type", "instanceType"],
  ["Usage type", "usageType"],
] as const;

/** The list with exact figures, in the order shown; names stand beside what was billed. */
export function resourceTable(
  rows: readonly TaggedRow[],
  { metric, currency, comparedWith }: Layout,
): Omit<ExportTable, "title"> {
  const amount = (name: string): TableColumn =>
    currency === null ? column(name, "decimal") : moneyColumn(name, currency);
  const isCompared = comparedWith !== null;
  return {
    columns: [
      column("Resource"),
      column("Resource (as billed)"),
      ...ATTRIBUTES.flatMap(([name]) =>
        name === "Service" || name === "Account"
          ? [column(name), column(`${name} (as billed)`)]
          : [column(name)],
      ),
      column("Tags"),
      column("First seen", "date"),
      column("Last seen", "date"),
      ...(isCompared ? [column("State")] : []),
      amount(metric),
      ...(currency === null ? [column("Unit")] : []),
      ...(isCompared ? [amount(comparedWith), amount("Change"), column("Change %", "percent")] : []),
    ],
    rows: rows.map(({ resource, tags }) => [
      resourceName(resource.resourceId),
      resource.resourceId,
      ...ATTRIBUTES.flatMap(([name, dimension]) =>
        name === "Service" || name === "Account"
          ? [named(dimension, resource[dimension]), resource[dimension].value]
          : [resource[dimension].value],
      ),
      (tags ?? []).map(({ key, value }) => `${key}=${value}`).join("; "),
      resource.firstSeen,
      resource.lastSeen,
      ...(isCompared ? [resource.state === null ? null : stateName(resource.state)] : []),
      resource.cost,
      ...(currency === null ? [resource.unit] : []),
      ...(isCompared ? changeCells(resource.cost, resource.before) : []),
    ]),
  };
}

function named(dimension: "service" | "linkedAccount", { value, label }: ResourceAttribute): string | null {
  return value === null ? null : valueName(dimension, value, label);
}

function changeCells(cost: Decimal | null, before: Decimal | null): readonly (string | null)[] {
  if (cost === null || before === null) return [before, null, null];
  const change = subtract(cost, before);
  const share = ratio(change, before.replace(/^-/, ""));
  return [before, change, share === null ? null : plainRatio(share)];
}
