import { useQuery } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import { useUpdateStore, type AvailableUpdate, type UpdateStep } from "../stores/updates.ts";

/** Host that is asked for updates; null where there is none, undefined before that is known. */
export function useUpdateHost(): ComputedRef<string | null | undefined> {
  const { host } = useBackend();
  const query = useQuery({ queryKey: ["host", "updates"], queryFn: () => host.updates.source() });
  return computed(() => query.data.value?.host);
}

/** Looks for a newer version, fetches and installs it: each step when the user asks for it. */
export function useUpdates(): {
  readonly step: ComputedRef<UpdateStep>;
  readonly look: () => Promise<void>;
  /** Goes on where an earlier download was left. */
  readonly download: (update: AvailableUpdate) => Promise<void>;
  /** Ends a download; what has arrived is kept. */
  readonly cancel: () => void;
  readonly install: (update: AvailableUpdate) => Promise<void>;
} {
  const { host } = useBackend();
  const store = useUpdateStore();
  const attempt = async (
    during: UpdateStep,
    work: () => Promise<UpdateStep>,
    update: AvailableUpdate | null = null,
  ): Promise<void> => {
    store.step = during;
    try {
      store.step = await work();
    } catch (error) {
      store.step = { kind: "failed", problem: problemOf(failureOf(error)), update };
    }
  };
  const fetch = async (update: AvailableUpdate, signal: AbortSignal): Promise<UpdateStep> => {
    let { keptBytes } = update;
    try {
      for await (const { receivedBytes } of await host.updates.download(undefined, { signal })) {
        keptBytes = receivedBytes;
        if (!signal.aborted) store.step = { kind: "downloading", update, receivedBytes };
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return signal.aborted ? { kind: "found", update: { ...update, keptBytes } } : { kind: "ready", update };
  };
  return {
    step: computed(() => store.step),
    look: () =>
      attempt({ kind: "looking" }, async () => {
        const update = await host.updates.look();
        return update === null ? { kind: "newest" } : { kind: "found", update };
      }),
    download(update) {
      const { signal } = store.begin();
      const during: UpdateStep = { kind: "downloading", update, receivedBytes: update.keptBytes };
      return attempt(during, () => fetch(update, signal), update);
    },
    cancel: () => store.cancel(),
    install: (update) =>
      attempt({ kind: "installing", update }, async () => {
        await host.updates.install();
        return { kind: "installing", update };
      }),
  };
}
