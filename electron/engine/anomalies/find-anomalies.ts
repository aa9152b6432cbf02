import type { DuckDBConnection } from "@duckdb/node-api";
import { dimensionsOf } from "#core/allocation/definitions.ts";
import type { AnomalyQuery, AnomalyReport, SeriesPart } from "#core/anomaly/anomaly.ts";
import { usageBySets, usageTable, type SeriesOf } from "#core/anomaly/anomaly-sql.ts";
import { anomalyOf, mergeIncidents, type CandidateDetail } from "#core/anomaly/incidents.ts";
import {
  type Candidate,
  FEWEST_DAYS,
  isWatched,
  leaksOf,
  runsOf,
  SEARCH_DAYS,
  watchedDimensions,
  type WatchedSeries,
} from "#core/anomaly/watched-series.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { addDays, type DateRange, lengthInDays } from "#core/time/period.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import { labelOf, readLabels, type Labels } from "../cost/labels.ts";
import { runAll, runRows } from "../duckdb/run.ts";
import type { ForecastSource } from "../forecast/answer-forecast.ts";
import { knownDays, requestOf } from "../forecast/read-charges.ts";
import { Remembered } from "../line-items/remembered.ts";
import type { OpenWorkspace } from "../workspace/open-workspace.ts";

/** What a leak is looked for in: the larger sums hide it. */
const LEAK_SERIES: SeriesOf = ["linkedAccount", "usageType"];
/** Further candidates are the smaller ones; each costs a look at its parts. */
const MOST_CANDIDATES = 60;
/** Two earlier months tell which days come every month. */
const ECHO_DAYS = 62;

const FOUND = new Remembered<AnomalyReport>(8);

/** Looks for costs of the last three months that are not like those before. */
export async function findAnomalies(
  { database, directory }: OpenWorkspace,
  query: AnomalyQuery,
  signal?: AbortSignal,
): Promise<AnomalyReport> {
  return withDeliveries(
    database,
    async (connection, deliveries) => {
      const known = await knownDays(connection, deliveries);
      if (known === null) return none("noData", 0);
      return foundOrFind({ database, connection, directory, deliveries, known }, query);
    },
    signal,
  );
}

/** The screen, the dashboards and the report ask the same of the same deliveries; a name that changed makes it another answer. */
async function foundOrFind(source: ForecastSource, query: AnomalyQuery): Promise<AnomalyReport> {
  const watched = watchedDimensions(query.rules, query.definitions);
  const labels = await readLabels(source.connection, [...watched, "usageType"]);
  const counted = source.deliveries.flatMap(({ id, counted: takesPart }) => (takesPart ? [id] : []));
  const names = [...labels].map(([dimension, named]) => [dimension, ...named]);
  const key = JSON.stringify([counted, source.known, query, names]);
  return FOUND.get(source.database, key, () => find(source, query, watched, labels));
}

async function find(
  { connection, directory, deliveries, known }: ForecastSource,
  query: AnomalyQuery,
  watched: readonly DimensionRef[],
  labels: Labels,
): Promise<AnomalyReport> {
  const { rules, definitions } = query;
  const range = readRange(known.range, rules.weeks);
  const days = lengthInDays(range);
  if (days < FEWEST_DAYS) return none("shortHistory", days);
  const profiles = dimensionsOf(definitions);
  const asked = { metric: query.metric, filters: [], currency: query.currency, range, profiles };
  const further = watched.filter((dimension) => dimension !== "service" && dimension !== "linkedAccount");
  const { request, isAnswerable } = requestOf(directory, deliveries, asked, further);
  if (!isAnswerable) return none("metricMissing", days);
  const dimensions: readonly DimensionRef[] = [...watched, "usageType"];
  // The transaction this runs in is rolled back, and the table with it.
  await runAll(connection, [usageTable(request, dimensions)]);
  const sets: readonly SeriesOf[] = [...watched.map((dimension) => [dimension]), LEAK_SERIES];
  const usage = { connection, dimensions, days, currency: query.currency };
  const read = await readSets(usage, sets, []);
  const seriesOf = (set: number): readonly WatchedSeries[] =>
    (read.sets[set] ?? [])
      .map(({ values, days: amounts }) => ({
        series: (sets[set] ?? []).map((dimension, at) => partOf(labels, dimension, values[at] ?? null)),
        days: amounts,
      }))
      .filter(({ series }) => series.every(isWatched));
  const candidates = [
    ...watched.flatMap((_, set) => runsOf(seriesOf(set), range, rules)),
    ...leaksOf(seriesOf(watched.length), rules),
  ]
    .toSorted((a, b) => Math.abs(b.impact) - Math.abs(a.impact))
    .slice(0, MOST_CANDIDATES);
  const anomalies = [];
  for (const candidate of candidates) {
    const detail = await detailOf({ ...usage, currency: read.currency }, labels, candidate);
    anomalies.push(anomalyOf(detail, range, rules.weeks));
  }
  return {
    kind: "made",
    currency: read.currency,
    searched: { from: addDays(range.from, Math.max(FEWEST_DAYS, days - SEARCH_DAYS)), to: range.to },
    dropped: known.dropped,
    anomalies: mergeIncidents(anomalies),
  };
}

function readRange({ from, to }: DateRange, weeks: number): DateRange {
  const wanted = addDays(to, -(SEARCH_DAYS + Math.max(ECHO_DAYS, weeks * 7)));
  return { from: wanted > from ? wanted : from, to };
}

type Values = { readonly values: readonly (string | null)[]; readonly days: bigint[] };
type ReadSets = { readonly currency: string | null; readonly sets: readonly (readonly Values[])[] };
/** The table of usage, and how its answers are read. */
type Usage = {
  readonly connection: DuckDBConnection;
  readonly dimensions: readonly DimensionRef[];
  readonly days: number;
  readonly currency: string | null;
};

async function readSets(
  { connection, dimensions, days, currency: wanted }: Usage,
  sets: readonly SeriesOf[],
  series: readonly SeriesPart[],
): Promise<ReadSets> {
  const rows = await runRows(connection, usageBySets({ dimensions, sets, series }));
  const currencies = [...new Set(rows.map((row) => String(row[2])))].toSorted();
  if (wanted === null && currencies.length > 1) fail("query.mixed_currencies", { currencies });
  const currency = wanted ?? currencies[0] ?? null;
  const found = sets.map(() => new Map<string, Values>());
  for (const [set, bucket, rowCurrency, first = null, second = null, amount] of rows) {
    if (rowCurrency !== currency) continue;
    const values = [first, second].map((value) => (value === null ? null : String(value)));
    const key = JSON.stringify(values);
    const ofSet = found[Number(set)];
    const series = ofSet?.get(key) ?? { values, days: Array.from({ length: days }, () => 0n) };
    ofSet?.set(key, series);
    series.days[Number(bucket)] = scaledOf(String(amount));
  }
  return { currency, sets: found.map((ofSet) => [...ofSet.values()]) };
}

/** Everything about one candidate: its own days and those of the values it is made of. */
async function detailOf(usage: Usage, labels: Labels, candidate: Candidate): Promise<CandidateDetail> {
  const others = usage.dimensions.filter(
    (dimension) => !candidate.series.some((part) => part.dimension === dimension),
  );
  const read = await readSets(usage, [[], ...others.map((dimension) => [dimension])], candidate.series);
  return {
    candidate,
    days: read.sets[0]?.[0]?.days ?? [],
    parts: others.map((dimension, at) => ({
      dimension,
      values: (read.sets[at + 1] ?? []).map(({ values, days }) => ({
        ...partOf(labels, dimension, values[0] ?? null),
        days,
      })),
    })),
  };
}

function partOf(labels: Labels, dimension: DimensionRef, value: string | null): SeriesPart {
  return { dimension, value, label: labelOf(labels, dimension, value) };
}

function none(reason: Extract<AnomalyReport, { kind: "none" }>["reason"], daysKnown: number): AnomalyReport {
  return { kind: "none", reason, daysKnown, daysNeeded: FEWEST_DAYS };
}
