import { type MonthAmount, wholeOf } from "#core/currency/convert.ts";
import type { ExportTable } from "#core/export/export-table.ts";
import { ratio, subtract, type Decimal } from "#core/money/decimal.ts";
import type { Resource } from "#core/resource/resource-query.ts";
import { RESOURCE_ATTRIBUTES, resourceColumns, type ResourceLayout } from "#core/resource/resource-table.ts";
import { valueName } from "../../format/dimensions.ts";
import { plainRatio } from "#core/format/numeric.ts";
import { resourceName, stateName } from "../../format/resources.ts";
import type { Beside } from "../../analysis/use-beside.ts";
import type { TaggedRow } from "../../queries/use-resources.ts";

type Convert = Beside["convert"];

/** The list with exact figures, in the order shown; names stand beside what was billed. */
export function resourceTable(
  rows: readonly TaggedRow[],
  layout: ResourceLayout,
  convert: Convert,
): Omit<ExportTable, "title"> {
  const { currency, before, beside } = layout;
  const isTold = beside !== null && currency !== null;
  const told = (resource: Resource, of: "cost" | "before"): Decimal | null =>
    isTold ? inAnother(resource, of, currency, convert) : null;
  const both = (own: Decimal | null, other: Decimal | null): readonly (Decimal | null)[] =>
    isTold ? [own, other] : [own];
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
      ...both(resource.cost, told(resource, "cost")),
      ...(currency === null ? [resource.unit] : []),
      ...(before === null
        ? []
        : [
            ...both(resource.before, told(resource, "before")),
            ...both(
              difference(resource.cost, resource.before),
              difference(told(resource, "cost"), told(resource, "before")),
            ),
            changeShare(resource.cost, resource.before),
          ]),
    ]),
  };
}

/** What a resource cost month by month, as far as it is known. */
export function monthsOf(
  { months }: Pick<Resource, "months">,
  of: "cost" | "before",
): readonly MonthAmount[] {
  return months.flatMap(({ month, [of]: amount }) => (amount === null ? [] : [{ month, amount }]));
}

/** Null where a month has no rate; a period without the resource cost nothing in any currency. */
function inAnother(
  resource: Resource,
  of: "cost" | "before",
  currency: string,
  convert: Convert,
): Decimal | null {
  const months = monthsOf(resource, of);
  if (months.length === 0) return resource[of];
  const converted = convert(months, currency);
  return converted && wholeOf(converted);
}

function difference(cost: Decimal | null, before: Decimal | null): Decimal | null {
  return cost === null || before === null ? null : subtract(cost, before);
}

function changeShare(cost: Decimal | null, before: Decimal | null): string | null {
  const change = difference(cost, before);
  const share = change === null || before === null ? null : ratio(change, before.replace(/^-/, ""));
  return share === null ? null : plainRatio(share);
}
