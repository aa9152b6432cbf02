import type { TileContent, TilePeriod } from "#core/dashboard/dashboard.ts";
import type { ExplorationView } from "../stores/exploration-link.ts";

export type ContentOf<K extends TileContent["kind"]> = Extract<TileContent, { kind: K }>;

/** The chart of a view of the costs. */
export function chartOfView(view: ExplorationView): ContentOf<"chart"> {
  const { metric, comparison, filters, granularity, groupBy, chart } = view;
  return {
    kind: "chart",
    question: { metric, comparison, filters, period: periodOfView(view) },
    granularity,
    groupBy: groupBy.slice(0, 2),
    chart,
  };
}

/** The table of a view: its groups by the same buckets. */
export function tableOfView(view: ExplorationView): ContentOf<"table"> {
  const { question, granularity, groupBy } = chartOfView(view);
  return { kind: "table", question, granularity, groupBy, rows: 10 };
}

/** The total of a view with its change. */
export function numberOfView(view: ExplorationView): ContentOf<"number"> {
  return { kind: "number", question: chartOfView(view).question };
}

function periodOfView({ range, preset }: ExplorationView): TilePeriod {
  return range === null ? { kind: "named", preset } : { kind: "dated", range };
}
