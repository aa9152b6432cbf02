import type { ExportFact } from "#core/export/export-table.ts";
import type { Filter } from "#core/cost/filter/filter.ts";
import { addDays } from "#core/time/period.ts";
import { dimensionName } from "../format/dimensions.ts";
import { metricName } from "../format/metrics.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useExplorationStore } from "../stores/exploration.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { useValueLabels } from "./use-value-labels.ts";

/** What of the analysis a table follows. */
export type Followed = "view" | "period" | "metric" | "nothing";

/**
 * What the reader of an exported file has to know: what it shows, and which deliveries it was made from; of tables that
 * stand apart from the screen's period and filters only the latter.
 */
export function useExportFacts(): (follows: Followed) => Promise<readonly ExportFact[]> {
  const { engine, host } = useBackend();
  const exploration = useExplorationStore();
  const workspace = useWorkspaceStore();
  const labels = useValueLabels();
  const wordsOf = ({ dimension, mode, values }: Filter): string => {
    const names = values.map((value) => labels.nameOf(dimension, value)).join(", ");
    return `${dimensionName(dimension)} ${mode === "include" ? "is" : "is not"} ${names}`;
  };
  return async (follows) => {
    const { metric, currency, filters } = exploration;
    const isView = follows === "view";
    const range = isView || follows === "period" ? exploration.range : null;
    const hasMetric = isView || follows === "metric";
    const [app, periods] = await Promise.all([host.app.describe(), engine.periods.list()]);
    const deliveries = periods.filter(
      ({ counted, billingPeriod }) =>
        counted &&
        (range === null || (billingPeriod >= range.from.slice(0, 7) && `${billingPeriod}-01` < range.to)),
    );
    const facts: readonly (readonly [string, string | null])[] = [
      ["Workspace", workspace.name],
      ["Period", range && `${range.from} to ${addDays(range.to, -1)}, both days included (UTC)`],
      ["Metric", hasMetric ? metricName(metric) : null],
      ["Currency", follows === "nothing" || metric === "usageAmount" ? null : currency],
      ["Filters", !isView ? null : filters.map(wordsOf).join("; ") || "none"],
      ["Made at", new Date().toISOString()],
      [
        "Deliveries",
        deliveries
          .map(
            ({ billingPeriod, reportName, version, importedAt }) =>
              `${billingPeriod} ${reportName} (${version}), imported ${importedAt}`,
          )
          .join("; ") || null,
      ],
      ["Made by", `CloudSpend Desktop ${app.version}`],
    ];
    return facts.flatMap(([name, value]) => (value === null || value === "" ? [] : [{ name, value }]));
  };
}
