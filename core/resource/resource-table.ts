import { column, moneyColumn, type TableColumn } from "../export/export-table.ts";
import { addDays, type DateRange } from "../time/period.ts";
import type { ResourceState } from "./resource-query.ts";

/** What people call the states. */
export const RESOURCE_STATE_NAMES: Readonly<Record<ResourceState, string>> = {
  new: "New",
  appeared: "Returned",
  gone: "Gone",
  grown: "Grown",
  shrunk: "Shrunk",
  same: "Unchanged",
};

/** What a resource is, in the order of the table; of those with a friendly name the billed value stands beside it. */
export const RESOURCE_ATTRIBUTES = [
  { dimension: "service", name: "Service", hasLabel: true },
  { dimension: "linkedAccount", name: "Account", hasLabel: true },
  { dimension: "region", name: "Region", hasLabel: false },
  { dimension: "productFamily", name: "Product family", hasLabel: false },
  { dimension: "instanceType", name: "Instance type", hasLabel: false },
  { dimension: "usageType", name: "Usage type", hasLabel: false },
] as const;

export type ResourceLayout = {
  /** What the amounts are called. */
  readonly metricName: string;
  /** Null for usage, where every row has a unit of its own. */
  readonly currency: string | null;
  /** The period whose amounts stand beside; null for none. */
  readonly before: DateRange | null;
  /** The other currency that amounts are told in too; null for none. */
  readonly beside: string | null;
};

/** The columns of a list of resources as it leaves the app. */
export function resourceColumns({
  metricName,
  currency,
  before,
  beside,
}: ResourceLayout): readonly TableColumn[] {
  const amount = (name: string): readonly TableColumn[] => {
    if (currency === null) return [column(name, "decimal")];
    const own = moneyColumn(name, currency);
    return beside === null ? [own] : [own, moneyColumn(name, beside)];
  };
  return [
    column("Resource"),
    column("Resource (as billed)"),
    ...RESOURCE_ATTRIBUTES.flatMap(({ name, hasLabel }) =>
      hasLabel ? [column(name), column(`${name} (as billed)`)] : [column(name)],
    ),
    column("Tags"),
    column("First seen", "date"),
    column("Last seen", "date"),
    ...(before === null ? [] : [column("State")]),
    ...amount(metricName),
    ...(currency === null ? [column("Unit")] : []),
    ...(before === null
      ? []
      : [
          ...amount(`${before.from} - ${addDays(before.to, -1)}`),
          ...amount("Change"),
          column("Change %", "percent"),
        ]),
  ];
}
