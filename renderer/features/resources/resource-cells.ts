import { ratio, subtract, type Decimal } from "#core/money/decimal.ts";
import type { CellRows } from "#core/report/csv-text.ts";
import type { ResourceAttribute } from "#core/resource/resource-query.ts";
import { valueName } from "../../format/dimensions.ts";
import { plainPercent } from "../../format/numeric.ts";
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
export function resourceCells(rows: readonly TaggedRow[], layout: Layout): CellRows {
  const money = layout.currency === null ? "" : ` (${layout.currency})`;
  const isCompared = layout.comparedWith !== null;
  const head = [
    "Resource",
    "Resource (as billed)",
    ...ATTRIBUTES.flatMap(([name]) =>
      name === "Service" || name === "Account" ? [name, `${name} (as billed)`] : [name],
    ),
    "Tags",
    "First seen",
    "Last seen",
    ...(isCompared ? ["State"] : []),
    `${layout.metric}${money}`,
    ...(layout.currency === null ? ["Unit"] : []),
    ...(isCompared ? [`${layout.comparedWith}${money}`, `Change${money}`, "Change %"] : []),
  ];
  const body = rows.map(({ resource, tags }) => [
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
    ...(layout.currency === null ? [resource.unit] : []),
    ...(isCompared ? changeCells(resource.cost, resource.before) : []),
  ]);
  return [head, ...body];
}

function named(dimension: "service" | "linkedAccount", { value, label }: ResourceAttribute): string | null {
  return value === null ? null : valueName(dimension, value, label);
}

function changeCells(cost: Decimal | null, before: Decimal | null): readonly (string | null)[] {
  if (cost === null || before === null) return [before, null, null];
  const change = subtract(cost, before);
  return [before, change, plainPercent(ratio(change, before.replace(/^-/, "")))];
}
