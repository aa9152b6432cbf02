import { useQuery } from "@tanstack/vue-query";
import { computed, shallowRef, type ComputedRef, type ShallowRef } from "vue";
import type { HostClient } from "../backend/backend.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import type { Problem } from "../ui/async-state.ts";

export type AvailableUpdate = NonNullable<Awaited<ReturnType<HostClient["updates"]["look"]>>>;

/** How far the user has gone with a newer version of the app. */
export type UpdateStep =
  | { readonly kind: "idle" | "looking" | "newest" }
  | { readonly kind: "found" | "downloading" | "ready" | "installing"; readonly update: AvailableUpdate }
  | { readonly kind: "failed"; readonly problem: Problem };

/** Host that is asked for updates; null where there is none, undefined before that is known. */
export function useUpdateHost(): ComputedRef<string | null | undefined> {
  const { host } = useBackend();
  const query = useQuery({ queryKey: ["host", "updates"], queryFn: () => host.updates.source() });
  return computed(() => query.data.value?.host);
}

/** Looks for a newer version, fetches and installs it: each step when the user asks for it. */
export function useUpdates(): {
  readonly step: ShallowRef<UpdateStep>;
  readonly look: () => Promise<void>;
  readonly download: (update: AvailableUpdate) => Promise<void>;
  readonly install: (update: AvailableUpdate) => Promise<void>;
} {
  const { host } = useBackend();
  const step = shallowRef<UpdateStep>({ kind: "idle" });
  const attempt = async (during: UpdateStep, work: () => Promise<UpdateStep>): Promise<void> => {
    step.value = during;
    try {
      step.value = await work();
    } catch (error) {
      step.value = { kind: "failed", problem: problemOf(failureOf(error)) };
    }
  };
  return {
    step,
    look: () =>
      attempt({ kind: "looking" }, async () => {
        const update = await host.updates.look();
        return update === null ? { kind: "newest" } : { kind: "found", update };
      }),
    download: (update) =>
      attempt({ kind: "downloading", update }, async () => {
        await host.updates.download();
        return { kind: "ready", update };
      }),
    install: (update) =>
      attempt({ kind: "installing", update }, async () => {
        await host.updates.install();
        return { kind: "installing", update };
      }),
  };
}
