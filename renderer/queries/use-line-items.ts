import { useQueries } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import type { LineItemColumn, LineItemPage, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import type { Problem } from "../ui/async-state.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

export const PAGE_ROWS = 200;

/** A question about line items without the page. */
export type LineItemQuestion = Omit<LineItemQuery, "offset" | "limit">;
export type LineItemRow = LineItemPage["rows"][number];

/** Every column the workspace's line items have. */
export function useLineItemColumns(): EngineAnswer<readonly LineItemColumn[]> {
  return useEngineQuery({
    key: () => ["lineItemColumns"],
    ask: (engine, signal) => engine.lineItems.columns(undefined, { signal }),
  });
}

/** The first page: what it knows of the whole (count and totals) heads the screen. */
export function useFirstLineItems(question: () => LineItemQuestion | null): EngineAnswer<LineItemPage> {
  const { complete, isReady } = useCompleteQuestion(question);
  return useEngineQuery({
    key: () => pageKey(complete(), 0),
    ask: (engine, signal) => engine.lineItems.page(pageOf(asked(complete()), 0), { signal }),
    isEnabled: isReady,
  });
}

type Pages = {
  /** The row at a place of the whole list; undefined while its page is on its way. */
  readonly rowAt: (index: number) => LineItemRow | undefined;
  readonly isFetching: ComputedRef<boolean>;
  readonly problem: ComputedRef<Problem | null>;
  readonly retry: () => void;
};

/** The pages in sight and their neighbours, fetched as one scrolls. */
export function useLineItemPages(
  question: () => LineItemQuestion | null,
  pages: () => readonly number[],
): Pages {
  const { engine } = useBackend();
  const workspace = useWorkspaceStore();
  const { complete, isReady } = useCompleteQuestion(question);
  const held = useQueries({
    queries: computed(() => {
      const wanted = complete();
      return wanted === null || !isReady()
        ? []
        : pages().map((page) => ({
            queryKey: ["engine", workspace.id, ...pageKey(wanted, page)],
            queryFn: async ({ signal }: { readonly signal: AbortSignal }) => ({
              value: await engine.lineItems.page(pageOf(wanted, page), { signal }),
            }),
          }));
    }),
  });
  const byPage = computed(() => new Map(pages().map((page, at) => [page, held.value[at]?.data?.value.rows])));
  const failed = computed(() => held.value.find((query) => query.isError));
  return {
    rowAt: (index) => byPage.value.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    isFetching: computed(() => held.value.some((query) => query.isFetching)),
    problem: computed(() => (failed.value === undefined ? null : problemOf(failureOf(failed.value.error)))),
    retry: () => void failed.value?.refetch(),
  };
}

/** One row with every column. */
export function useLineItemRow(
  question: () => LineItemQuestion | null,
  index: () => number | null,
): EngineAnswer<LineItemPage> {
  const { complete, isReady } = useCompleteQuestion(question);
  return useEngineQuery({
    key: () => ["lineItem", complete(), index()],
    ask: (engine, signal) =>
      engine.lineItems.page({ ...asked(complete()), offset: index() ?? 0, limit: 1 }, { signal }),
    isEnabled: () => isReady() && index() !== null,
  });
}

/** Rows by their place, for copying; the export of all rows as CSV, null when the user chose no file. */
export function useLineItemActions(): {
  readonly read: (question: LineItemQuestion, offset: number, limit: number) => Promise<LineItemPage>;
  readonly exportCsv: (question: LineItemQuestion, suggestedName: string) => Promise<string | null>;
} {
  const { engine, host } = useBackend();
  const { attach } = useProfiledQuestions();
  return {
    read: (question, offset, limit) => engine.lineItems.page({ ...attach(question), offset, limit }),
    exportCsv: async (question, suggestedName) => {
      const path = await host.dialogs.saveFile({ suggestedName });
      if (path === null) return null;
      await engine.lineItems.export({ query: pageOf(attach(question), 0), path });
      return path;
    },
  };
}

/** The question with the virtual tags it names. */
function useCompleteQuestion(question: () => LineItemQuestion | null): {
  readonly complete: () => LineItemQuestion | null;
  readonly isReady: () => boolean;
} {
  const { attach, isReady } = useProfiledQuestions();
  return {
    complete: () => {
      const wanted = question();
      return wanted && attach(wanted);
    },
    isReady: () => isReady(question()),
  };
}

function pageOf(question: LineItemQuestion, page: number): LineItemQuery {
  return { ...question, offset: page * PAGE_ROWS, limit: PAGE_ROWS };
}

function pageKey(question: LineItemQuestion | null, page: number): readonly unknown[] {
  return ["lineItems", question, page];
}

function asked(question: LineItemQuestion | null): LineItemQuestion {
  if (question === null) throw new Error("asked without a question");
  return question;
}
