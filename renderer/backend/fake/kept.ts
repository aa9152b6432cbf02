import { implement } from "@orpc/server";
import type { z } from "zod";
import { collection } from "#core/contract/schema/collection.ts";

/** The procedures of things kept with the fake workspace, last saved first. */
export function keptItems<T extends { readonly id: string }>(
  schema: z.ZodType<T, T>,
  first: readonly T[] = [],
) {
  const { list, save, saveAll, remove, place } = implement(collection(schema));
  let items = first;
  const without = (...ids: readonly string[]): readonly T[] => items.filter(({ id }) => !ids.includes(id));
  return {
    list: list.handler(() => items),
    save: save.handler(({ input }) => {
      items = [input, ...without(input.id)];
    }),
    saveAll: saveAll.handler(({ input }) => {
      items = [...input, ...without(...input.map(({ id }) => id))];
    }),
    remove: remove.handler(({ input }) => {
      items = without(input.id);
    }),
    place: place.handler(({ input: { item, at } }) => {
      items = without(item.id).toSpliced(at, 0, item);
    }),
  };
}
