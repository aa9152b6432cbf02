import { watch } from "vue";
import type { WorkspaceSchema } from "#core/workspace/workspace.ts";
import { useExplorationStore } from "../stores/exploration.ts";
import { useWorkspaceSchema } from "./use-workspace-facts.ts";

/** Where the address names no range or currency, the last month with data, up to its last day with data, and the first currency apply. */
export function useExplorationDefaults(): void {
  const exploration = useExplorationStore();
  const { value } = useWorkspaceSchema();
  watch(value, (schema) => schema && exploration.setDefaults(defaultsOf(schema)), { immediate: true });
}

function defaultsOf(
  schema: WorkspaceSchema,
): Parameters<ReturnType<typeof useExplorationStore>["setDefaults"]>[0] {
  return { dataEnd: schema.range?.to ?? null, currency: schema.currencies[0] ?? null };
}
