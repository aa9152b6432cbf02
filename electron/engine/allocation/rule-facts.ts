import type { DuckDBConnection } from "@duckdb/node-api";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import { profileRef } from "#core/cost/dimension/dimension-ref.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import type { MetricId } from "#core/cost/metric/metric-id.ts";
import { dimensionsBehind, type RuleDimension } from "#core/cost/profile/tag-profile.ts";
import { facts } from "#core/cost/query/fact.ts";
import { deliveriesIn, divideByMetric, storeFor } from "#core/cost/query/plan.ts";
import type { MissingMetric } from "#core/cost/query/cost-query.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { parseScaled } from "#core/money/decimal.ts";
import type { DateRange, Granularity } from "#core/time/period.ts";
import type { Database } from "../duckdb/database.ts";
import { runRows } from "../duckdb/run.ts";
import { Remembered } from "../line-items/remembered.ts";
import { cutOf } from "./cuts.ts";

/** Where the facts are: the open database and a connection to it, the workspace folder and its deliveries. */
export type Source = {
  readonly database: Database;
  readonly connection: DuckDBConnection;
  readonly directory: string;
  readonly deliveries: readonly Delivery[];
};

export type FactQuestion = {
  readonly metric: MetricId;
  readonly granularity: Exclude<Granularity, "hour">;
  readonly range: DateRange;
  readonly dimensions: readonly DimensionRef[];
  readonly filters: readonly Filter[];
  readonly profiles: readonly RuleDimension[];
};

export type Fact = {
  /** Days or months from the start of the range. */
  readonly bucket: number;
  readonly currency: string | null;
  readonly unit: string | null;
  readonly key: readonly (string | null)[];
  readonly amount: bigint | null;
  readonly lineItems: number;
};

export type Facts = {
  readonly rows: readonly Fact[];
  readonly able: readonly Delivery[];
  readonly missing: readonly MissingMetric[];
  readonly answeredFrom: "daily" | "cut";
};

/** Sums by dimensions made by rules: from the daily roll-up where it has all they need, else from a cut. */
export async function ruleFacts(source: Source, question: FactQuestion): Promise<Facts> {
  const { connection, directory } = source;
  const { able, missing } = divideByMetric(deliveriesIn(source.deliveries, question.range), question.metric);
  const behind = dimensionsBehind(
    [...question.dimensions, ...question.filters.map(({ dimension }) => dimension)],
    question.profiles,
  );
  const isDaily = storeFor(behind, false) === "daily";
  const cut = isDaily ? undefined : await cutOf(connection, directory, able, behind);
  const statement = facts({
    ...question,
    store: "daily",
    deliveries: able,
    directory,
    ...(cut === undefined ? {} : { cut }),
  });
  const rows = await runRows(connection, statement);
  return {
    able,
    missing,
    answeredFrom: isDaily ? "daily" : "cut",
    rows: rows.map((row) => {
      const key = row.slice(3, 3 + question.dimensions.length);
      const [amount, lineItems] = row.slice(3 + question.dimensions.length);
      return {
        bucket: Number(row[0]),
        currency: textOf(row[1]),
        unit: textOf(row[2]),
        key: key.map(textOf),
        amount: amount == null ? null : parseScaled(String(amount)),
        lineItems: Number(lineItems),
      };
    }),
  };
}

const KNOWN = new Remembered<Facts>(12);

/** The same for facts that several questions about a model start from: the latest few are kept, as deliveries never change under their id. */
export function rememberedFacts(source: Source, question: FactQuestion): Promise<Facts> {
  const held = deliveriesIn(source.deliveries, question.range).map(({ id }) => id);
  return KNOWN.get(source.database, JSON.stringify([held, question]), () => ruleFacts(source, question));
}

/** Names no virtual tag can have: theirs are trimmed. */
export const TAKING_RULE = " rule";
export const MATCHING_RULES = " rules";
export const TAKEN_BY = profileRef(TAKING_RULE);
export const MATCHED_BY = profileRef(MATCHING_RULES);

function textOf(value: unknown): string | null {
  return value == null ? null : String(value);
}
