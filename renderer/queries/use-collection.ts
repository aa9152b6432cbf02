import { useQueryClient } from "@tanstack/vue-query";
import type { HostClient } from "../backend/backend.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { hostKey, useHostQuery, type HostAnswer } from "./use-host-query.ts";

/** The procedures of a `collection` of the contract. */
type CollectionClient<T> = {
  readonly list: (input: undefined, options: { readonly signal: AbortSignal }) => Promise<readonly T[]>;
  readonly save: (item: T) => Promise<void>;
  readonly remove: (by: { readonly id: string }) => Promise<void>;
};

export type KeptCollection<T> = HostAnswer<readonly T[]> & {
  readonly save: (item: T) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
};

/** Things of one kind that are kept with the open workspace: `useCollection("budgets", (host) => host.budgets)`. */
export function useCollection<T>(
  name: string,
  of: (host: HostClient) => CollectionClient<T>,
): KeptCollection<T> {
  const { host } = useBackend();
  const workspace = useWorkspaceStore();
  const client = useQueryClient();
  const answer = useHostQuery<readonly T[]>({
    key: () => [name],
    ask: (from, signal) => of(from).list(undefined, { signal }),
  });
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: hostKey(workspace.id, [name]) });
  return {
    ...answer,
    save: async (item) => {
      await of(host).save(item);
      await changed();
    },
    remove: async (id) => {
      await of(host).remove({ id });
      await changed();
    },
  };
}
