import type { CostAccount } from "#core/account/cost-account.ts";
import type { ReportPlace } from "#core/account/report-place.ts";
import { groupBy } from "#core/collection/group-by.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import { heldOf } from "#core/in-place/held-periods.ts";
import type { AccountInPlace, InPlaceEvent, PlacesCompared, ScanEstimate } from "#core/in-place/in-place.ts";
import { schemaOfTable } from "#core/in-place/table-schema.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import { fail } from "#core/result/failure.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { type Delivered, type DeliveredPeriod, lookAtDelivered } from "../aws/athena/delivered.ts";
import type { AwsSession } from "../aws/identity/session.ts";
import { oneAtATime } from "../host/one-at-a-time.ts";
import { failureOf } from "../transport/failure-of.ts";
import { atMost } from "./at-most.ts";
import { comparePlaces, piecesToCompare } from "./compare-places.ts";
import { openDayBook } from "./day-book.ts";
import { follow } from "./follow.ts";
import { askPlaces, estimatePlaces, type PieceAway, piecesOf, type Read } from "./join-places.ts";
import { openKeptAnswers } from "./kept-answers.ts";
import { type KnownTable, openKnownTables } from "./known-tables.ts";
import type { Asking } from "./paid-queries.ts";
import { lookUpTable, type ReportInPlace, reportTableOf } from "./table-in-place.ts";

type Stored = {
  readonly account: CostAccount;
  /** 12 digits; null until AWS has answered once. */
  readonly accountId: string | null;
};

/** Where answers come from: the accounts, AWS, and this computer. */
export type InPlaceSources = {
  readonly accounts: () => readonly Stored[];
  readonly session: (id: string) => Promise<AwsSession>;
  /** What this computer holds, and how it answers. */
  readonly periods: () => Promise<readonly PeriodSummary[]>;
  readonly here: (query: CostQuery, signal: AbortSignal) => Promise<CostAnswer>;
  /** Names of values, by dimension and value: tables have none. */
  readonly labels: (
    dimensions: readonly DimensionRef[],
  ) => Promise<Readonly<Record<string, Readonly<Record<string, string>>>>>;
};

export type InPlaceParts = InPlaceSources & {
  /** The workspace folder. */
  readonly directory: string;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<unknown>;
};

type Asked = {
  readonly query: CostQuery;
  /** The user knows what it may cost. */
  readonly hasConsent: boolean;
};

/** Questions of the accounts of one workspace that are read in AWS. */
export type InPlace = {
  /** Looks at nothing but catalogues. */
  accounts(): Promise<readonly AccountInPlace[]>;
  estimate(query: CostQuery): Promise<ScanEstimate>;
  query(asked: Asked, signal?: AbortSignal): AsyncGenerator<InPlaceEvent<CostAnswer>, void>;
  /** Months that are here and in AWS, asked both ways. */
  compare(asked: Asked, signal?: AbortSignal): AsyncGenerator<InPlaceEvent<PlacesCompared>, void>;
  /** Stops what runs, also in AWS, and waits for it. */
  close(): Promise<void>;
};

type Away = Exclude<ReportPlace, { readonly type: "local" }>;
type AwayAccount = Stored & { readonly place: Away };
type Opened = AwayAccount & {
  readonly report: ReportInPlace;
  readonly held: readonly PeriodSummary[];
  /** What else counts on this computer: of other payers, as a rule. */
  readonly others: readonly PeriodSummary[];
  readonly problem: KnownTable["problem"];
};

/** Athena lets more run at once; what other people ask there has to get through as well. */
const AT_ONCE = 4;
const LISTED_MS = 60_000;

export function createInPlace({ directory, now, wait, ...parts }: InPlaceParts): InPlace {
  const book = openDayBook(directory, now);
  const kept = openKeptAnswers(directory, now);
  const tables = openKnownTables(directory, now);
  const inTurns = atMost(AT_ONCE);
  const sources = new Map<string, Promise<Source>>();
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();

  const sourceOf = ({ account }: Stored): Promise<Source> => {
    const id = JSON.stringify([account.id, account.access, account.place]);
    const known = sources.get(id) ?? parts.session(account.id).then((session) => newSource(session, now));
    sources.set(id, known);
    known.catch(() => sources.delete(id));
    return known;
  };
  const open = async (stored: AwayAccount, periods: readonly PeriodSummary[]): Promise<Opened> => {
    const { account, place } = stored;
    const { name, ...where } = place.table;
    const source = await sourceOf(stored);
    const { catalogued, problem } = await tables.look(JSON.stringify([account.id, place.table]), () =>
      lookUpTable(source.session, where, name, { signal: closing.signal, wait }),
    );
    const table = reportTableOf(catalogued);
    const { perQueryBytes, perDayBytes, pricePerTb } = place.limits;
    const report: ReportInPlace = {
      session: source.session,
      place: where,
      limits: { limitBytes: perQueryBytes, dayLimitBytes: perDayBytes },
      pricePerTb,
      table,
      book,
      kept,
      delivered: (wanted) => source.delivered(table, wanted),
      inTurn: source.inTurn,
    };
    const held = heldOf({ ...account, accountId: stored.accountId, table: name }, periods);
    const others = periods.filter((period) => period.counted && !held.includes(period));
    return { ...stored, report, held, others, problem };
  };
  const away = (): readonly AwayAccount[] =>
    parts.accounts().flatMap((stored) => {
      const { place } = stored.account;
      return place.type === "local" ? [] : [{ ...stored, place }];
    });
  const openAll = async (): Promise<readonly Opened[]> => {
    const periods = await parts.periods();
    return Promise.all(away().map((stored) => open(stored, periods)));
  };

  const priced = async (pieces: readonly PieceAway[], opened: readonly Opened[]): Promise<ScanEstimate> => {
    const asked = opened.filter(({ report }) => pieces.some((piece) => piece.report === report));
    const estimate = await estimatePlaces(pieces);
    const most = Math.min(...asked.map(({ place }) => place.limits.askAboveBytes));
    const { queries, mostBytes } = estimate;
    return {
      ...estimate,
      ...(await today(asked)),
      needsConsent: queries > 0 && (mostBytes === null || mostBytes > most),
    };
  };
  const today = async (asked: readonly Opened[]) => ({
    todayBytes: await book.scannedBytes(),
    dayLimitBytes: Math.min(
      ...(asked.length === 0 ? away() : asked).map(({ place }) => place.limits.perDayBytes),
    ),
  });

  /** Tells what it would cost, and goes on where that is agreed to. */
  const told = <T>(
    { hasConsent }: Asked,
    signal: AbortSignal | undefined,
    plan: (opened: readonly Opened[]) => readonly PieceAway[],
    ask: (
      pieces: readonly PieceAway[],
      asking: Asking,
    ) => Promise<{ readonly value: T; readonly read: Read }>,
  ): AsyncGenerator<InPlaceEvent<T>, void> => {
    const stop = new AbortController();
    const signals = [closing.signal, stop.signal, ...(signal === undefined ? [] : [signal])];
    const asking = AbortSignal.any(signals);
    const events = follow<InPlaceEvent<T>>((tell) => {
      const work = async (): Promise<void> => {
        const opened = await openAll();
        const pieces = plan(opened);
        const asked = opened.filter(({ report }) => pieces.some((piece) => piece.report === report));
        const estimate = await priced(pieces, opened);
        tell({ kind: "estimated", estimate });
        if (estimate.needsConsent && !hasConsent) return tell({ kind: "unasked" });
        if (estimate.queries > 0) tell({ kind: "queued" });
        const { value, read } = await inTurns(() => {
          if (asking.aborted) fail("cancelled", {});
          return ask(pieces, { signal: asking, wait, onProgress: tell });
        });
        const { scannedBytes, costUsd, keptAt, notKept } = read;
        const bill = {
          queries: scannedBytes.length,
          scannedBytes: scannedBytes.reduce((sum, bytes) => sum + bytes, 0),
          costUsd,
          keptAt,
          notKept,
        };
        tell({ kind: "answered", value, bill: { ...bill, ...(await today(asked)) } });
      };
      const done = work().catch((error: unknown) => {
        const reason = failureOf(error);
        if (reason === null) throw error;
        tell({ kind: "failed", failure: reason });
      });
      const ended = done.catch(() => undefined).finally(() => running.delete(ended));
      running.add(ended);
      return done;
    });
    return stopping(events, () => stop.abort());
  };

  return {
    accounts: async () => {
      const periods = await parts.periods();
      return Promise.all(away().map((stored) => describe(stored, () => open(stored, periods))));
    },
    async estimate(query) {
      const opened = await openAll();
      return priced(piecesAway(query, opened), opened);
    },
    query: (asked, signal) =>
      told(
        asked,
        signal,
        (opened) => piecesAway(asked.query, opened),
        async (pieces, asking) => {
          const here = (query: CostQuery) => parts.here(query, asking.signal);
          const { answer, ...read } = await askPlaces(asked.query, pieces, here, asking);
          const labels = await parts.labels(asked.query.groupBy);
          return { value: labelled(answer, asked.query.groupBy, labels), read };
        },
      ),
    compare(asked, signal) {
      let held: readonly PeriodSummary[] = [];
      return told(
        asked,
        signal,
        (opened) => {
          const pieces = opened.map((one) => piecesToCompare(asked.query, one));
          const at = pieces.findIndex((own) => own.length > 0);
          const { from, to } = asked.query.range;
          if (at < 0) fail("athena.nothing_to_compare", { from, to });
          held = opened[at]?.held ?? [];
          return pieces[at] ?? [];
        },
        async (pieces, asking) => {
          const here = (query: CostQuery) => parts.here(query, asking.signal);
          const { periods, currency, ways, apart, ...read } = await comparePlaces(
            asked.query,
            pieces,
            held,
            here,
            asking,
          );
          return { value: { periods, currency, ways, apart }, read };
        },
      );
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}

/** Names that the answer itself brings along stay. */
function labelled(
  answer: CostAnswer,
  dimensions: readonly DimensionRef[],
  labels: Awaited<ReturnType<InPlaceSources["labels"]>>,
): CostAnswer {
  const nameOf = (at: number, value: string | null): string | null =>
    value === null ? null : (labels[dimensions[at] ?? ""]?.[value] ?? null);
  const groups = answer.groups.map((group) => ({
    ...group,
    labels: group.labels.map((label, at) => label ?? nameOf(at, group.key[at] ?? null)),
  }));
  return { ...answer, groups };
}

function piecesAway(query: CostQuery, opened: readonly Opened[]): readonly PieceAway[] {
  return piecesOf(
    query,
    opened.map(({ report, held, others }) => ({
      report,
      held: periodsIn(held),
      payersHere: payersIn(others),
    })),
  );
}

function payersIn(held: readonly PeriodSummary[]): ReadonlyMap<BillingPeriod, readonly string[]> {
  const byPeriod = groupBy(held, ({ billingPeriod }) => billingPeriod);
  return new Map(
    [...byPeriod].map(([period, own]) => [period, own.flatMap(({ payerAccountId }) => payerAccountId ?? [])]),
  );
}

function periodsIn(held: readonly PeriodSummary[]): ReadonlySet<BillingPeriod> {
  return new Set(held.map(({ billingPeriod }) => billingPeriod));
}

/** An account whose table was never seen says why, and has no month. */
async function describe(
  { account, place }: AwayAccount,
  open: () => Promise<Opened>,
): Promise<AccountInPlace> {
  const own = {
    id: account.id,
    displayName: account.displayName,
    place: place.type,
    table: place.table.name,
    limits: place.limits,
  };
  try {
    const { report, held, problem } = await open();
    const here = periodsIn(held);
    const periods = [...report.table.partitions.keys()];
    return {
      ...own,
      away: periods.filter((period) => !here.has(period)),
      alsoHere: periods.filter((period) => here.has(period)),
      schema: schemaOfTable(report.table),
      problem,
    };
  } catch (error) {
    const problem = failureOf(error);
    if (problem === null) throw error;
    return { ...own, away: [], alsoHere: [], schema: { metrics: [], dimensions: [] }, problem };
  }
}

/** What is shared by all questions of an account: one sign-in, and one look at its files a minute. */
type Source = {
  readonly session: AwsSession;
  readonly delivered: (
    table: ReportInPlace["table"],
    periods: readonly BillingPeriod[],
  ) => Promise<Delivered>;
  readonly inTurn: ReportInPlace["inTurn"];
};

function newSource(session: AwsSession, now: () => Date): Source {
  const seen = new Map<BillingPeriod, { readonly at: number; readonly found: DeliveredPeriod }>();
  const inTurn = oneAtATime();
  return {
    session,
    inTurn: oneAtATime(),
    delivered: (table, periods) =>
      inTurn(async () => {
        const at = now().getTime();
        const isFresh = (period: BillingPeriod): boolean => at - (seen.get(period)?.at ?? 0) < LISTED_MS;
        const lacking = periods.filter((period) => !isFresh(period));
        const looked = lacking.length === 0 ? null : await lookAtDelivered(session, table, lacking);
        if (looked?.type === "unknown") return looked;
        for (const [period, found] of looked?.periods ?? []) seen.set(period, { at, found });
        const known = periods.flatMap((period) => {
          const found = seen.get(period)?.found;
          return found === undefined ? [] : [[period, found] as const];
        });
        return { type: "seen", periods: new Map(known) };
      }),
  };
}

/** A reader that goes away stops the work. */
async function* stopping<T>(events: AsyncGenerator<T, void>, stop: () => void): AsyncGenerator<T, void> {
  try {
    yield* events;
  } finally {
    stop();
  }
}
