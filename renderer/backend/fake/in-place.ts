import type { CostCell } from "#core/cost/explain/cost-cell.ts";
import type { Explanation } from "#core/cost/explain/explanation.ts";
import type { CostAnswer, CostQuery } from "#core/cost/query/cost-query.ts";
import type {
  AccountInPlace,
  InPlaceEvent,
  PlacesCompared,
  ScanBill,
  ScanEstimate,
} from "#core/in-place/in-place.ts";
import { AppError, failure, type Failure } from "#core/result/failure.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { type BillingPeriod, periodsOf } from "#core/time/period.ts";
import { answerCosts } from "./answer.ts";
import { explainCosts } from "./explain.ts";
import { COLUMNS } from "./line-items.ts";
import { SCHEMA } from "./facts.ts";
import { WORLD } from "./world.ts";

const GB = 1_000_000_000;
/** First day that is on this computer where older months stay in AWS. */
const LOCAL_FROM = "2026-08-01";

/** Whether a scene leaves months of the made-up company in AWS. */
function isInPlace(scene: string): boolean {
  return scene.startsWith("in-place");
}

/** Whether a month is on this computer. */
export function isHere(scene: string, period: BillingPeriod): boolean {
  return !isInPlace(scene) || (scene !== "in-place-only" && `${period}-01` >= LOCAL_FROM);
}

/** What this computer alone can answer. */
export function schemaOf(scene: string, hasData: boolean): WorkspaceSchema {
  if (!hasData) return { ...SCHEMA, range: null, ...(isInPlace(scene) ? { currencies: [] } : {}) };
  return isInPlace(scene) ? { ...SCHEMA, range: { from: LOCAL_FROM, to: WORLD.to } } : SCHEMA;
}

/** What this computer alone can explain of a number. */
export function explainHere(scene: string, cell: CostCell, from: "store" | "lineItems"): Explanation {
  if (!isInPlace(scene) || cell.range.from >= LOCAL_FROM) return explainCosts(cell, from);
  const { to } = cell.range;
  const range = { from: to < LOCAL_FROM ? to : LOCAL_FROM, to };
  return { ...explainCosts({ ...cell, range }, from), cell };
}

type Scene = {
  readonly mostBytes: number;
  readonly problem: Failure | null;
  readonly fails: Failure | null;
  readonly keptAt: string | null;
  readonly staysAt: "running" | "queued" | "throttled" | null;
};

const USUAL: Scene = {
  mostBytes: 2.4 * GB,
  problem: null,
  fails: null,
  keptAt: null,
  staysAt: null,
};

const origin = {
  service: "Athena",
  operation: "StartQueryExecution",
  awsCode: "AccessDeniedException",
  requestId: "8f1c",
};
const DENIED = failure("aws.access_denied", {
  action: "athena:StartQueryExecution",
  resource: "primary",
  origin,
});

/**
 * `in-place-large` (asks only with the user's word), `-kept`, `-queued`, `-running`, `-throttled`, `-failed`, `-timed-out`,
 * `-query-limit`, `-day-limit`, `-denied` (also the catalogue), `-only` (nothing is on this computer).
 */
const SCENES: Readonly<Record<string, Partial<Scene>>> = {
  "in-place-large": { mostBytes: 12.4 * GB },
  "in-place-kept": { keptAt: "2026-10-21T14:03:00Z" },
  "in-place-queued": { staysAt: "queued" },
  "in-place-running": { staysAt: "running" },
  "in-place-throttled": { staysAt: "throttled" },
  "in-place-failed": {
    fails: failure("athena.failed", { detail: "GENERIC_INTERNAL_ERROR", queryId: "0c2f" }),
  },
  "in-place-timed-out": { fails: failure("athena.timed_out", { queryId: "0c2f" }) },
  "in-place-query-limit": {
    fails: failure("athena.query_limit", { scannedBytes: 60 * GB, limitBytes: 50 * GB, queryId: "0c2f" }),
  },
  "in-place-day-limit": {
    fails: failure("athena.day_limit", { scannedBytes: 1_000 * GB, limitBytes: 1_000 * GB }),
  },
  "in-place-denied": { fails: DENIED, problem: DENIED },
};

/** Accounts of which months stay in AWS, and what asking there tells. */
export function createFakeInPlace(scene: string) {
  const { mostBytes, problem, fails, keptAt, staysAt } = { ...USUAL, ...SCENES[scene] };
  const isLocal = scene !== "in-place-only";
  const all = periodsOf({ from: WORLD.from, to: WORLD.to });
  const away = all.filter((period) => !isHere(scene, period));
  const account: AccountInPlace = {
    id: "account-in-place",
    displayName: "Acme payer",
    place: isLocal ? "both" : "inPlace",
    table: "acme_cur",
    limits: {
      askAboveBytes: 5 * GB,
      perQueryBytes: 50 * GB,
      perDayBytes: 1_000 * GB,
      pricePerTb: "5",
    },
    away,
    alsoHere: all.filter((period) => !away.includes(period)),
    schema: {
      metrics: [
        { id: "unblended", available: true, missing: [] },
        { id: "amortized", available: true, missing: [] },
      ],
      dimensions: [
        { ref: "service", kind: "fixed", key: "service" },
        { ref: "tag:team", kind: "tag", key: "team" },
      ],
    },
    columns: COLUMNS,
    problem,
  };
  const today = { todayBytes: 3.1 * GB, dayLimitBytes: 1_000 * GB };
  const estimateOf = (periods: readonly BillingPeriod[]): ScanEstimate => {
    const bytes = keptAt === null && periods.length > 0 ? mostBytes : 0;
    return {
      ...today,
      queries: bytes === 0 ? 0 : 1,
      periods: bytes === 0 ? [] : periods,
      mostBytes: bytes,
      mostCostUsd: costOf(bytes),
      needsConsent: bytes > account.limits.askAboveBytes,
      unknown: null,
    };
  };
  async function* told<T>(
    { hasConsent }: { readonly hasConsent: boolean },
    estimate: ScanEstimate,
    signal: AbortSignal | undefined,
    answer: () => T,
  ): AsyncGenerator<InPlaceEvent<T>, void> {
    yield { kind: "estimated", estimate };
    if (estimate.needsConsent && !hasConsent) return yield { kind: "unasked" };
    if (estimate.queries > 0) {
      yield { kind: "queued" };
      if (staysAt === "throttled") yield { kind: "throttled" };
      if (staysAt !== "queued" && staysAt !== "throttled") yield { kind: "running", scannedBytes: 0.8 * GB };
      if (staysAt !== null) await ended(signal);
      if (fails !== null) throw new AppError(fails);
    }
    yield { kind: "answered", value: answer(), bill: billOf(estimate) };
  }
  const billOf = ({ queries }: ScanEstimate): ScanBill => {
    const scannedBytes = queries === 0 ? 0 : 1.2 * GB;
    const costUsd = costOf(scannedBytes);
    return { ...today, queries, scannedBytes, costUsd, keptAt, notKept: null };
  };
  const awayOf = ({ range }: Pick<CostQuery, "range">): readonly BillingPeriod[] =>
    periodsOf(range).filter((period) => away.includes(period));
  return {
    accounts: (): readonly AccountInPlace[] => (isInPlace(scene) ? [account] : []),
    estimate: (query: CostQuery): ScanEstimate => estimateOf(awayOf(query)),
    query: (
      asked: { readonly query: CostQuery; readonly hasConsent: boolean },
      signal?: AbortSignal,
    ): AsyncGenerator<InPlaceEvent<CostAnswer>, void> =>
      told(asked, estimateOf(awayOf(asked.query)), signal, () => answerCosts(asked.query)),
    /** Any other question, answered by `answer`. */
    ask: <Q extends Pick<CostQuery, "range">, T>(
      asked: { readonly query: Q; readonly hasConsent: boolean },
      answer: (query: Q) => T,
      signal?: AbortSignal,
    ): AsyncGenerator<InPlaceEvent<T>, void> =>
      told(asked, estimateOf(awayOf(asked.query)), signal, () => answer(asked.query)),
    explain: (
      asked: { readonly cell: CostCell; readonly hasConsent: boolean },
      signal?: AbortSignal,
    ): AsyncGenerator<InPlaceEvent<Explanation>, void> => {
      const periods = awayOf(asked.cell);
      return told(asked, estimateOf(periods), signal, () => explainedOf(asked.cell, periods));
    },
    compare: (
      asked: { readonly query: CostQuery; readonly hasConsent: boolean },
      signal?: AbortSignal,
    ): AsyncGenerator<InPlaceEvent<PlacesCompared>, void> =>
      told(asked, estimateOf(periodsOf(asked.query.range)), signal, () => comparedOf(asked.query)),
  };
}

/** The months in AWS are told by it. */
function explainedOf(cell: CostCell, away: readonly BillingPeriod[]): Explanation {
  const told = explainCosts(cell, "store");
  const deliveries = told.deliveries.map((delivery) =>
    away.includes(delivery.billingPeriod)
      ? { ...delivery, inAws: true as const, version: "", importedAt: "", files: null }
      : delivery,
  );
  const asked = { database: "athenacurcfn_acme", table: "acme_cur", billingPeriods: away };
  return {
    ...told,
    deliveries,
    askedInAws: [{ ...asked, sql: `SELECT period, type, sum(amount) FROM "athenacurcfn_acme"."acme_cur"` }],
  };
}

/** One amount of the last month differs, as AWS has delivered that month anew. */
function comparedOf(query: CostQuery): PlacesCompared {
  const { groups, buckets, lineItems } = answerCosts(query);
  const [group] = groups;
  const periods = periodsOf(query.range);
  const last = periods.at(-1) ?? "";
  return {
    periods,
    currency: "USD",
    ways: {
      compared: groups.length * buckets.length,
      differences:
        group === undefined
          ? []
          : [
              {
                key: group.key,
                bucket: buckets.at(-1) ?? "total",
                here: "412.1200000000",
                there: "413.2000000000",
                difference: "1.0800000000",
              },
            ],
      lineItems: { here: lineItems, there: lineItems + 3 },
    },
    apart: [{ billingPeriod: last, currency: "USD", here: "18204.1200000000", there: "18205.2000000000" }],
  };
}

function costOf(bytes: number): string {
  return (bytes * 5e-12).toFixed(10);
}

/** Until nobody listens any more. */
function ended(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new AppError(failure("cancelled", {}))));
  });
}
