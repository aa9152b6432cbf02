import { type DateRange, addDays, rangeOfPeriod, type UsageDate } from "../time/period.ts";
import type { WorkspaceSchema } from "../workspace/workspace.ts";
import type { AccountInPlace } from "./in-place.ts";

/** What this computer and the tables in AWS can answer together. Nothing is there of days after `today`. */
export function mergedSchema(
  local: WorkspaceSchema,
  accounts: readonly AccountInPlace[],
  today: UsageDate | null,
): WorkspaceSchema {
  const asked = accounts.filter(({ away }) => away.length > 0);
  if (asked.length === 0) return local;
  const schemas = [...(local.range === null ? [] : [local]), ...asked.map(({ schema }) => schema)];
  const metrics = local.metrics.map((metric) => {
    const told = schemas.flatMap((schema) => schema.metrics.filter(({ id }) => id === metric.id));
    const able = told.find(({ available }) => available);
    return able ?? told[0] ?? metric;
  });
  const dimensions = [...local.dimensions, ...asked.flatMap(({ schema }) => schema.dimensions)];
  const byRef = new Map(dimensions.toReversed().map((dimension) => [dimension.ref, dimension]));
  return {
    ...local,
    metrics,
    dimensions: [...new Set(dimensions.map(({ ref }) => ref))].flatMap((ref) => byRef.get(ref) ?? []),
    range: spanOf(local.range, daysAway(asked, today)),
  };
}

function daysAway(accounts: readonly AccountInPlace[], today: UsageDate | null): DateRange | null {
  const periods = accounts.flatMap(({ away }) => away).toSorted();
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { to } = rangeOfPeriod(last);
  const tomorrow = today === null ? to : addDays(today, 1);
  return { from: rangeOfPeriod(first).from, to: to < tomorrow ? to : tomorrow };
}

function spanOf(here: DateRange | null, there: DateRange | null): DateRange | null {
  if (here === null || there === null) return here ?? there;
  return {
    from: here.from < there.from ? here.from : there.from,
    to: here.to > there.to ? here.to : there.to,
  };
}
