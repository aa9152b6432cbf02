import { scanCost } from "#core/cost/athena/scan-cost.ts";
import { costQuestion } from "#core/cost/athena/plan-athena.ts";
import type { PeriodSurvey } from "#core/cost/athena/survey.ts";
import type { TableQuestion } from "#core/cost/athena/table-question.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { joinAnswers, stretchesOf } from "#core/cost/query/join-answers.ts";
import { type Decimal, sum } from "#core/money/decimal.ts";
import type { Failure } from "#core/result/failure.ts";
import { type BillingPeriod, periodsOf } from "#core/time/period.ts";
import { askInPlace, type ReadInPlace } from "./ask-in-place.ts";
import { estimateInPlace } from "./estimate.ts";
import type { Asking } from "./paid-queries.ts";
import type { ReportInPlace } from "./table-in-place.ts";

/** A report of which some billing periods are asked for in AWS: all that are not `held` on this computer. */
export type ReportAway = {
  readonly report: ReportInPlace;
  readonly held: ReadonlySet<BillingPeriod>;
  /** Payers whose bills are here or in another table, by period: should this table have them as well, they do not count twice. */
  readonly payersElsewhere?: ReadonlyMap<BillingPeriod, readonly string[]>;
};

/** What of a question is divided among places. */
export type Divisible = Pick<CostQuery, "range" | "filters">;

/** Part of a question that one table answers. */
export type PieceAway<Q extends Divisible = CostQuery> = {
  readonly report: ReportInPlace;
  readonly query: Q;
};

/** A question of one table. */
export type AskedAway<T> = { readonly report: ReportInPlace; readonly question: TableQuestion<T> };

/** What the pieces have read, put together. */
export type Read = {
  readonly scannedBytes: readonly number[];
  /** US dollars. */
  readonly costUsd: Decimal;
  /** When the oldest of the kept answers was paid for; null where something was read now. */
  readonly keptAt: string | null;
  readonly notKept: Failure | null;
};

type PlacesAnswer = Read & {
  readonly answer: CostAnswer;
  readonly surveys: readonly PeriodSurvey[];
};

/** What tables have to answer of a question: their periods that are not held here, each run of them as one piece. */
export function piecesOf<Q extends Divisible>(
  query: Q,
  reports: readonly ReportAway[],
): readonly PieceAway<Q>[] {
  return reports.flatMap(({ report, held, payersElsewhere }) => {
    const here = new Set([...held, ...lackedBy(report, query, held)]);
    return stretchesOf(query.range, here)
      .filter(({ place }) => place === "there")
      .flatMap(({ range }) => byPayersElsewhere({ ...query, range }, payersElsewhere ?? new Map()))
      .map((piece) => ({ report, query: piece }));
  });
}

/** Divides a question where other payers are to be left out. */
function byPayersElsewhere<Q extends Divisible>(
  query: Q,
  payersElsewhere: ReadonlyMap<BillingPeriod, readonly string[]>,
): readonly Q[] {
  const payersOf = (period: BillingPeriod) => [...new Set(payersElsewhere.get(period))].toSorted();
  const all = [...new Set(periodsOf(query.range).map((period) => JSON.stringify(payersOf(period))))];
  return all.flatMap((id) => {
    const own = periodsOf(query.range).filter((period) => JSON.stringify(payersOf(period)) === id);
    const payers = payersOf(own[0] ?? "");
    const others = periodsOf(query.range).filter((period) => !own.includes(period));
    return stretchesOf(query.range, new Set(others))
      .filter(({ place }) => place === "there")
      .map(({ range }) => ({ ...query, range, filters: withoutPayers(query, payers) }));
  });
}

function withoutPayers({ filters }: Divisible, payers: readonly string[]): CostQuery["filters"] {
  return payers.length === 0
    ? filters
    : [...filters, { dimension: "payerAccount", mode: "exclude", values: payers }];
}

/** Periods before and behind all that the table has: nothing is to be asked of it there. */
function lackedBy(
  { table: { partitions } }: ReportInPlace,
  { range }: Divisible,
  held: ReadonlySet<BillingPeriod>,
): readonly BillingPeriod[] {
  const wanted = [...partitions.keys()].filter((period) => !held.has(period));
  const [first, last] = [wanted[0], wanted.at(-1)];
  return periodsOf(range).filter(
    (period) => first === undefined || last === undefined || period < first || period > last,
  );
}

/** One answer of this computer and of all tables. Here is asked first: what is refused there costs nothing. */
export async function askPlaces(
  query: CostQuery,
  pieces: readonly PieceAway[],
  here: (query: CostQuery) => Promise<CostAnswer>,
  asking: Asking,
): Promise<PlacesAnswer> {
  const [only, ...others] = pieces;
  const local = await here(pieces.length === 0 ? query : { ...query, top: null });
  const isAlone =
    only !== undefined && others.length === 0 && isSame(only.query.range, query.range) && isNothing(local);
  const asked = isAlone
    ? [only]
    : pieces.map((piece) => ({ ...piece, query: { ...piece.query, top: null } }));
  const { answers, ...told } = await askEach(asked.map(costsAsked), asking);
  const [whole] = answers;
  const joined = pieces.length === 0 ? local : joinAnswers(query, [local, ...answers]);
  return { answer: isAlone && whole !== undefined ? whole : joined, ...told };
}

/** Turns a piece into what its table is asked. */
export function askedAs<Q extends Divisible, T>(
  question: (query: Q) => TableQuestion<T>,
): (piece: PieceAway<Q>) => AskedAway<T> {
  return ({ report, query }) => ({ report, question: question(query) });
}

export const costsAsked = askedAs(costQuestion);

/** The answers of the tables, one after the other. */
export async function askEach<T>(
  asked: readonly AskedAway<T>[],
  asking: Asking,
): Promise<Read & { readonly answers: readonly T[]; readonly surveys: readonly PeriodSurvey[] }> {
  const told = [];
  for (const { report, question } of asked)
    told.push({ ...(await askInPlace(report, question, asking)), pricePerTb: report.pricePerTb });
  return {
    answers: told.map(({ answer }) => answer),
    surveys: told.flatMap(({ surveys }) => surveys),
    ...readBy(told),
  };
}

/** The answer of one table. */
export async function askOne<T>(
  { report, question }: AskedAway<T>,
  asking: Asking,
): Promise<Read & { readonly answer: T; readonly surveys: readonly PeriodSurvey[] }> {
  const { answer, surveys, ...read } = await askInPlace(report, question, asking);
  return { answer, surveys, ...readBy([{ ...read, pricePerTb: report.pricePerTb }]) };
}

function readBy(told: readonly (ReadInPlace & Pick<ReportInPlace, "pricePerTb">)[]): Read {
  const scannedBytes = told.flatMap((each) => each.scannedBytes);
  const kept = told.flatMap(({ keptAt }) => keptAt ?? []).toSorted();
  return {
    scannedBytes,
    costUsd: sum(told.map((each) => scanCost(each.scannedBytes, each.pricePerTb))),
    keptAt: scannedBytes.length === 0 ? (kept[0] ?? null) : null,
    notKept: told.find(({ notKept }) => notKept !== null)?.notKept ?? null,
  };
}

/** What pieces would read, put together; bytes and cost are null where one is not known. */
export type PlacesEstimate = {
  readonly queries: number;
  readonly periods: readonly BillingPeriod[];
  readonly mostBytes: number | null;
  readonly mostCostUsd: Decimal | null;
  readonly unknown: Failure | null;
};

export async function estimatePlaces(asked: readonly AskedAway<unknown>[]): Promise<PlacesEstimate> {
  const told = await Promise.all(
    asked.map(async ({ report, question }) => ({
      ...(await estimateInPlace(report, question)),
      pricePerTb: report.pricePerTb,
    })),
  );
  const sizes = told.map(({ queries, pricePerTb }) => ({
    pricePerTb,
    bytes: queries.flatMap(({ mostBytes }) => mostBytes ?? []),
  }));
  const queries = told.flatMap((each) => each.queries);
  const isKnown = queries.every(({ mostBytes }) => mostBytes !== null);
  return {
    queries: queries.length,
    periods: [...new Set(queries.flatMap(({ periods }) => periods))].toSorted(),
    mostBytes: isKnown ? sizes.flatMap(({ bytes }) => bytes).reduce((all, bytes) => all + bytes, 0) : null,
    mostCostUsd: isKnown ? sum(sizes.map(({ bytes, pricePerTb }) => scanCost(bytes, pricePerTb))) : null,
    unknown: told.find(({ unknown }) => unknown !== null)?.unknown ?? null,
  };
}

function isNothing({ lineItems, groups }: CostAnswer): boolean {
  return lineItems === 0 && groups.length === 0;
}

function isSame(a: CostQuery["range"], b: CostQuery["range"]): boolean {
  return a.from === b.from && a.to === b.to;
}
