import { useQuery } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import type { HostClient } from "../backend/backend.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import type { AsyncState } from "../ui/async-state.ts";

type About = HostClient["about"];

/** Licences of what the app is made of; they do not change while it runs. */
export const useLicences = () => useAbout("licences", (about) => about.licences(), Number.POSITIVE_INFINITY);

/** What the app wrote down about its own failures. */
export const useCrashes = () => useAbout("crashes", (about) => about.crashes(), 0);

function useAbout<T>(
  name: keyof About,
  ask: (about: About) => Promise<T>,
  staleTime: number,
): ComputedRef<AsyncState<T>> {
  const { host } = useBackend();
  const query = useQuery({
    queryKey: ["host", "about", name],
    queryFn: async () => ask(host.about),
    staleTime,
  });
  return computed(() => {
    if (query.isError.value)
      return {
        kind: "failed",
        problem: problemOf(failureOf(query.error.value)),
        retry: () => void query.refetch(),
      };
    const value = query.data.value;
    return value === undefined
      ? { kind: "loading" }
      : { kind: "ready", value, isRefreshing: query.isFetching.value };
  });
}
