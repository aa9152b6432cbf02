import type { TileContent, TileKind, TilePeriod, TileQuestion } from "#core/dashboard/dashboard.ts";
import { presetName } from "../../analysis/period-words.ts";
import { dimensionName } from "../../format/dimensions.ts";
import type { Format } from "../../format/format.ts";
import { metricName } from "../../format/metrics.ts";

type KindWords = { readonly name: string; readonly text: string; readonly icon: string };

export const TILE_KINDS: Readonly<Record<TileKind, KindWords>> = {
  number: { name: "Number", text: "One amount with its change", icon: "i-lucide-hash" },
  chart: { name: "Chart", text: "Costs over time by any grouping", icon: "i-lucide-chart-column" },
  top: { name: "Top list", text: "The largest with their change", icon: "i-lucide-list-ordered" },
  table: { name: "Table", text: "Groups by months or days", icon: "i-lucide-table-2" },
  budgets: { name: "Budgets", text: "What is spent and expected", icon: "i-lucide-gauge" },
  commitments: {
    name: "Commitments",
    text: "Utilisation, coverage, savings",
    icon: "i-lucide-handshake",
  },
  anomalies: { name: "Anomalies", text: "What is open, the costliest first", icon: "i-lucide-activity" },
  view: { name: "Saved view", text: "A view of the Explorer as a chart", icon: "i-lucide-bookmark" },
  note: { name: "Text", text: "A note for those who read the board", icon: "i-lucide-sticky-note" },
};

export function periodWords(period: TilePeriod, format: Format): string {
  return period.kind === "dated" ? format.range(period.range) : presetName(period.preset);
}

/** What a tile is called that has no title of its own. `named` are the budget or the view it shows. */
export function tileTitle(content: TileContent, format: Format, named: string | null): string {
  switch (content.kind) {
    case "number":
      return periodWords(content.question.period, format);
    case "chart":
      return content.groupBy.length === 0
        ? "Cost over time"
        : `Cost by ${content.groupBy.map(dimensionName).join(" and ")}`;
    case "top":
      return `Largest by ${dimensionName(content.groupBy)}`;
    case "table":
      return content.groupBy.map(dimensionName).join(" and ") || "All costs";
    case "budgets":
    case "view":
      return named ?? TILE_KINDS[content.kind].name;
    case "commitments":
    case "anomalies":
    case "note":
      return TILE_KINDS[content.kind].name;
  }
}

/** Beside the title: the days and the metric meant. */
export function tileSubtitle(content: TileContent, format: Format): string {
  switch (content.kind) {
    case "number":
      return questionWords(content.question, []);
    case "chart":
    case "top":
    case "table":
      return questionWords(content.question, [periodWords(content.question.period, format)]);
    case "commitments":
      return periodWords(content.period, format);
    case "budgets":
    case "anomalies":
    case "view":
    case "note":
      return "";
  }
}

function questionWords({ metric, filters }: TileQuestion, first: readonly string[]): string {
  const filtered =
    filters.length === 0 ? [] : [`${filters.length} ${filters.length === 1 ? "filter" : "filters"}`];
  return [...first, metricName(metric), ...filtered].join(" · ");
}
