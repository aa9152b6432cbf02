import {
  DIMENSION_IDS,
  openDimension,
  parseDimensionRef,
  type DimensionRef,
} from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { CostQuery } from "#core/cost/query/cost-query.ts";
import { METRIC_IDS, type MetricId } from "#core/cost/metric/metric-id.ts";
import { addDays, isUsageDate, type DateRange, type Granularity } from "#core/time/period.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { UsageError } from "./usage.ts";

const GRANULARITIES = ["month", "day", "hour"] as const;
const OPEN_DIMENSIONS = ["tag:<key>", "costCategory:<name>", "product:<attribute>"] as const;

/** A metric by its name, in any case and with or without dashes: `net-unblended`. */
export function metricOf(text: string): MetricId {
  const found = METRIC_IDS.find((id) => plain(id) === plain(text));
  if (found === undefined)
    throw new UsageError(`there is no metric "${text}", only ${METRIC_IDS.join(", ")}`);
  return found;
}

/** A dimension by its name; the key behind `tag:` is taken letter by letter. */
export function dimensionOf(text: string): DimensionRef {
  const wanted = text.trim();
  const found =
    DIMENSION_IDS.find((id) => plain(id) === plain(wanted)) ??
    parseDimensionRef(wanted.replace(/^cost[-_]category:/i, "costCategory:"));
  if (found === null)
    throw new UsageError(
      `there is no dimension "${wanted}", only ${[...DIMENSION_IDS, ...OPEN_DIMENSIONS].join(", ")}`,
    );
  return found;
}

export function granularityOf(text: string | undefined): Granularity {
  if (text === undefined) return "total";
  const found = GRANULARITIES.find((one) => one === text.toLowerCase());
  if (found === undefined)
    throw new UsageError(`there is no granularity "${text}", only ${GRANULARITIES.join(", ")}`);
  return found;
}

/** `service,region` and repeated options alike; each dimension once. */
export function groupByOf(texts: readonly string[]): readonly DimensionRef[] {
  const refs = texts.flatMap((text) => splitValues(text)).map(dimensionOf);
  return [...new Set(refs)];
}

/** `service=AmazonEC2,AmazonS3` keeps, `service!=Tax` drops; nothing between the commas stands for "no value". */
export function filterOf(text: string): Filter {
  const match = /^([^=]*[^=!])(!?=)(.*)$/s.exec(text);
  const [, name, operator, values] = match ?? [];
  if (name === undefined || operator === undefined || values === undefined)
    throw new UsageError(`the filter "${text}" is not of the form dimension=value,value or dimension!=value`);
  return {
    dimension: dimensionOf(name),
    mode: operator === "=" ? "include" : "exclude",
    values: splitValues(values).map((value) => (value === "" ? null : value)),
  };
}

/** The half-open range of two days that are both meant to be in; `null` stands for an end that was not given. */
export function rangeOf(
  from: string | undefined,
  to: string | undefined,
  held: DateRange | null,
): DateRange | null {
  const first = from === undefined ? held?.from : day(from, "--from");
  const end = to === undefined ? held?.to : addDays(day(to, "--to"), 1);
  if (from !== undefined && to !== undefined && from > to)
    throw new UsageError(`--from ${from} lies after --to ${to}`);
  if (first === undefined || end === undefined) return null;
  return { from: first, to: end > first ? end : addDays(first, 1) };
}

/** All dimensions that a question names. */
export function dimensionsOf({
  groupBy,
  filters,
}: Pick<CostQuery, "groupBy" | "filters">): readonly DimensionRef[] {
  return [...groupBy, ...filters.map(({ dimension }) => dimension)];
}

/** Refuses a tag, cost category or product attribute that the workspace does not have: a misspelt key would answer "no value" for everything. */
export function checkKeys(refs: readonly DimensionRef[], schema: WorkspaceSchema): void {
  for (const ref of refs) {
    const open = openDimension(ref);
    if (open === null) continue;
    const known = schema.dimensions.filter(({ kind }) => kind === open.kind);
    if (known.some((dimension) => dimension.ref === ref)) continue;
    const names = known.map((dimension) => dimension.ref).join(", ");
    throw new UsageError(
      `there is no "${ref}" in this workspace, ${names === "" ? "which has none of that kind" : `only ${names}`}`,
    );
  }
}

function day(text: string, option: string): string {
  if (!isUsageDate(text)) throw new UsageError(`${option} must be a day like 2024-01-31, not "${text}"`);
  return text;
}

/** Splits at commas; `\,` is a comma inside a value. */
function splitValues(text: string): readonly string[] {
  return text.split(/(?<!\\),/).map((part) => part.replaceAll("\\,", ","));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, "");
}
