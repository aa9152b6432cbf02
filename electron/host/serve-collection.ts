import { implement } from "@orpc/server";
import { collection } from "#core/contract/schema/collection.ts";
import type { Collection } from "./collection.ts";

/** The procedures of things that are kept with the open workspace. */
export function serveCollection<T extends { readonly id: string }>(kept: Collection<T>) {
  const { list, save, saveAll, remove, place } = implement(collection(kept.item));
  return {
    list: list.handler(() => kept.list()),
    save: save.handler(({ input }) => kept.save(input)),
    saveAll: saveAll.handler(({ input }) => kept.saveAll(input)),
    remove: remove.handler(({ input }) => kept.remove(input.id)),
    place: place.handler(({ input }) => kept.place(input.item, input.at)),
  };
}
