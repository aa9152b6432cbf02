import { defineStore } from "pinia";
import { shallowRef } from "vue";
import type { HostClient } from "../backend/backend.ts";
import type { Problem } from "../ui/async-state.ts";

export type AvailableUpdate = NonNullable<Awaited<ReturnType<HostClient["updates"]["look"]>>>;

/** How far the user has gone with a newer version of the app. */
export type UpdateStep =
  | { readonly kind: "idle" | "looking" | "newest" }
  | { readonly kind: "found" | "ready" | "installing"; readonly update: AvailableUpdate }
  | { readonly kind: "downloading"; readonly update: AvailableUpdate; readonly receivedBytes: number }
  | {
      readonly kind: "failed";
      readonly problem: Problem;
      /** What was being fetched, so that it can be gone on with; null when it was another step that failed. */
      readonly update: AvailableUpdate | null;
    };

/** A download goes on while the user is on other screens. */
export const useUpdateStore = defineStore("updates", () => {
  const step = shallowRef<UpdateStep>({ kind: "idle" });
  let running = new AbortController();
  return {
    step,
    begin(): AbortController {
      running.abort();
      running = new AbortController();
      return running;
    },
    cancel: (): void => running.abort(),
  };
});
