import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import type { PreferenceStore } from "./preference-store.ts";

const { preferences } = implement(hostContract);

export function preferenceHandlers(store: PreferenceStore) {
  return preferences.router({
    get: preferences.get.handler(() => store.get()),
    set: preferences.set.handler(async ({ input }) => {
      await store.set(input);
      return store.get();
    }),
  });
}
