import type { LineItemColumn, LineItemPage, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useEngineQuery, useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { pageKey, usePages, type Pages } from "./use-pages.ts";
import { useProfiledQuestions } from "./use-tag-profiles.ts";

export const PAGE_ROWS = 200;
const LIST = "lineItems";

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
  return useEngineQuestion({
    question: useCompleteQuestion(question),
    key: (asked) => pageKey(LIST, asked, 0),
    ask: (engine, asked, signal) => engine.lineItems.page(pageOf(asked, 0), { signal }),
  });
}

/** The rows in sight and their neighbours, fetched as one scrolls. */
export function useLineItemPages(
  question: () => LineItemQuestion | null,
  pages: () => readonly number[],
): Omit<Pages<LineItemPage>, "pageAt"> & {
  /** The row at a place of the whole list; undefined while its page is on its way. */
  readonly rowAt: (index: number) => LineItemRow | undefined;
} {
  const { pageAt, ...held } = usePages({
    name: LIST,
    question: useCompleteQuestion(question),
    pages,
    ask: (engine, wanted: LineItemQuestion, page, signal) =>
      engine.lineItems.page(pageOf(wanted, page), { signal }),
  });
  return { ...held, rowAt: (index) => pageAt(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS] };
}

/** One row with every column. */
export function useLineItemRow(
  question: () => LineItemQuestion | null,
  index: () => number | null,
): EngineAnswer<LineItemPage> {
  const complete = useCompleteQuestion(question);
  return useEngineQuestion({
    question: () => {
      const [wanted, offset] = [complete(), index()];
      return wanted === null || offset === null ? null : { ...wanted, offset, limit: 1 };
    },
    key: (asked) => ["lineItem", asked],
    ask: (engine, asked, signal) => engine.lineItems.page(asked, { signal }),
  });
}

/** Rows by their place, for copying. */
export function useReadLineItems(): (
  question: LineItemQuestion,
  offset: number,
  limit: number,
) => Promise<LineItemPage> {
  const { engine } = useBackend();
  const { attach } = useProfiledQuestions();
  return (question, offset, limit) => engine.lineItems.page({ ...attach(question), offset, limit });
}

/** The question with the virtual tags it names; null until these are known. */
function useCompleteQuestion(question: () => LineItemQuestion | null): () => LineItemQuestion | null {
  const { attach, isReady } = useProfiledQuestions();
  return () => {
    const wanted = question();
    return wanted !== null && isReady(wanted) ? attach(wanted) : null;
  };
}

function pageOf(question: LineItemQuestion, page: number): LineItemQuery {
  return { ...question, offset: page * PAGE_ROWS, limit: PAGE_ROWS };
}
