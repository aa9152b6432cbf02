import type { LineItemColumn, LineItemPage, LineItemQuery } from "#core/cost/query/line-item-query.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useEngineQuery, type EngineAnswer } from "./use-engine-query.ts";
import { pageKey, usePages, type Pages } from "./use-pages.ts";

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
  return useEngineQuery({
    key: () => pageKey(LIST, question(), 0),
    ask: (engine, signal) => engine.lineItems.page(pageOf(asked(question()), 0), { signal }),
    isEnabled: () => question() !== null,
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
    question,
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
  return useEngineQuery({
    key: () => ["lineItem", question(), index()],
    ask: (engine, signal) =>
      engine.lineItems.page({ ...asked(question()), offset: index() ?? 0, limit: 1 }, { signal }),
    isEnabled: () => question() !== null && index() !== null,
  });
}

/** Rows by their place, for copying; the export of all rows as CSV, null when the user chose no file. */
export function useLineItemActions(): {
  readonly read: (question: LineItemQuestion, offset: number, limit: number) => Promise<LineItemPage>;
  readonly exportCsv: (question: LineItemQuestion, suggestedName: string) => Promise<string | null>;
} {
  const { engine, host } = useBackend();
  return {
    read: (question, offset, limit) => engine.lineItems.page({ ...question, offset, limit }),
    exportCsv: async (question, suggestedName) => {
      const path = await host.dialogs.saveFile({ suggestedName });
      if (path === null) return null;
      await engine.lineItems.export({ query: pageOf(question, 0), path });
      return path;
    },
  };
}

function pageOf(question: LineItemQuestion, page: number): LineItemQuery {
  return { ...question, offset: page * PAGE_ROWS, limit: PAGE_ROWS };
}

function asked(question: LineItemQuestion | null): LineItemQuestion {
  if (question === null) throw new Error("asked without a question");
  return question;
}
