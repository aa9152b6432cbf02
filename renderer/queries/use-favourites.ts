import { computed, type ComputedRef } from "vue";
import type { Favourite } from "#core/favourite/favourite.ts";
import { useCollection, type KeptCollection } from "./use-collection.ts";

/** The things the user wants at hand, the latest first. */
export function useFavourites(): Pick<KeptCollection<Favourite>, "save" | "remove"> & {
  readonly favourites: ComputedRef<readonly Favourite[]>;
} {
  const { value, save, remove } = useCollection<Favourite>("favourites", (host) => host.favourites, "silent");
  return { favourites: computed(() => value.value ?? []), save, remove };
}
