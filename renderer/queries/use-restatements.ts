import { useQueryClient } from "@tanstack/vue-query";
import type {
  DifferenceAnswer,
  DifferenceQuery,
  RestatementMark,
  RestatementReport,
  RowDifference,
  RowDifferenceAnswer,
  RowDifferenceQuery,
} from "#core/restatement/restatement.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";
import { useEngineQuery, useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";

/** Deliveries that took the place of another one in the open workspace. */
export function useRestatements(isWanted: () => boolean = () => true): EngineAnswer<RestatementReport> {
  return useEngineQuery({
    key: () => ["restatements"],
    ask: (engine, signal) => engine.restatements.list(undefined, { signal }),
    isEnabled: isWanted,
  });
}

/** What a restatement changed, by a dimension; `null` asks nothing. */
export function useDifferences(query: () => DifferenceQuery | null): EngineAnswer<DifferenceAnswer> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["restatements", "compare", asked],
    ask: (engine, asked, signal) => engine.restatements.compare(asked, { signal }),
  });
}

/** The line items behind it; `null` asks nothing. */
export function useRowDifferences(query: () => RowDifferenceQuery | null): EngineAnswer<RowDifferenceAnswer> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["restatements", "rows", asked],
    ask: (engine, asked, signal) => engine.restatements.rows(asked, { signal }),
  });
}

const READ_AT_ONCE = 2_000;

/** All line items behind a restatement, for exports; none where they are not kept. */
export function useChangedRows(): (
  query: Omit<RowDifferenceQuery, "offset" | "limit">,
) => Promise<{ readonly rows: readonly RowDifference[]; readonly currency: string | null }> {
  const { engine } = useBackend();
  return async (query) => {
    const rows: RowDifference[] = [];
    for (;;) {
      const page = await engine.restatements.rows({ ...query, offset: rows.length, limit: READ_AT_ONCE });
      if (page.kind === "notKept") return { rows: [], currency: null };
      rows.push(...page.rows);
      if (page.rows.length === 0 || rows.length >= page.count) return { rows, currency: page.currency };
    }
  };
}

/** Restatements that the user has acknowledged. */
export function useRestatementMarks(): KeptCollection<RestatementMark> {
  return useCollection<RestatementMark>("restatementMarks", (host) => host.restatementMarks);
}

/** Sets how much of replaced line items is kept. */
export function useRowsLimit(): (bytes: number) => Promise<void> {
  const { engine } = useBackend();
  const client = useQueryClient();
  return async (bytes) => {
    await engine.restatements.setLimit({ bytes });
    await client.invalidateQueries({ queryKey: ["engine"] });
  };
}
