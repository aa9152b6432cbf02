import { implement } from "@orpc/server";
import type { z } from "zod";
import { collection } from "#core/contract/schema/collection.ts";

/** The procedures of things kept with the fake workspace, last saved first. */
export function keptItems<T extends { readonly id: string }>(
  schema: z.ZodType<T, T>,
  first: readonly T[] = [],
) {
  const { list, save, remove, place } = implement(collection(schema));
  let items = first;
  const without = (id: string): readonly T[] => items.filter((item) => item.id !== id);
  return {
    list: list.handler(() => items),
    save: save.handler(({ input }) => {
      items = [input, ...without(input.id)];
    }),
    remove: remove.handler(({ input }) => {
      items = without(input.id);
    }),
    place: place.handler(({ input: { item, at } }) => {
      items = without(item.id).toSpliced(at, 0, item);
    }),
  };
}
