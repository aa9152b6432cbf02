import { useQuery } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import type { HostClient } from "../backend/backend.ts";
import { useBackend } from "../backend/use-backend.ts";

export type AppFacts = Awaited<ReturnType<HostClient["app"]["describe"]>>;

/** Version, folders and today's date as the host knows them. */
export function useAppFacts(): ComputedRef<AppFacts | null> {
  const { host } = useBackend();
  const query = useQuery({ queryKey: ["host", "app"], queryFn: () => host.app.describe() });
  return computed(() => query.data.value ?? null);
}
