import { useQueryClient } from "@tanstack/vue-query";
import type { HostClient } from "../backend/backend.ts";
import { useBackend } from "../backend/use-backend.ts";
import { changeWords, type ChangeKind } from "../format/kept-things.ts";
import { useUndoStore } from "../stores/undo.ts";
import { useWorkspaceStore } from "../stores/workspace.ts";
import { hostKey, useHostQuery, type HostAnswer } from "./use-host-query.ts";
import { useUndo } from "./use-undo.ts";

/** The procedures of a `collection` of the contract. */
type CollectionClient<T> = {
  readonly list: (input: undefined, options?: { readonly signal: AbortSignal }) => Promise<readonly T[]>;
  readonly save: (item: T) => Promise<void>;
  readonly remove: (by: { readonly id: string }) => Promise<void>;
  readonly place: (by: { readonly item: T; readonly at: number }) => Promise<void>;
};

export type KeptCollection<T> = HostAnswer<readonly T[]> & {
  readonly save: (item: T) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
};

/**
 * `offered`: what is removed can be had back at once by a message (the default). `silent`: no message. `never`: not even
 * remembered, for what the app keeps by itself.
 */
type Undoing = "offered" | "silent" | "never";

/**
 * Things of one kind that are kept with the open workspace: `useCollection("budgets", (host) => host.budgets)`. Every change
 * can be undone, whichever screen made it.
 */
export function useCollection<T extends { readonly id: string }>(
  name: string,
  of: (host: HostClient) => CollectionClient<T>,
  undoing: Undoing = "offered",
): KeptCollection<T> {
  const { host } = useBackend();
  const workspace = useWorkspaceStore();
  const client = useQueryClient();
  const history = useUndoStore();
  const { tell, hush } = useUndo();
  const routes = of(host);
  const answer = useHostQuery<readonly T[]>({
    key: () => [name],
    ask: (from, signal) => of(from).list(undefined, { signal }),
  });
  const write = async (work: () => Promise<void>): Promise<void> => {
    await work();
    await client.invalidateQueries({ queryKey: hostKey(workspace.id, [name]) });
  };
  return {
    ...answer,
    save: (item) => history.inTurn(() => save(item)),
    remove: (id) => history.inTurn(() => remove(id)),
  };

  async function save(item: T): Promise<void> {
    if (undoing === "never") return write(() => routes.save(item));
    const { at, former } = await placeOf(item.id);
    await write(() => routes.save(item));
    if (at === 0 && JSON.stringify(former) === JSON.stringify(item)) return;
    record(former === undefined ? "added" : "changed", item, {
      undo: () =>
        former === undefined ? routes.remove({ id: item.id }) : routes.place({ item: former, at }),
      redo: () => routes.save(item),
    });
  }

  async function remove(id: string): Promise<void> {
    if (undoing === "never") return write(() => routes.remove({ id }));
    const { at, former } = await placeOf(id);
    await write(() => routes.remove({ id }));
    if (former === undefined) return;
    const words = record("deleted", former, {
      undo: () => routes.place({ item: former, at }),
      redo: () => routes.remove({ id }),
    });
    if (undoing === "offered") tell(words, "i-lucide-trash-2");
  }

  /** What is on disk is the truth: the page may not have read it yet. */
  async function placeOf(id: string): Promise<{ readonly at: number; readonly former: T | undefined }> {
    const items = await routes.list(undefined);
    const at = items.findIndex((item) => item.id === id);
    return { at, former: items[at] };
  }

  function record(
    kind: ChangeKind,
    item: T,
    ways: { readonly undo: () => Promise<void>; readonly redo: () => Promise<void> },
  ): string {
    const words = changeWords(name, kind, item);
    hush();
    history.record({ words, undo: () => write(ways.undo), redo: () => write(ways.redo) });
    return words;
  }
}
