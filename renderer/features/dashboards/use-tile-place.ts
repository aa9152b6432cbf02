import type { RouteLocationRaw } from "vue-router";
import type { TileContent, TilePeriod } from "#core/dashboard/dashboard.ts";
import { assertNever } from "#core/result/assert-never.ts";
import { useSavedViews } from "../../queries/use-saved-views.ts";
import { encodeView, NEUTRAL_VIEW } from "../../stores/exploration-link.ts";
import { explorerPlace } from "./use-tile.ts";

/** The screen that shows more of what a tile shows; null where there is none. */
export function useTilePlace(): (content: TileContent) => RouteLocationRaw | null {
  const { views } = useSavedViews();
  return (content) => {
    switch (content.kind) {
      case "number":
        return explorerPlace(content.question);
      case "chart": {
        const { question, granularity, groupBy, chart } = content;
        return explorerPlace(question, { granularity, groupBy, chart });
      }
      case "top":
        return explorerPlace(content.question, { groupBy: [content.groupBy] });
      case "table":
        return explorerPlace(content.question, {
          groupBy: content.groupBy,
          granularity: content.granularity,
        });
      case "budgets":
        return content.budgetId === null
          ? { name: "budgets" }
          : { name: "budget", params: { budgetId: content.budgetId } };
      case "commitments":
        return { name: "commitments", query: viewOf(content.period) };
      case "anomalies":
        return { name: "anomalies" };
      case "view":
        return views.value.find(({ id }) => id === content.viewId)?.link ?? null;
      case "note":
        return null;
      default:
        return assertNever(content);
    }
  };
}

function viewOf(period: TilePeriod): Record<string, string | string[]> {
  return encodeView({
    ...NEUTRAL_VIEW,
    ...(period.kind === "dated" ? { range: period.range } : { preset: period.preset }),
  });
}
