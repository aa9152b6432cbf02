import type { CostAccount } from "#core/account/cost-account.ts";
import { groupBy } from "#core/collection/group-by.ts";
import type { ReportPlace } from "#core/account/report-place.ts";
import { tableColumns } from "#core/cost/athena/lines-athena.ts";
import { heldOf } from "#core/in-place/held-periods.ts";
import type { AccountInPlace, InPlaceEvent, ScanEstimate } from "#core/in-place/in-place.ts";
import { schemaOfTable } from "#core/in-place/table-schema.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import { fail } from "#core/result/failure.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import { type Delivered, type DeliveredPeriod, lookAtDelivered } from "../aws/athena/delivered.ts";
import type { AwsSession } from "../aws/identity/session.ts";
import { oneAtATime } from "../host/one-at-a-time.ts";
import type { EngineClient } from "../transport/client.ts";
import { failureOf } from "../transport/failure-of.ts";
import { atMost } from "./at-most.ts";
import { openDayBook } from "./day-book.ts";
import { follow } from "./follow.ts";
import { askedAs, type Divisible, estimatePlaces, type Read } from "./join-places.ts";
import { openKeptAnswers } from "./kept-answers.ts";
import { type KnownTable, openKnownTables } from "./known-tables.ts";
import { lookUpTable, type ReportInPlace, reportTableOf } from "./table-in-place.ts";
import { turnsOfEach } from "./turns-of-each.ts";
import { type OpenedReport, periodsIn, type WorkAway } from "./work-away.ts";

type Stored = {
  readonly account: CostAccount;
  /** 12 digits; null until AWS has answered once. */
  readonly accountId: string | null;
};

/** Where answers come from: the accounts, AWS, and this computer. */
export type InPlaceSources = {
  readonly accounts: () => readonly Stored[];
  readonly session: (id: string) => Promise<AwsSession>;
  readonly engine: () => EngineClient;
};

type InPlaceParts = InPlaceSources & {
  /** The workspace folder. */
  readonly directory: string;
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<unknown>;
};

/** Questions of the accounts of one workspace that are read in AWS. */
export type InPlace = {
  /** Looks at nothing but catalogues. */
  accounts(): Promise<readonly AccountInPlace[]>;
  /** What work would read at most, without doing it. */
  estimate<Q extends Divisible>(work: WorkAway<Q, unknown>): Promise<ScanEstimate>;
  /** Tells what work would cost, and does it where that is little or `hasConsent`: the user knows what it may cost. */
  ask<Q extends Divisible, T>(
    work: WorkAway<Q, T>,
    hasConsent: boolean,
    signal?: AbortSignal,
  ): AsyncGenerator<InPlaceEvent<T>, void>;
  /** Stops what runs, also in AWS, and waits for it. */
  close(): Promise<void>;
};

type Away = Exclude<ReportPlace, { readonly type: "local" }>;
type AwayAccount = Stored & { readonly place: Away };
type Opened = AwayAccount & OpenedReport & { readonly problem: KnownTable["problem"] };

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
      inTurnOf: source.inTurnOf,
    };
    const held = heldOf({ ...account, accountId: stored.accountId, table: name }, periods);
    const others = periods.filter((period) => period.counted && !held.includes(period));
    const payer = account.accountType === "management" ? stored.accountId : null;
    return { ...stored, report, held, others, payer, problem };
  };
  const away = (): readonly AwayAccount[] =>
    parts.accounts().flatMap((stored) => {
      const { place } = stored.account;
      return place.type === "local" ? [] : [{ ...stored, place }];
    });
  const periodsHere = () => parts.engine().periods.list();
  const openAll = async (): Promise<readonly Opened[]> => {
    const periods = await periodsHere();
    return Promise.all(eachTableOnce(away()).map((stored) => open(stored, periods)));
  };

  const planned = async <Q extends Divisible>({ pieces, question }: WorkAway<Q, unknown>) => {
    const opened = await openAll();
    const own = pieces(opened);
    const asked = opened.filter(({ report }) => own.some((piece) => piece.report === report));
    const read = await estimatePlaces(own.map(askedAs(question)));
    const most = Math.min(...asked.map(({ place }) => place.limits.askAboveBytes));
    const { queries, mostBytes } = read;
    const needsConsent = queries > 0 && (mostBytes === null || mostBytes > most);
    const estimate: ScanEstimate = { ...read, ...(await today(asked)), needsConsent };
    return { opened, pieces: own, asked, estimate };
  };
  const today = async (asked: readonly Opened[]) => ({
    todayBytes: await book.scannedBytes(),
    dayLimitBytes: Math.min(
      ...(asked.length === 0 ? away() : asked).map(({ place }) => place.limits.perDayBytes),
    ),
  });

  return {
    accounts: async () => {
      const periods = await periodsHere();
      return Promise.all(away().map((stored) => describe(stored, () => open(stored, periods))));
    },
    estimate: async (work) => (await planned(work)).estimate,
    ask<Q extends Divisible, T>(work: WorkAway<Q, T>, hasConsent: boolean, signal?: AbortSignal) {
      const stop = new AbortController();
      const signals = [closing.signal, stop.signal, ...(signal === undefined ? [] : [signal])];
      const stopped = AbortSignal.any(signals);
      const events = follow<InPlaceEvent<T>>((tell) => {
        const run = async (): Promise<void> => {
          const { opened, pieces, asked, estimate } = await planned(work);
          tell({ kind: "estimated", estimate });
          if (estimate.needsConsent && !hasConsent) return tell({ kind: "unasked" });
          if (estimate.queries > 0) tell({ kind: "queued" });
          const { value, ...read } = await inTurns(() => {
            if (stopped.aborted) fail("cancelled", {});
            const asking = { signal: stopped, wait, onProgress: tell };
            return work.answer(pieces, { engine: parts.engine(), opened, asking, directory });
          });
          tell({ kind: "answered", value, bill: { ...billOf(read), ...(await today(asked)) } });
        };
        const done = run().catch((error: unknown) => {
          const reason = failureOf(error);
          if (reason === null) throw error;
          tell({ kind: "failed", failure: reason });
        });
        const ended = done.catch(() => undefined).finally(() => running.delete(ended));
        running.add(ended);
        return done;
      });
      return stopping(events, () => stop.abort());
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}

/** Two accounts may read the same table, with other credentials or limits: its costs count once, by the one connected first. */
function eachTableOnce(accounts: readonly AwayAccount[]): readonly AwayAccount[] {
  const byTable = groupBy(accounts, ({ place: { table } }) =>
    JSON.stringify([table.region, table.catalog, table.database, table.name]),
  );
  return [...byTable.values()].flatMap((own) => own.slice(0, 1));
}

function billOf({ scannedBytes, costUsd, keptAt, notKept }: Read) {
  return {
    queries: scannedBytes.length,
    scannedBytes: scannedBytes.reduce((sum, bytes) => sum + bytes, 0),
    costUsd,
    keptAt,
    notKept,
  };
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
      columns: tableColumns(report.table),
      problem,
    };
  } catch (error) {
    const problem = failureOf(error);
    if (problem === null) throw error;
    return { ...own, away: [], alsoHere: [], schema: { metrics: [], dimensions: [] }, columns: [], problem };
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
  readonly inTurnOf: ReportInPlace["inTurnOf"];
};

function newSource(session: AwsSession, now: () => Date): Source {
  const seen = new Map<BillingPeriod, { readonly at: number; readonly found: DeliveredPeriod }>();
  const inTurn = oneAtATime();
  return {
    session,
    inTurn: oneAtATime(),
    inTurnOf: turnsOfEach(),
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
