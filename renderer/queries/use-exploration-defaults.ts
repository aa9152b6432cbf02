import { watch } from "vue";
import { periodOf, addDays, rangeOfPeriod } from "#core/time/period.ts";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { useExplorationStore } from "../stores/exploration.ts";
import { useWorkspaceSchema } from "./use-workspace-facts.ts";

/** Where the address names no range or currency, the last billing period with data and the first currency apply. */
export function useExplorationDefaults(): void {
  const exploration = useExplorationStore();
  const { value } = useWorkspaceSchema();
  watch(value, (schema) => schema && exploration.setDefaults(defaultsOf(schema)), { immediate: true });
}

function defaultsOf(
  schema: WorkspaceSchema,
): Parameters<ReturnType<typeof useExplorationStore>["setDefaults"]>[0] {
  const range = schema.range && rangeOfPeriod(periodOf(addDays(schema.range.to, -1)));
  return { range, currency: schema.currencies[0] ?? null };
}
