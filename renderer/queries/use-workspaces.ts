import { useQuery, useQueryClient } from "@tanstack/vue-query";
import { computed, type ComputedRef } from "vue";
import type { Workspace, WorkspaceRemoval } from "#core/workspace/workspace.ts";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import type { AsyncState } from "../ui/async-state.ts";

const KEY = ["host", "workspaces"];

/** The known workspaces, last opened first, and what can be done with them. */
export function useWorkspaces(): {
  readonly state: ComputedRef<AsyncState<readonly Workspace[]>>;
  readonly list: ComputedRef<readonly Workspace[]>;
  readonly open: (id: string) => Promise<Workspace>;
  readonly create: (name: string) => Promise<Workspace>;
  /** Makes a workspace of a workspace file and opens it. */
  readonly importFile: (path: string, name: string) => Promise<Workspace>;
  readonly rename: (id: string, name: string) => Promise<void>;
  /** Deletes it for good; gives what was taken away. */
  readonly remove: (id: string) => Promise<WorkspaceRemoval>;
} {
  const { host } = useBackend();
  const workspace = useWorkspaceStore();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => host.workspaces.list(undefined, { signal }),
  });
  const list = computed(() => query.data.value ?? []);
  const state = computed((): AsyncState<readonly Workspace[]> => {
    if (query.isError.value)
      return {
        kind: "failed",
        problem: problemOf(failureOf(query.error.value)),
        retry: () => void query.refetch(),
      };
    if (query.data.value === undefined) return { kind: "loading" };
    return { kind: "ready", value: query.data.value, isRefreshing: false };
  });
  return {
    state,
    list,
    open: (id) => then(workspace.open(id)),
    create: (name) => then(workspace.create(name)),
    importFile: (path, name) => then(workspace.importFile(path, name)),
    rename: (id, name) => then(workspace.rename(id, name)),
    remove: (id) => then(workspace.remove(id)),
  };

  async function then<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } finally {
      await client.invalidateQueries({ queryKey: KEY });
    }
  }
}
