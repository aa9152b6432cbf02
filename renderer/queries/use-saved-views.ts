import { computed, type ComputedRef } from "vue";
import type { HostClient } from "../backend/backend.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";

export type SavedView = Awaited<ReturnType<HostClient["views"]["list"]>>[number];

/** The questions kept with the open workspace. */
export function useSavedViews(): Omit<KeptCollection<SavedView>, "save"> & {
  readonly views: ComputedRef<readonly SavedView[]>;
  /** A view of the same name is replaced. */
  readonly save: (view: { readonly name: string; readonly link: string }) => Promise<SavedView>;
  readonly rename: (view: SavedView, name: string) => Promise<void>;
} {
  const kept = useCollection<SavedView>("views", (host) => host.views);
  const views = computed(() => kept.value.value ?? []);
  return {
    ...kept,
    views,
    save: async (view) => {
      const known = views.value.find(({ name }) => name === view.name);
      const saved = { ...view, id: known?.id ?? crypto.randomUUID(), savedAt: new Date().toISOString() };
      await kept.save(saved);
      return saved;
    },
    rename: (view, name) => kept.save({ ...view, name }),
  };
}
