import { computed, type ComputedRef } from "vue";
import { AppError, failure } from "#core/result/failure.ts";
import type {
  FindingAssumption,
  FindingItem,
  FindingItemPage,
  FindingItemsQuery,
  FindingMark,
  FindingsAnswer,
  FindingsQuery,
  MeasuredFinding,
  MeasureQuery,
} from "#core/finding/findings-query.ts";
import type { Progress } from "#core/job/job.ts";
import type { EngineClient } from "../backend/backend.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useJobsStore } from "../stores/jobs.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { usePages, type Pages } from "./use-pages.ts";

export const FINDING_PAGE_ROWS = 100;

/** What the rules find in the bills; a job looks through them where that was not done yet. `null` asks nothing. */
export function useFindings(query: () => FindingsQuery | null): EngineAnswer<FindingsAnswer> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["findings", asked],
    ask: findingsHere,
  });
}

/** What is known of the findings, after a job has looked through the bills on this computer where that was not done yet. */
export async function findingsHere(
  engine: EngineClient,
  asked: FindingsQuery,
  signal: AbortSignal,
): Promise<FindingsAnswer> {
  const known = await engine.findings.list(asked, { signal });
  if (known !== null) return known;
  const { leaveOut: _, run, ...request } = asked;
  if (run !== undefined) throw new AppError(failure("findings.not_kept", {}));
  await ended(engine, await engine.findings.run(request, { signal }), signal);
  const found = await engine.findings.list(asked, { signal });
  if (found === null) throw new AppError(failure("cancelled", {}));
  return found;
}

/** The job that looks through the bills, while it runs. */
export function useFindingsJob(): {
  readonly progress: ComputedRef<Progress | null>;
  readonly cancel: () => void;
} {
  const { engine } = useBackend();
  const jobs = useJobsStore();
  const job = computed(() => jobs.active.find((one) => one.job === "findings") ?? null);
  return {
    progress: computed(() => (job.value?.state.kind === "running" ? job.value.state.progress : null)),
    cancel: () => {
      if (job.value !== null) void engine.jobs.cancel({ id: job.value.id });
    },
  };
}

/** The things one finding is made of, fetched as one scrolls. */
export function useFindingItems(
  question: () => Omit<FindingItemsQuery, "offset" | "limit"> | null,
  pages: () => readonly number[],
): Omit<Pages<FindingItemPage>, "pageAt"> & {
  readonly rowAt: (index: number) => FindingItem | undefined;
  readonly count: ComputedRef<number>;
} {
  const { pageAt, ...held } = usePages({
    name: "findingItems",
    question,
    pages,
    ask: (engine, wanted: Omit<FindingItemsQuery, "offset" | "limit">, page, signal) =>
      engine.findings.items(
        { ...wanted, offset: page * FINDING_PAGE_ROWS, limit: FINDING_PAGE_ROWS },
        { signal },
      ),
  });
  return {
    ...held,
    rowAt: (index) => pageAt(Math.floor(index / FINDING_PAGE_ROWS))?.rows[index % FINDING_PAGE_ROWS],
    count: computed(
      () =>
        pages()
          .map(pageAt)
          .find((page) => page !== undefined)?.items ?? 0,
    ),
  };
}

const READ_AT_ONCE = 1_000;

/** All the things one finding is made of, for exports. */
export function useReadFindingItems(): (
  question: Omit<FindingItemsQuery, "offset" | "limit">,
) => Promise<readonly FindingItem[]> {
  const { engine } = useBackend();
  return async (question) => {
    const rows: FindingItem[] = [];
    for (;;) {
      const page = await engine.findings.items({ ...question, offset: rows.length, limit: READ_AT_ONCE });
      rows.push(...page.rows);
      if (page.rows.length === 0 || rows.length >= page.items) return rows;
    }
  };
}

/** Accepted findings held against the bills since then; `null` asks nothing. */
export function useMeasured(query: () => MeasureQuery | null): EngineAnswer<readonly MeasuredFinding[]> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["measuredFindings", asked],
    ask: (engine, asked, signal) => engine.findings.measure(asked, { signal }),
  });
}

export function useFindingMarks(): KeptCollection<FindingMark> {
  return useCollection<FindingMark>("findingMarks", (host) => host.findingMarks);
}

export function useFindingAssumptions(): KeptCollection<FindingAssumption> {
  return useCollection<FindingAssumption>("findingAssumptions", (host) => host.findingAssumptions);
}

/** Waits for a job; another question in the meantime cancels it. */
async function ended(engine: EngineClient, id: string, signal: AbortSignal): Promise<void> {
  const cancel = (): void => void engine.jobs.cancel({ id }).catch(() => undefined);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    for await (const snapshot of await engine.jobs.watch(undefined, { signal })) {
      if (snapshot.id !== id) continue;
      if (snapshot.state.kind === "failed") throw new AppError(snapshot.state.failure);
      if (snapshot.state.kind === "cancelled") throw new AppError(failure("cancelled", {}));
      if (snapshot.state.kind === "succeeded") return;
    }
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
