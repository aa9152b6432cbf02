import type { DuckDBConnection } from "@duckdb/node-api";
import type { FactQuestion, NeededFacts } from "#core/allocation/fact-questions.ts";
import type { FactsAway } from "#core/allocation/in-place/facts-away.ts";
import { dimensionsBehind } from "#core/cost/profile/tag-profile.ts";
import { facts } from "#core/cost/query/fact.ts";
import { deliveriesIn, divideByMetric, storeFor } from "#core/cost/query/plan.ts";
import type { MissingMetric } from "#core/cost/query/cost-query.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { parseScaled } from "#core/money/decimal.ts";
import type { BillingPeriod } from "#core/time/period.ts";
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
  /** Facts of months that are not among the deliveries. */
  readonly away?: FactsAway;
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
    rows: rows.map((row) => factOf(row, question)),
  };
}

function factOf(row: readonly unknown[], { dimensions }: FactQuestion): Fact {
  const key = row.slice(3, 3 + dimensions.length);
  const [amount, lineItems] = row.slice(3 + dimensions.length);
  return {
    bucket: Number(row[0]),
    currency: textOf(row[1]),
    unit: textOf(row[2]),
    key: key.map(textOf),
    amount: amount == null ? null : parseScaled(String(amount)),
    lineItems: Number(lineItems),
  };
}

const KNOWN = new Remembered<Facts>(12);

/** The same for facts that several questions about a model start from: the latest few are kept, as deliveries never change under their id. */
export function rememberedFacts(source: Source, question: FactQuestion): Promise<Facts> {
  const held = deliveriesIn(source.deliveries, question.range).map(({ id }) => id);
  return KNOWN.get(source.database, JSON.stringify([held, question]), () => ruleFacts(source, question));
}

/** Facts of this computer and of months away. */
export type AllFacts = Pick<Facts, "rows" | "missing"> & {
  /** Billing periods that can answer the metric. */
  readonly periods: readonly BillingPeriod[];
  readonly answeredFrom: Facts["answeredFrom"] | "lineItems";
};

/** The facts that an answer needs, wherever they are; `read` gives those of this computer. */
export async function allFacts(
  source: Source,
  { id, question }: NeededFacts,
  read: typeof ruleFacts = ruleFacts,
): Promise<AllFacts> {
  const { able, ...here } = await read(source, question);
  const periods = able.map(({ billingPeriod }) => billingPeriod);
  const there = source.away?.facts.find((one) => one.id === id);
  if (there === undefined) return { ...here, periods };
  return {
    rows: [...here.rows, ...there.rows.map((row) => factOf(row, question))],
    missing: [...here.missing, ...there.missing].toSorted((a, b) =>
      a.billingPeriod < b.billingPeriod ? -1 : 1,
    ),
    periods: [...periods, ...there.periods],
    answeredFrom: "lineItems",
  };
}

function textOf(value: unknown): string | null {
  return value == null ? null : String(value);
}
