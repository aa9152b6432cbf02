import { useMutation, useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import type { HostClient } from "../backend/backend.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";

export type SavedView = Awaited<ReturnType<HostClient["views"]["list"]>>[number];

/** The questions kept with the open workspace. */
export function useSavedViews(): {
  readonly views: ComputedRef<readonly SavedView[]>;
  readonly save: (view: { readonly name: string; readonly link: string }) => Promise<SavedView>;
  readonly remove: (id: string) => Promise<void>;
} {
  const { host } = useBackend();
  const workspace = useWorkspaceStore();
  const client = useQueryClient();
  const queryKey = computed(() => ["host", "views", workspace.id]);
  const listed = useQuery({
    queryKey,
    queryFn: ({ signal }) => host.views.list(undefined, { signal }),
    enabled: computed(() => workspace.id !== null),
  });
  const onSuccess = (): Promise<void> => client.invalidateQueries({ queryKey: ["host", "views"] });
  const saving = useMutation({
    mutationFn: (view: { readonly name: string; readonly link: string }) => host.views.save(view),
    onSuccess,
  });
  const removing = useMutation({ mutationFn: (id: string) => host.views.remove({ id }), onSuccess });
  return {
    views: computed(() => listed.data.value ?? []),
    save: (view) => saving.mutateAsync(view),
    remove: (id) => removing.mutateAsync(id),
  };
}
