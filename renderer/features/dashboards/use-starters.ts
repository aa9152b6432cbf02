import { computed, type ComputedRef } from "vue";
import type { Dashboard } from "#core/dashboard/dashboard.ts";
import { starterDashboard, type DataPresent, type Starter } from "#core/dashboard/starter-dashboards.ts";
import { isMetricId } from "#core/cost/metric/metric-id.ts";
import { presetRange } from "#core/time/preset.ts";
import { useBudgets } from "../../queries/use-budgets.ts";
import { useCostQuery } from "../../queries/use-cost-query.ts";
import { useWorkspaceSchema } from "../../queries/use-workspace-facts.ts";
import { useExplorationStore } from "../../stores/exploration.ts";

/** AWS: `lineItem/LineItemType` of what belongs to a commitment. */
const OF_COMMITMENTS = /^(SavingsPlan|RIFee|DiscountedUsage)/;

/** Dashboards to begin with, made of what the workspace's data can show. */
export function useStarters(): {
  readonly isReady: ComputedRef<boolean>;
  readonly make: (starter: Starter) => Dashboard | null;
} {
  const exploration = useExplorationStore();
  const { value: schema } = useWorkspaceSchema();
  const { value: budgets } = useBudgets();
  const { value: types } = useCostQuery(() =>
    exploration.dataEnd === null
      ? null
      : {
          metric: "unblended",
          granularity: "total",
          range: presetRange("last3Months", exploration.dataEnd),
          groupBy: ["lineItemType"],
          filters: [],
          currency: exploration.currency,
          top: null,
        },
  );
  const present = computed((): DataPresent | null => {
    if (schema.value === null || types.value === null || budgets.value === null) return null;
    return {
      metrics: schema.value.metrics.flatMap(({ id, available }) => (available && isMetricId(id) ? [id] : [])),
      tagKeys: schema.value.dimensions.flatMap(({ kind, key }) => (kind === "tag" ? [key] : [])),
      hasCommitments: types.value.groups.some(({ key }) => OF_COMMITMENTS.test(key[0] ?? "")),
      hasBudgets: budgets.value.length > 0,
    };
  });
  return {
    isReady: computed(() => present.value !== null),
    make: (starter) => present.value && starterDashboard(starter, present.value, () => crypto.randomUUID()),
  };
}
